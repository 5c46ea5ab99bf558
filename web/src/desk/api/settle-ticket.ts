import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { ticketRowDto } from '../../../../shared/contracts/http/ticket-shapes.ts';
import { queryKeys } from './query-keys.ts';
import type { TicketView, WholeTicketView } from './ticket-queries.ts';
import type { TicketPageView, TicketRowView } from './use-ticket-list.ts';

const own = new Set<string>();

/** Whether a command of this console made this version of a ticket. */
export const isOwnChange = (serviceId: string, number: number, version: number): boolean =>
  own.has(`${serviceId}/${number}/${version}`);

/** Remembers that a command of this console made a version of a ticket. */
export const rememberOwnChange = (serviceId: string, number: number, version: number): void => {
  own.add(`${serviceId}/${number}/${version}`);
};

/** Whether commands of this console made every version after `seen`, up to and including `current`. */
export const onlyOwnChanges = (serviceId: string, number: number, seen: number, current: number): boolean => {
  for (let version = seen + 1; version <= current; version += 1)
    if (!isOwnChange(serviceId, number, version)) return false;
  return true;
};

const rowSchema = ticketRowDto().omit({ important: true });
/** The row of a list that a ticket, or a live update of one, tells. */
export const rowOf = (ticket: TicketRowView): TicketRowView => rowSchema.parse(ticket);

type State = Pick<TicketRowView, 'version' | 'unreadReply'>;
/** Whether one state of a ticket is later than another: reading a reply makes no version, and is later than not. */
export const isLaterState = (state: State, other: State): boolean =>
  state.version === other.version ? other.unreadReply && !state.unreadReply : state.version > other.version;

/** The pages with one row replaced, in its place. An older state than the one shown changes nothing. */
export const withRow = (data: InfiniteData<TicketPageView>, row: TicketRowView): InfiniteData<TicketPageView> => {
  const isOlder = (shown: TicketRowView): boolean => shown.number === row.number && isLaterState(row, shown);
  if (!data.pages.some((page) => page.rows.some(isOlder))) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      rows: page.rows.map((shown) => (isOlder(shown) ? { ...shown, ...row } : shown)),
    })),
  };
};

/** Shows wherever a ticket of this version is shown whether its reply is unread: without reading anything again. */
export const showUnread = (
  cache: QueryClient,
  serviceId: string,
  { number, version }: Pick<TicketView, 'number' | 'version'>,
  unreadReply: boolean,
): void => {
  const shown = <T extends State & { readonly number: number }>(each: T): T =>
    each.number === number && each.version === version ? { ...each, unreadReply } : each;
  cache.setQueryData<TicketView>(queryKeys.ticket(serviceId, number), (ticket) => ticket && shown(ticket));
  cache.setQueriesData<InfiniteData<TicketPageView>>(
    { queryKey: queryKeys.lists(serviceId) },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, rows: page.rows.map(shown) })) },
  );
};

/**
 * Puts the ticket that a command answered with into the cache, wherever it is shown; of the service's own fields it
 * tells nothing, so they stay as they were read. Resolves when its history has been read again.
 */
export const settleTicket = async (cache: QueryClient, ticket: TicketView): Promise<void> => {
  const { serviceId, number } = ticket;
  rememberOwnChange(serviceId, number, ticket.version);
  const shown = cache.getQueryData<WholeTicketView>(queryKeys.ticket(serviceId, number));
  if (shown !== undefined && shown.version <= ticket.version)
    cache.setQueryData<WholeTicketView>(queryKeys.ticket(serviceId, number), { ...ticket, fields: shown.fields });
  // Somebody else wrote a version between the two, perhaps with other values.
  if (shown !== undefined && shown.version < ticket.version - 1)
    void cache.invalidateQueries({ queryKey: queryKeys.ticket(serviceId, number) });
  cache.setQueriesData<InfiniteData<TicketPageView>>(
    { queryKey: queryKeys.lists(serviceId) },
    (data) => data && withRow(data, rowOf(ticket)),
  );
  void cache.invalidateQueries({ queryKey: queryKeys.events(serviceId, number) });
  await cache.invalidateQueries({ queryKey: queryKeys.entries(serviceId, number) });
};

/** The pages without a ticket's row. */
export const withoutRow = (data: InfiniteData<TicketPageView>, number: number): InfiniteData<TicketPageView> =>
  data.pages.some(({ rows }) => rows.some((row) => row.number === number))
    ? {
        ...data,
        pages: data.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => row.number !== number) })),
      }
    : data;

/** Takes a ticket that was deleted for good out of the cache, wherever it is shown. */
export const forgetTicket = (cache: QueryClient, serviceId: string, number: number): void => {
  cache.setQueriesData<InfiniteData<TicketPageView>>(
    { queryKey: queryKeys.lists(serviceId) },
    (data) => data && withoutRow(data, number),
  );
  cache.removeQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
};
