import type { Page, PageRequest } from '../../application/ports/pages.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TicketList, TicketRepository, TicketRow } from '../../application/ports/tickets.ts';
import { isInList } from '../../application/tickets/is-in-list.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  importantTicketKey,
  LIST_POSITION,
  LIST_ROW,
  LISTS_ALL,
  LISTS_ASSIGNEE,
  LISTS_CUSTOMER,
  LISTS_GROUP,
  LISTS_PLACE,
  listAllPartition,
  listAssigneePartition,
  listCustomerPartition,
  listGroupPartition,
  listImportantPartition,
  listPlacePartition,
  ticketKey,
} from './keys.ts';
import { getMany, queryPage } from './query.ts';
import type { Attributes, Key, Table } from './rows.ts';
import { type ListPlace, listRowOf, readListPlace, readListRow, ticketRows } from './ticket-rows.ts';

type Desk = Table & { readonly backoff: Backoff };
type Index = { readonly index: string; readonly partition: string; readonly sort: string };
/** Where the rows of a list lie: in one partition of an index, or in several whose rows have one common order. */
type Source = {
  readonly serviceId: string;
  readonly index: Index;
  readonly partitions: readonly string[];
  /** The key of the table's row of a ticket, or of its copy. */
  rowKey(number: number): Key;
};
/** Rows of one partition. `end` is the place up to which it was read, if there may be more behind it. */
type Stretch = {
  readonly rows: readonly { readonly row: TicketRow; readonly position: string }[];
  readonly end?: string;
};

/** Rows that one page of important tickets looks at, of which it shows those of the list that is asked. */
export const IMPORTANT_BUDGET = 80;
/** The least that is asked for at once: about what half a read unit buys. */
const IMPORTANT_STEP = 10;

const BY_NUMBER = /^\d{9}$/;
const shapeOf = ({ sort }: Index) => (sort === LISTS_CUSTOMER.sort ? BY_NUMBER : LIST_POSITION);

/**
 * A row's place in the common order, as text that sorts as the rows do: its activity and number, or its number alone.
 */
const positionOf = ({ sort }: Index, { [sort]: place }: Attributes): string =>
  sort === LISTS_CUSTOMER.sort ? String(place).padStart(9, '0') : String(place);

/** The whole key follows from a place, since it ends with the ticket's number. */
const keyAt = ({ index, rowKey }: Source, partition: string, position: string): Attributes => {
  const number = Number(position.slice(position.indexOf('#') + 1));
  return {
    ...rowKey(number),
    [index.partition]: partition,
    [index.sort]: index.sort === LISTS_CUSTOMER.sort ? number : position,
  };
};

const sourceOf = (serviceId: string, list: TicketList): Source => {
  const rowKey = (number: number) => ticketKey(serviceId, number);
  const unique = (ids: readonly string[]) => [...new Set(ids)].toSorted();
  switch (list.kind) {
    case 'all':
      return { serviceId, index: LISTS_ALL, partitions: [listAllPartition(serviceId)], rowKey };
    case 'place':
      return {
        serviceId,
        index: LISTS_PLACE,
        partitions: [...new Set(list.places)].toSorted().map((place) => listPlacePartition(serviceId, place)),
        rowKey,
      };
    case 'assignee':
      return {
        serviceId,
        index: LISTS_ASSIGNEE,
        partitions: [listAssigneePartition(serviceId, list.assigneeId, list.status)],
        rowKey,
      };
    case 'group':
      return {
        serviceId,
        index: LISTS_GROUP,
        partitions: unique(list.groupIds).map((groupId) => listGroupPartition(serviceId, groupId)),
        rowKey,
      };
    case 'customer':
      return {
        serviceId,
        index: LISTS_CUSTOMER,
        partitions: unique(list.customerIds).map((customerId) => listCustomerPartition(serviceId, customerId)),
        rowKey,
      };
    case 'important':
      return {
        serviceId,
        index: LISTS_ASSIGNEE,
        partitions: [listImportantPartition(serviceId, list.agentId)],
        rowKey: (number) => importantTicketKey(serviceId, number, list.agentId),
      };
  }
};

/** A cursor of another list, also of the same important tickets filtered otherwise, is refused. */
const nameOf = (serviceId: string, list: TicketList): string => {
  const { index, partitions } = sourceOf(serviceId, list);
  return JSON.stringify([index.index, partitions, ...(list.kind === 'important' ? [nameOf(serviceId, list.of)] : [])]);
};

/**
 * What each item shows. Of a row that an earlier release wrote an index has the place alone: its ticket is read, and a
 * ticket that is gone meanwhile shows nothing.
 */
const readRows = async (
  { backoff, ...desk }: Desk,
  source: Source,
  items: readonly Attributes[],
  places: readonly ListPlace[],
): Promise<readonly (TicketRow | undefined)[]> => {
  const rows = items.map((item, i) => readListRow(item, places[i]!, source));
  if (rows.every((row) => row !== undefined)) return rows;
  const keys = places.filter((_, i) => rows[i] === undefined).map(({ number }) => ticketKey(source.serviceId, number));
  const tickets = (await getMany(desk, keys, { backoff })).map(ticketRows.read);
  const byNumber = new Map(
    tickets.map((ticket) => {
      const item = listRowOf(ticket);
      return [ticket.number, readListRow(item, readListPlace(item), source)];
    }),
  );
  return rows.map((row, i) => row ?? byNumber.get(places[i]!.number));
};

const readStretch = async (
  desk: Desk,
  source: Source,
  partition: string,
  order: PageRequest['order'],
  limit: number,
  after: string | undefined,
): Promise<Stretch> => {
  const { index } = source;
  const start = after === undefined ? undefined : keyAt(source, partition, after);
  const query = { index, partition, order, attributes: LIST_ROW, pageSize: limit };
  const { items, end } = await queryPage(desk, query, { after: start });
  const places = items.map(readListPlace);
  const rows = await readRows(desk, source, items, places);
  return {
    rows: rows.flatMap((row, i) =>
      row === undefined ? [] : [{ row, position: positionOf(index, { ...items[i], ...places[i] }) }],
    ),
    ...(end && { end: positionOf(index, end) }),
  };
};

/**
 * Several partitions as one list, for the price of one: each is asked for its share of the page, and only what is
 * certain to be in order is given. Behind the end of a partition that has more lies what wasn't read, so whatever
 * others have there waits for the next page.
 */
const readMerged = async (
  desk: Desk,
  source: Source,
  { limit, order }: PageRequest,
  after: string | undefined,
): Promise<Stretch> => {
  const { partitions } = source;
  const share = Math.ceil(limit / Math.max(1, partitions.length));
  const stretches = await Promise.all(
    partitions.map((partition) => readStretch(desk, source, partition, order, share, after)),
  );
  const isBefore = (a: string, b: string) => (order === 'oldest' ? a < b : a > b);
  const first = (ends: readonly string[]) =>
    ends.reduce<string | undefined>(
      (known, end) => (known === undefined || isBefore(end, known) ? end : known),
      undefined,
    );
  const sorted = stretches.flatMap(({ rows }) => rows).toSorted((a, b) => (isBefore(a.position, b.position) ? -1 : 1));
  const certainTo = first(stretches.flatMap(({ end }) => end ?? []));
  const certain = certainTo === undefined ? sorted : sorted.filter(({ position }) => !isBefore(certainTo, position));
  if (certain.length > limit) return { rows: certain.slice(0, limit), end: certain[limit - 1]!.position };
  return { rows: certain, ...(certainTo === undefined ? {} : { end: certainTo }) };
};

/**
 * An agent's important tickets as far as they are in the other list: looks at IMPORTANT_BUDGET rows at most, and at few
 * more than the page holds when most of them fit.
 */
const readImportant = async (
  desk: Desk,
  source: Source,
  of: Extract<TicketList, { kind: 'important' }>['of'],
  { limit, order }: PageRequest,
  after: string | undefined,
): Promise<Stretch> => {
  const [partition] = source.partitions;
  const rows: Stretch['rows'][number][] = [];
  let [end, looked] = [after, 0];
  do {
    const missing = limit - rows.length;
    const asked = Math.min(
      looked === 0 ? missing : Math.max(IMPORTANT_STEP, Math.ceil((missing * looked) / Math.max(1, rows.length))),
      IMPORTANT_BUDGET - looked,
    );
    const stretch = await readStretch(desk, source, partition!, order, asked, end);
    rows.push(...stretch.rows.filter(({ row }) => isInList(row, of)));
    looked += asked;
    end = stretch.end;
  } while (end !== undefined && rows.length < limit && looked < IMPORTANT_BUDGET);
  if (rows.length > limit) return { rows: rows.slice(0, limit), end: rows[limit - 1]!.position };
  return { rows, ...(end === undefined ? {} : { end }) };
};

/** Menu lists and customers' lists from the sparse indexes, page by page: no page reads more rows for a larger desk. */
export const ticketLists = (desk: Desk): Pick<TicketRepository, 'listTickets'> => ({
  async listTickets(serviceId, list, page): Promise<Page<TicketRow>> {
    const source = sourceOf(serviceId, list);
    const owner = { list: nameOf(serviceId, list), order: page.order };
    const after = page.cursor === undefined ? undefined : decodeCursor(owner, page.cursor, shapeOf(source.index));
    const { rows, end } =
      list.kind === 'important'
        ? await readImportant(desk, source, list.of, page, after)
        : await readMerged(desk, source, page, after);
    return { items: rows.map(({ row }) => row), ...(end === undefined ? {} : { cursor: encodeCursor(owner, end) }) };
  },
});
