import * as fc from 'fast-check';
import type { TicketRowView } from '../../../../web/src/desk/api/use-ticket-list.ts';
import { MENU_LISTS, type MenuList } from '../../../../shared/domain/ticket/ticket.ts';
import { wholeList, type ListOrder } from '../../../../web/src/desk/ticket-lists.ts';
import {
  afterChange,
  afterFirstPage,
  arranged,
  belongs,
  homeOf,
  NO_NEWS,
  withoutNewsOf,
} from '../../../../web/src/list/list-news.ts';
import { aRow } from '../../support/ticket-views.ts';

const at = (minute: number): string => `2026-11-22T01:${String(minute).padStart(2, '0')}:00.000Z`;

const reader = { agentId: 'me', groupIds: ['billing', 'delivery'], important: new Set([2, 5]) };
const listsOf = (over: Partial<TicketRowView>) =>
  MENU_LISTS.filter((list) => belongs(wholeList(list), aRow(over), reader));

describe('given a ticket', () => {
  test.each([
    [{ status: 'unassigned' }, ['all', 'all_unassigned']],
    [{ status: 'unassigned', groupId: 'billing' }, ['all', 'all_unassigned', 'all_in_group']],
    [{ status: 'unassigned', groupId: 'technical' }, ['all', 'all_unassigned']],
    [{ status: 'processing', assigneeId: 'me' }, ['my_processing', 'all']],
    [{ status: 'processing', assigneeId: 'mina' }, ['all']],
    [{ status: 'pending', assigneeId: 'me', groupId: 'delivery' }, ['my_pending', 'all', 'all_in_group']],
    [{ status: 'resolved', assigneeId: 'me' }, ['my_resolved', 'all']],
    [{ status: 'resolved', assigneeId: 'mina' }, ['all']],
    [{ status: 'completed', assigneeId: 'me' }, ['my_completed', 'all']],
    [{ status: 'transferred', assigneeId: 'me', transfer: 'issue' }, ['all', 'all_transferred']],
    [{ status: 'dooray_resolved', transfer: 'dooray' }, ['all', 'all_transferred']],
    [{ status: 'processing', transfer: 'dooray' }, ['all']],
    [{ status: 'resolved', assigneeId: 'me', internalReason: 'abuse' }, ['my_resolved', 'all']],
    [{ status: 'resolved', assigneeId: 'me', groupId: 'billing', internalReason: 'spam' }, ['spam']],
  ] as const)('when it is %j, then it stands in %j', (over, lists) => {
    expect(listsOf(over)).toEqual(lists);
  });

  test.each([
    [{ status: 'unassigned', groupId: 'billing' }, 'all_unassigned'],
    [{ status: 'processing', assigneeId: 'me', groupId: 'billing' }, 'my_processing'],
    [{ status: 'completed', assigneeId: 'me' }, 'my_completed'],
    [{ status: 'processing', assigneeId: 'mina', groupId: 'billing' }, 'all'],
    [{ status: 'transferred', assigneeId: 'me', transfer: 'issue' }, 'all'],
    [{ status: 'resolved', assigneeId: 'me', internalReason: 'spam' }, 'spam'],
  ] as const)('when it is %j, then the agent finds it in %s', (over, home) => {
    expect(homeOf(aRow(over), reader)).toBe(home);
  });

  test('then a list of important tickets has those that the agent marked alone', () => {
    const important = (row: Partial<TicketRowView>) =>
      belongs({ ...wholeList('all_unassigned'), important: true }, aRow(row), reader);
    expect([1, 2, 5].map((number) => important({ number }))).toEqual([false, true, true]);
    expect(important({ number: 2, status: 'pending' })).toBe(false);
  });

  test('then a list of one group, or of one kind of transfer, has those alone', () => {
    const inGroup = (groupId: string, row: Partial<TicketRowView>) =>
      belongs({ ...wholeList('all_in_group'), groupId }, aRow(row), reader);
    expect(['billing', 'delivery', null].map((groupId) => inGroup('billing', { groupId }))).toEqual([
      true,
      false,
      false,
    ]);
    // An administrator may look at a group that is not theirs.
    expect(inGroup('technical', { groupId: 'technical' })).toBe(true);
    expect(
      (['transferred', 'dooray_in_progress'] as const).map((status) =>
        belongs({ ...wholeList('all_transferred'), transfer: 'dooray' }, aRow({ status }), reader),
      ),
    ).toEqual([false, true]);
  });
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

  test('then nothing is judged by a page without rows that is not the end', () => {
    expect(afterFirstPage(NO_NEWS, shown, [], 'newest', false).news.left).toEqual(new Set());
    expect(afterFirstPage(NO_NEWS, shown, [], 'newest', true).news.left).toEqual(new Set([1, 2, 3]));
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

test('given news of a ticket that is shown as it is now, then they are forgotten, and those of others are not', () => {
  const news = { arrivals: new Set([1, 2]), left: new Set([3]) };
  expect(withoutNewsOf(withoutNewsOf(news, 1), 3)).toEqual({ arrivals: new Set([2]), left: new Set() });
});

describe('given a list at rest, when tickets change', () => {
  const me = 'me';
  const compare = (order: ListOrder) => (a: TicketRowView, b: TicketRowView) =>
    (a.activityAt < b.activityAt ? -1 : a.activityAt > b.activityAt ? 1 : a.number - b.number) *
    (order === 'oldest' ? 1 : -1);
  /** A service's tickets as the API lists them. */
  const listed = (tickets: readonly TicketRowView[], list: MenuList, order: ListOrder) =>
    tickets.filter((row) => belongs(wholeList(list), row, reader)).toSorted(compare(order));
  const paged = (rows: readonly TicketRowView[], size: number, pages: number) => ({
    pages: Array.from({ length: pages }, (_, page) => ({
      rows: rows.slice(page * size, (page + 1) * size),
      nextCursor: rows.length > (page + 1) * size ? `after ${(page + 1) * size}` : null,
    })),
    pageParams: Array.from({ length: pages }, (_, page) => (page === 0 ? null : `after ${page * size}`)),
  });
  const ticket = (number: number) =>
    fc.record({
      status: fc.constantFrom('unassigned' as const, 'processing' as const, 'pending' as const),
      assigneeId: fc.constantFrom(null, me, 'mina'),
      activityAt: fc.integer({ min: 0, max: 30 }).map(at),
      internalReason: fc.constantFrom(null, null, null, 'spam' as const),
      number: fc.constant(number),
    });
  const world = fc.record({
    before: fc.tuple(...Array.from({ length: 9 }, (_, i) => ticket(i + 1))),
    changed: fc.array(
      fc.integer({ min: 1, max: 12 }).chain((number) => ticket(number)),
      { maxLength: 6 },
    ),
    removed: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
    list: fc.constantFrom(...MENU_LISTS),
    order: fc.constantFrom('newest' as const, 'oldest' as const),
    pages: fc.integer({ min: 1, max: 3 }),
  });

  test('then it is what the API would list, as far as it was loaded, and a row is there once', () => {
    fc.assert(
      fc.property(world, ({ before, changed, removed, list, order, pages }) => {
        const first = before.map((over) => aRow({ ...over, version: 1 }));
        const rows = [...new Map(changed.map((over) => [over.number, aRow({ ...over, version: 2 })])).values()].filter(
          ({ number }) => !removed.includes(number),
        );
        const after = [
          ...first.filter(({ number }) => !removed.includes(number) && !rows.some((row) => row.number === number)),
          ...rows,
        ];
        const data = paged(listed(first, list, order), 3, pages);
        const changes = { rows: rows.map((row) => ({ ...row, replied: false })), removed };
        const shown = arranged(data, changes, { view: wholeList(list), order, reader }).pages.flatMap(
          (page) => page.rows,
        );
        const { nextCursor, rows: loaded } = data.pages.at(-1)!;
        const end = nextCursor === null ? undefined : loaded.at(-1)!;
        const expected = listed(after, list, order).filter((row) => end === undefined || compare(order)(row, end) <= 0);
        expect(shown.map(({ number, version }) => [number, version])).toEqual(
          expected.map(({ number, version }) => [number, version]),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('then an older version changes nothing, and the same one may have left the list', () => {
    const data = paged([aRow({ number: 2, version: 5 }), aRow({ number: 1, version: 5 })], 3, 1);
    const show = (version: number) =>
      arranged(
        data,
        {
          rows: [{ ...aRow({ number: 2, version, status: 'processing', assigneeId: me }), replied: false }],
          removed: [],
        },
        { view: wholeList('all_unassigned'), order: 'newest', reader },
      ).pages[0]!.rows.map(({ number }) => number);
    expect([show(4), show(5), show(6)]).toEqual([[2, 1], [1], [1]]);
  });
});
