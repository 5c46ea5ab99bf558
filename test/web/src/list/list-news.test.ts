import { TICKET_LISTS } from '../../../../web/src/desk/ticket-lists.ts';
import { afterChange, afterFirstPage, belongs, NO_NEWS } from '../../../../web/src/list/list-news.ts';
import { aRow } from '../../support/ticket-views.ts';

const at = (minute: number): string => `2026-11-22T01:${String(minute).padStart(2, '0')}:00.000Z`;

describe('given a ticket', () => {
  test.each([
    ['unassigned', null, ['all', 'all_unassigned']],
    ['processing', 'me', ['all', 'my_processing']],
    ['processing', 'mina', ['all']],
    ['pending', 'me', ['all', 'my_pending']],
    ['resolved', 'me', ['all', 'my_resolved']],
    ['resolved', 'mina', ['all']],
    ['completed', 'me', ['all']],
  ] as const)('when it is %s with %s, then it stands in %j', (status, assigneeId, lists) => {
    expect(TICKET_LISTS.filter((list) => belongs(list, { status, assigneeId, internalReason: null }, 'me'))).toEqual(
      lists,
    );
  });
});

test('given spam, then it stands in no list, whatever else it is', () => {
  expect(
    TICKET_LISTS.filter((list) =>
      belongs(list, { status: 'resolved', assigneeId: 'me', internalReason: 'spam' }, 'me'),
    ),
  ).toEqual([]);
  expect(
    TICKET_LISTS.filter((list) =>
      belongs(list, { status: 'resolved', assigneeId: 'me', internalReason: 'abuse' }, 'me'),
    ),
  ).toEqual(['all', 'my_resolved']);
});

describe('given a list that is shown', () => {
  const change = { number: 7, isShown: false, isMember: true, hasNewReply: false };

  test('when a ticket comes, then it waits among the new ones', () => {
    expect(afterChange(NO_NEWS, change)).toEqual({ arrivals: new Set([7]), left: new Set() });
  });

  test('when one that waits goes elsewhere before it was shown, then it waits no more', () => {
    expect(afterChange(afterChange(NO_NEWS, change), { ...change, isMember: false })).toEqual(NO_NEWS);
  });

  test('when a shown row leaves, then it is marked; when it comes back, then the mark goes', () => {
    const left = afterChange(NO_NEWS, { ...change, isShown: true, isMember: false });
    expect(left).toEqual({ arrivals: new Set(), left: new Set([7]) });
    expect(afterChange(left, { ...change, isShown: true })).toEqual(NO_NEWS);
  });

  test('when the customer writes on a shown row, then it counts as new, because the row may be out of sight', () => {
    expect(afterChange(NO_NEWS, { ...change, isShown: true, hasNewReply: true }).arrivals).toEqual(new Set([7]));
  });
});

describe('given changes were missed, when the first page is read again', () => {
  const shown = [
    aRow({ number: 3, activityAt: at(30) }),
    aRow({ number: 2, activityAt: at(20) }),
    aRow({ number: 1, activityAt: at(10) }),
  ];

  test('then new rows wait, changed rows change in place, and rows that should be there and are not have left', () => {
    const fresh = [
      aRow({ number: 4, activityAt: at(40) }),
      aRow({ number: 3, version: 2, activityAt: at(30) }),
      aRow({ number: 1, activityAt: at(10) }),
    ];
    const { news, changedRows } = afterFirstPage(NO_NEWS, shown, fresh, 'newest', false);
    expect(news).toEqual({ arrivals: new Set([4]), left: new Set([2]) });
    expect(changedRows.map(({ number }) => number)).toEqual([3]);
  });

  test('then rows beyond the page are not judged, unless the page is the whole list', () => {
    const fresh = [aRow({ number: 3, activityAt: at(30) }), aRow({ number: 2, activityAt: at(20) })];
    expect(afterFirstPage(NO_NEWS, shown, fresh, 'newest', false).news.left).toEqual(new Set());
    expect(afterFirstPage(NO_NEWS, shown, fresh, 'newest', true).news.left).toEqual(new Set([1]));
  });

  test('then a list that begins with the oldest is judged the other way round', () => {
    const oldestFirst = [...shown].reverse();
    const fresh = [aRow({ number: 1, activityAt: at(10) }), aRow({ number: 3, activityAt: at(30) })];
    expect(afterFirstPage(NO_NEWS, oldestFirst, fresh, 'oldest', false).news.left).toEqual(new Set([2]));
  });

  test('then an unread reply that came meanwhile counts as new', () => {
    const fresh = [aRow({ number: 2, version: 2, unreadReply: true, activityAt: at(50) }), ...shown.slice(0, 1)];
    expect(afterFirstPage(NO_NEWS, shown, fresh, 'newest', false).news.arrivals).toEqual(new Set([2]));
  });
});
