import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest, TicketList, TicketRepository } from '../../application/ports/ticket-repository.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem as entryFromItem } from './entry-item.ts';
import { fromItem as factFromItem } from './event-item.ts';
import { ENTRY_PREFIX, EVENT_PREFIX, LISTS_ALL, LISTS_ASSIGNEE, LISTS_STATUS, entryKey, eventKey, listAllPartition, listAssigneePartition, listStatusPartition, ticketKey } from './keys.ts';
import { rowFromItem } from './ticket-item.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string };
type Key = Readonly<Record<string, unknown>>;
/** One list as the table knows it: where its rows lie and how a row's place is told as text. */
type Stretch = {
  readonly index?: string;
  readonly condition: string;
  readonly values: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  /** Which list this is: a cursor of another one is refused. */
  readonly name: string;
  readonly position: RegExp;
  positionOf(key: Key): string;
  keyAt(position: string): Key;
};

/** A page of one query of at most 1 MB: it may be shorter than asked, the cursor tells whether there is more. */
const readPage = async <T>(deps: Deps, stretch: Stretch, page: PageRequest, parse: (item: unknown) => T): Promise<Page<T>> => {
  const owner = { list: stretch.name, order: page.order };
  const start = page.cursor === undefined ? {} : { ExclusiveStartKey: { ...stretch.keyAt(decodeCursor(owner, page.cursor, stretch.position)) } };
  const { Items = [], LastEvaluatedKey } = await deps.client.send(new QueryCommand({
    TableName: deps.deskTable, ...(stretch.index === undefined ? { ConsistentRead: true } : { IndexName: stretch.index }),
    KeyConditionExpression: stretch.condition, ExpressionAttributeNames: { ...stretch.names }, ExpressionAttributeValues: { ...stretch.values },
    ScanIndexForward: page.order === 'oldest', Limit: page.limit, ...start,
  }));
  return { items: Items.map(parse), ...(LastEvaluatedKey === undefined ? {} : { cursor: encodeCursor(owner, stretch.positionOf(LastEvaluatedKey)) }) };
};

const partOfTicket = (serviceId: string, number: number, prefix: string, keyOf: (id: string) => Key): Stretch => {
  const { PK } = ticketKey(serviceId, number);
  return {
    condition: '#pk = :pk AND begins_with(#sk, :prefix)', names: { '#pk': 'PK', '#sk': 'SK' }, values: { ':pk': PK, ':prefix': prefix },
    name: `${PK}/${prefix}`, position: /^[\w-]{1,80}$/,
    positionOf: (key) => String(key['SK']).slice(prefix.length), keyAt: keyOf,
  };
};

const INDEXES = { all: LISTS_ALL, status: LISTS_STATUS, assignee: LISTS_ASSIGNEE } as const;
const partitionOf = (serviceId: string, list: TicketList): string => {
  switch (list.kind) {
    case 'all': return listAllPartition(serviceId);
    case 'status': return listStatusPartition(serviceId, list.status);
    case 'assignee': return listAssigneePartition(serviceId, list.assigneeId, list.status);
  }
};

const menuList = (serviceId: string, list: TicketList): Stretch => {
  const { index, partition, sort } = INDEXES[list.kind];
  const value = partitionOf(serviceId, list);
  return {
    index, condition: '#partition = :partition', names: { '#partition': partition }, values: { ':partition': value },
    name: `${index}/${value}`, position: /^\d{4}-\d\d-\d\dT[\d:.]+Z#\d{9}$/,
    positionOf: (key) => String(key[sort]),
    // The sort key ends with the ticket's number, so the whole key of the index follows from it.
    keyAt: (position) => ({ ...ticketKey(serviceId, Number(position.slice(position.indexOf('#') + 1))), [partition]: value, [sort]: position }),
  };
};

/** Reading page by page: entries and facts consistently from the ticket's own rows, menu lists from the sparse indexes. */
export const ticketPages = (deps: Deps): Pick<TicketRepository, 'listEntries' | 'listFacts' | 'listTickets'> => ({
  listEntries: (serviceId, number, page) => readPage(deps, partOfTicket(serviceId, number, ENTRY_PREFIX, (id) => entryKey(serviceId, number, id)), page, entryFromItem),
  listFacts: (serviceId, number, page) => readPage(deps, partOfTicket(serviceId, number, EVENT_PREFIX, (id) => eventKey(serviceId, number, id)), page, factFromItem),
  listTickets: (serviceId, list, page) => readPage(deps, menuList(serviceId, list), page, rowFromItem),
});
