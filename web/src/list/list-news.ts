import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import type { ListOrder, TicketList } from '../desk/ticket-lists.ts';

/** Whether a ticket is in a menu list of this agent (product.md §3). Spam is in none of the console's lists. */
export const belongs = (
  list: TicketList,
  { status, assigneeId, internalReason }: Pick<TicketRowView, 'status' | 'assigneeId' | 'internalReason'>,
  agentId: string,
): boolean => {
  if (internalReason === 'spam') return false;
  switch (list) {
    case 'all':
      return true;
    case 'all_unassigned':
      return status === 'unassigned';
    case 'my_processing':
      return status === 'processing' && assigneeId === agentId;
    case 'my_pending':
      return status === 'pending' && assigneeId === agentId;
    case 'my_resolved':
      return status === 'resolved' && assigneeId === agentId;
  }
};

/** What changed in a list since it was shown: numbers of new tickets, and of shown ones that left the list. */
export type ListNews = { readonly arrivals: ReadonlySet<number>; readonly left: ReadonlySet<number> };
export const NO_NEWS: ListNews = { arrivals: new Set(), left: new Set() };

const changed = (set: ReadonlySet<number>, number: number, member: boolean): ReadonlySet<number> => {
  if (set.has(number) === member) return set;
  const next = new Set(set);
  if (member) next.add(number);
  else next.delete(number);
  return next;
};

/**
 * The news after a change of one ticket. A shown row stays in its place, even if the ticket left the list. A new reply
 * to a shown ticket counts as an arrival too, because its row may be out of sight.
 */
export const afterChange = (
  news: ListNews,
  {
    number,
    isShown,
    isMember,
    hasNewReply,
  }: { readonly number: number; readonly isShown: boolean; readonly isMember: boolean; readonly hasNewReply: boolean },
): ListNews => ({
  arrivals: changed(news.arrivals, number, isMember && (!isShown || hasNewReply || news.arrivals.has(number))),
  left: changed(news.left, number, isShown && !isMember),
});

const isWithin = (row: TicketRowView, last: TicketRowView | undefined, order: ListOrder): boolean =>
  last === undefined || (order === 'newest' ? row.activityAt > last.activityAt : row.activityAt < last.activityAt);

/**
 * The news after reading a list's first page again because live updates were missed; and the rows to change in place.
 * A shown row that belongs on the page but is not there has left the list. `isWhole`: the page is the whole list.
 */
export const afterFirstPage = (
  news: ListNews,
  shown: readonly TicketRowView[],
  fresh: readonly TicketRowView[],
  order: ListOrder,
  isWhole: boolean,
): { readonly news: ListNews; readonly changedRows: readonly TicketRowView[] } => {
  const shownByNumber = new Map(shown.map((row) => [row.number, row]));
  const freshNumbers = new Set(fresh.map((row) => row.number));
  const last = isWhole ? undefined : fresh.at(-1);
  let next = news;
  for (const row of fresh) {
    const before = shownByNumber.get(row.number);
    next = afterChange(next, {
      number: row.number,
      isShown: before !== undefined,
      isMember: true,
      hasNewReply: row.unreadReply && before !== undefined && before.version < row.version,
    });
  }
  for (const row of shown) {
    if (!freshNumbers.has(row.number) && isWithin(row, last, order))
      next = afterChange(next, { number: row.number, isShown: true, isMember: false, hasNewReply: false });
  }
  return {
    news: next,
    changedRows: fresh.filter((row) => (shownByNumber.get(row.number)?.version ?? row.version) < row.version),
  };
};
