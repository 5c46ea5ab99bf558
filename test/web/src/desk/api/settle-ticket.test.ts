import { QueryClient } from '@tanstack/react-query';
import { queryKeys } from '../../../../../web/src/desk/api/query-keys.ts';
import { rowOf, settleTicket, showUnread, withoutRow, withRow } from '../../../../../web/src/desk/api/settle-ticket.ts';
import type { TicketPageView } from '../../../../../web/src/desk/api/use-ticket-list.ts';
import { aRow, aTicketView, aWholeTicketView } from '../../../support/ticket-views.ts';

const pages = (...rows: TicketPageView['rows'][]): { pages: TicketPageView[]; pageParams: null[] } => ({
  pages: rows.map((each) => ({ rows: each, nextCursor: null })),
  pageParams: [null],
});

describe('given a list that is shown', () => {
  const data = pages(
    [aRow({ number: 3, version: 2 }), aRow({ number: 2, version: 5 })],
    [aRow({ number: 1, version: 1 })],
  );

  test('when a row has changed, then it changes where it stands', () => {
    const after = withRow(data, aRow({ number: 2, version: 6, status: 'resolved' }));
    expect(after.pages.flatMap(({ rows }) => rows.map(({ number, status }) => [number, status]))).toEqual([
      [3, 'unassigned'],
      [2, 'resolved'],
      [1, 'unassigned'],
    ]);
  });

  test('when what comes does not say whether it is important to the agent, then that stays', () => {
    const row = { ...aRow({ number: 2, version: 5 }), important: true };
    const importantRow = pages([row]);
    expect(
      withRow(importantRow, rowOf(aTicketView({ number: 2, version: 6, transfer: 'issue' }))).pages[0]?.rows[0],
    ).toMatchObject({ version: 6, transfer: 'issue', important: true });
  });

  test.each([
    ['older', 4],
    ['the same', 5],
  ])('when what comes is %s, then nothing changes at all', (_, version) => {
    expect(withRow(data, aRow({ number: 2, version, status: 'resolved' }))).toBe(data);
  });

  test('when a reply was read, then that is later than the version unread, and not the other way', () => {
    const [unread, read] = [true, false].map((unreadReply) => aRow({ number: 2, version: 5, unreadReply })) as [
      TicketPageView['rows'][number],
      TicketPageView['rows'][number],
    ];
    expect(withRow(pages([unread]), read).pages[0]?.rows).toEqual([read]);
    const shown = pages([read]);
    expect(withRow(shown, unread)).toBe(shown);
  });

  test('when a ticket is not in it, then it is not added', () => {
    expect(withRow(data, aRow({ number: 9, version: 9 }))).toBe(data);
  });
});

test('given a list, when a ticket is deleted, then its row alone is gone; a list without it stays the same', () => {
  const data = { pages: [{ rows: [aRow({ number: 2 }), aRow({ number: 1 })], nextCursor: null }], pageParams: [null] };
  expect(withoutRow(data, 2).pages[0]?.rows.map(({ number }) => number)).toEqual([1]);
  expect(withoutRow(data, 9)).toBe(data);
});

test('given a ticket, when it becomes a row, then the row has what a list shows but the agent’s mark, and nothing else', () => {
  expect(Object.keys(rowOf(aTicketView())).sort()).toEqual(
    Object.keys(aRow())
      .filter((key) => key !== 'important')
      .sort(),
  );
});

test('given a ticket that is shown in a list and open, when its reply is read, then both show it, unless it has another version', () => {
  const cache = new QueryClient();
  const view = { list: 'all', groupId: null, transfer: null, important: false } as const;
  const list = queryKeys.list('shop', view, 'newest');
  const open = queryKeys.ticket('shop', 1);
  const unread = { number: 1, version: 3, unreadReply: true };
  cache.setQueryData(list, pages([aRow({ number: 2, unreadReply: true, version: 3 }), aRow(unread)]));
  cache.setQueryData(open, aTicketView(unread));
  const shown = () => [
    ...(cache.getQueryData<ReturnType<typeof pages>>(list)?.pages[0]?.rows.map(({ unreadReply }) => unreadReply) ?? []),
    cache.getQueryData<ReturnType<typeof aTicketView>>(open)?.unreadReply,
  ];
  showUnread(cache, 'shop', { number: 1, version: 2 }, false);
  expect(shown()).toEqual([true, true, true]);
  showUnread(cache, 'shop', { number: 1, version: 3 }, false);
  expect(shown()).toEqual([true, false, false]);
  showUnread(cache, 'shop', { number: 1, version: 3 }, true);
  expect(shown()).toEqual([true, true, true]);
});

describe('given a ticket that is shown with its values, when a command answers with it', () => {
  const fields = [{ code: 'cause', type: 'text' as const, encrypted: false, value: 'Carrier', stale: null }];
  const settled = async (version: number) => {
    const cache = new QueryClient();
    const key = queryKeys.ticket('shop', 1);
    cache.setQueryData(key, aWholeTicketView({ version: 3, fields }));
    await settleTicket(cache, aTicketView({ version, status: 'processing' }));
    return { shown: cache.getQueryData(key), isStale: cache.getQueryState(key)?.isInvalidated };
  };

  test('then the values stay', async () => {
    expect(await settled(4)).toMatchObject({ shown: { version: 4, status: 'processing', fields }, isStale: false });
  });
  test('and somebody else wrote a version between, then it is read again', async () => {
    expect(await settled(5)).toMatchObject({ shown: { version: 5, fields }, isStale: true });
  });
  test('and a newer one is shown already, then nothing changes', async () => {
    expect(await settled(2)).toMatchObject({ shown: { version: 3, status: 'unassigned' }, isStale: false });
  });
});
