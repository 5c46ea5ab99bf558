import type { InfiniteData } from '@tanstack/react-query';
import { MY_LISTS, placeOf, type MenuList } from '../../../shared/domain/ticket/ticket.ts';
import { isLaterState, rowOf } from '../desk/api/settle-ticket.ts';
import type { TicketPageView, TicketRowView } from '../desk/api/use-ticket-list.ts';
import type { Changes } from '../desk/live/live-context.ts';
import { wholeList, type ListOrder, type ListView } from '../desk/ticket-lists.ts';

/** Who looks at a list. */
export type Reader = {
  readonly agentId: string;
  readonly groupIds: readonly string[];
  /** The numbers of the tickets that they marked as important. */
  readonly important: ReadonlySet<number>;
};

/** Whether a ticket is in a list of this agent (product.md §3). Spam is in its own list alone. */
export const belongs = (
  { list, groupId, transfer, important: onlyImportant }: ListView,
  row: Pick<TicketRowView, 'number' | 'status' | 'assigneeId' | 'groupId' | 'internalReason'>,
  { agentId, groupIds, important }: Reader,
): boolean => {
  if (onlyImportant && !important.has(row.number)) return false;
  const internalReason = row.internalReason ?? undefined;
  const place = placeOf({ status: row.status, ...(internalReason === undefined ? {} : { internalReason }) });
  if (list === 'spam') return place === 'spam';
  if (place === 'spam') return false;
  switch (list) {
    case 'all':
      return true;
    case 'all_unassigned':
      return place === 'unassigned';
    case 'all_in_group':
      return row.groupId !== null && (groupId === null ? groupIds.includes(row.groupId) : row.groupId === groupId);
    case 'all_transferred':
      return transfer === null ? place === 'issue' || place === 'dooray' : place === transfer;
    default:
      return row.status === MY_LISTS[list] && row.assigneeId === agentId;
  }
};

/** The lists in which an agent looks for a ticket first. */
const HOMES = ['spam', ...(Object.keys(MY_LISTS) as (keyof typeof MY_LISTS)[]), 'all_unassigned'] as const;

/** The list in which an agent finds a ticket: spam, one of their own, the unassigned, else all. */
export const homeOf = (row: Parameters<typeof belongs>[1], reader: Reader): MenuList =>
  HOMES.find((list) => belongs(wholeList(list), row, reader)) ?? 'all';

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

/** The news without those of one ticket, which is shown as it is now. */
export const withoutNewsOf = ({ arrivals, left }: ListNews, number: number): ListNews => ({
  arrivals: changed(arrivals, number, false),
  left: changed(left, number, false),
});

/** Whether `row` stands before `other` in a list: by activity, and among equals by number. */
export const isBefore = (
  row: Pick<TicketRowView, 'number' | 'activityAt'>,
  other: Pick<TicketRowView, 'number' | 'activityAt'>,
  order: ListOrder,
): boolean => {
  const [first, second] = order === 'oldest' ? [row, other] : [other, row];
  return first.activityAt === second.activityAt ? first.number < second.number : first.activityAt < second.activityAt;
};

/**
 * The pages of a list as they are after changes of tickets: rows that left it are gone, others stand in their order.
 * What belongs behind the last row, while there are more pages, is left to the next page. An older version than the
 * one shown changes nothing; the same one may have left the list, since a command's answer changes a row in its place.
 */
export const arranged = (
  data: InfiniteData<TicketPageView>,
  { rows, removed }: Changes,
  { view, order, reader }: { readonly view: ListView; readonly order: ListOrder; readonly reader: Reader },
): InfiniteData<TicketPageView> => {
  const last = data.pages.at(-1);
  const end = last === undefined || last.nextCursor === null ? undefined : last.rows.at(-1);
  const shown = new Map(data.pages.flatMap((page) => page.rows).map((row) => [row.number, row]));
  const changed = rows.filter((row) => !isLaterState(shown.get(row.number) ?? row, row)).map(rowOf);
  const moved = new Set([...removed, ...changed.map(({ number }) => number)]);
  const pages = data.pages.map((page) => ({ ...page, rows: page.rows.filter(({ number }) => !moved.has(number)) }));
  for (const row of changed) {
    if (!belongs(view, row, reader)) continue;
    if (end !== undefined && isBefore(end, row, order)) continue;
    const place = pages.find((page) => page.rows.some((other) => isBefore(row, other, order))) ?? pages.at(-1);
    if (place === undefined) continue;
    const at = place.rows.findIndex((other) => isBefore(row, other, order));
    place.rows.splice(at === -1 ? place.rows.length : at, 0, row);
  }
  return { ...data, pages };
};

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
  const isJudged = (row: TicketRowView): boolean => isWhole || (last !== undefined && isBefore(row, last, order));
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
    if (!freshNumbers.has(row.number) && isJudged(row))
      next = afterChange(next, { number: row.number, isShown: true, isMember: false, hasNewReply: false });
  }
  return {
    news: next,
    changedRows: fresh.filter((row) => isLaterState(row, shownByNumber.get(row.number) ?? row)),
  };
};
