import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../../application/ports/pages.ts';
import type { TicketRepository } from '../../application/ports/tickets.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem as entryFromItem } from './entry-item.ts';
import { fromItem as factFromItem } from './event-item.ts';
import { ENTRY_PREFIX, EVENT_PREFIX, entryKey, eventKey, ticketKey } from './keys.ts';
import { ticketLists } from './ticket-lists.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string };
type Key = Readonly<Record<string, unknown>>;
/** Rows of one ticket as the table knows them: where they lie and how a row's place is told as text. */
type Stretch = {
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
const readPage = async <T>(
  deps: Deps,
  stretch: Stretch,
  page: PageRequest,
  parse: (item: unknown) => T,
): Promise<Page<T>> => {
  const owner = { list: stretch.name, order: page.order };
  const start =
    page.cursor === undefined
      ? {}
      : { ExclusiveStartKey: { ...stretch.keyAt(decodeCursor(owner, page.cursor, stretch.position)) } };
  const { Items = [], LastEvaluatedKey } = await deps.client.send(
    new QueryCommand({
      TableName: deps.deskTable,
      ConsistentRead: true,
      KeyConditionExpression: stretch.condition,
      ExpressionAttributeNames: { ...stretch.names },
      ExpressionAttributeValues: { ...stretch.values },
      ScanIndexForward: page.order === 'oldest',
      Limit: page.limit,
      ...start,
    }),
  );
  return {
    items: Items.map(parse),
    ...(LastEvaluatedKey === undefined ? {} : { cursor: encodeCursor(owner, stretch.positionOf(LastEvaluatedKey)) }),
  };
};

const partOfTicket = (serviceId: string, number: number, prefix: string, keyOf: (id: string) => Key): Stretch => {
  const { PK } = ticketKey(serviceId, number);
  return {
    condition: '#pk = :pk AND begins_with(#sk, :prefix)',
    names: { '#pk': 'PK', '#sk': 'SK' },
    values: { ':pk': PK, ':prefix': prefix },
    name: `${PK}/${prefix}`,
    position: /^[\w-]{1,80}$/,
    positionOf: (key) => String(key['SK']).slice(prefix.length),
    keyAt: keyOf,
  };
};

/**
 * Reading page by page: entries and facts consistently from the ticket's own rows, lists of tickets as `ticketLists`
 * does.
 */
export const ticketPages = (deps: Deps): Pick<TicketRepository, 'listEntries' | 'listFacts' | 'listTickets'> => ({
  listEntries: (serviceId, number, page) =>
    readPage(
      deps,
      partOfTicket(serviceId, number, ENTRY_PREFIX, (id) => entryKey(serviceId, number, id)),
      page,
      entryFromItem,
    ),
  listFacts: (serviceId, number, page) =>
    readPage(
      deps,
      partOfTicket(serviceId, number, EVENT_PREFIX, (id) => eventKey(serviceId, number, id)),
      page,
      factFromItem,
    ),
  ...ticketLists(deps),
});
