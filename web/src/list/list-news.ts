import type { InternalReason } from '../../../shared/domain/ticket/internal-reason.ts';
import type { TicketStatus } from '../../../shared/domain/ticket/status.ts';
import type { ListOrder } from '../api/query-keys.ts';
import type { TicketList } from '../api/ticket-lists.ts';
import type { TicketRow } from '../api/use-ticket-list.ts';

type Whereabouts = {
  readonly status: TicketStatus;
  readonly assigneeId: string | null;
  readonly internalReason: InternalReason | null;
};

/** Whether a ticket stands in a menu list of this agent (product.md §3). Spam stands in none that is shown here. */
export const belongs = (
  list: TicketList,
  { status, assigneeId, internalReason }: Whereabouts,
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

/** What happened to a list since it was read: who came, and who of those shown stands elsewhere now. */
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
 * News of one ticket. A row that is shown stays where it is, marked when it left; an unread reply to it also counts as
 * new, because its row may be out of sight.
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

const isWithin = (row: TicketRow, last: TicketRow | undefined, order: ListOrder): boolean =>
  last === undefined || (order === 'newest' ? row.activityAt > last.activityAt : row.activityAt < last.activityAt);

/**
 * News from reading a list's first page again after live updates were missed: rows to change in place, rows that came,
 * rows that left.
 * A shown row that should stand on the page and doesn't has left; `isWhole` says that the page is the whole list.
 */
export const afterFirstPage = (
  news: ListNews,
  shown: readonly TicketRow[],
  fresh: readonly TicketRow[],
  order: ListOrder,
  isWhole: boolean,
): { readonly news: ListNews; readonly changedRows: readonly TicketRow[] } => {
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
