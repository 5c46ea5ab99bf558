import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { forEachAtMost } from '../../application/live/at-most.ts';
import { IMPORTANT_LIMIT, type ImportantTickets } from '../../application/ports/tickets.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { anyOf, type Changes, changing, compares, type Condition, has, readPart, rows } from './rows.ts';
import { importantNumbersKey, importantTicketKey, LISTS_ASSIGNEE, listImportantPartition } from './keys.ts';
import { beginningWith, queryPages } from './query.ts';
import { listRowOf, ticketRows, type TicketPlace } from './ticket-rows.ts';
import { unlessRefused, writeTransaction, type DeskDeps } from './write-transaction.ts';

const ROWS_AT_ONCE = 10;
/** Where in the transaction that makes a ticket important each condition stands. */
const [TICKET, SET] = [0, 2];

/** Who finds a ticket important, and of which version of the ticket the row is a copy. */
type Importance = Pick<Ticket, 'version'> & { readonly agentId: string };
const importantRows = rows<Importance, TicketPlace & Pick<Importance, 'agentId'>>({
  entity: 'star',
  key: ({ serviceId, number, agentId }) => importantTicketKey(serviceId, number, agentId),
  schema: z.object({ agentId: z.string().min(1), version: z.int().positive() }),
});
/** A copy of the ticket's list row in an agent's list of important tickets, which is in the order of activity. */
const copyOf = (ticket: Ticket, agentId: string) => ({
  ...listRowOf(ticket),
  agentId,
  version: ticket.version,
  [LISTS_ASSIGNEE.partition]: listImportantPartition(ticket.serviceId, agentId),
});

const numbersSchema = z.object({ numbers: z.set(z.int().positive()).default(new Set()) });
const hasRoom: Condition = ({ name, value }) => `size(${name('numbers')}) < ${value(IMPORTANT_LIMIT)}`;
const hasAlready =
  (number: number): Condition =>
  ({ name, value }) =>
    `contains(${name('numbers')}, ${value(number)})`;

/** What agents marked as important: rows beside their ticket in the `desk` table, and one set of numbers an agent. */
export const dynamoImportantTickets = ({ client, deskTable: TableName, backoff }: DeskDeps): ImportantTickets => {
  const desk = { client, TableName };
  const setWrite = (serviceId: string, agentId: string, changes: Changes, condition?: Condition) => ({
    Update: {
      TableName,
      Key: importantNumbersKey(serviceId, agentId),
      ...changing({ set: { entity: 'stars' }, ...changes }, condition),
    },
  });
  const unmark: ImportantTickets['unmark'] = async (serviceId, number, agentId) => {
    await writeTransaction(client, backoff, [
      importantRows.remove(desk, { serviceId, number, agentId }),
      setWrite(serviceId, agentId, { takeOut: { numbers: new Set([number]) } }),
    ]);
  };

  /** A row that was taken away meanwhile, or that somebody else brought further, stays as it is. */
  const rewrite = async (ticket: Ticket, agentId: string): Promise<void> => {
    const isOlder = compares('version', '<', ticket.version);
    const { Put } = importantRows.putIf(desk, isOlder, copyOf(ticket, agentId), { ...ticket, agentId });
    await unlessRefused(client.send(new PutCommand(Put)));
  };

  return {
    async numbers(serviceId, agentId) {
      const Key = importantNumbersKey(serviceId, agentId);
      const { Item = {} } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return readPart('the numbers of important tickets', numbersSchema, Item).numbers;
    },
    async mark(ticket, agentId) {
      const { serviceId, number, version } = ticket;
      const mayAdd = anyOf(has({ numbers: undefined }), hasRoom, hasAlready(number));
      const failed = await writeTransaction(client, backoff, [
        // Of the version that was read: whoever changes the ticket from now on finds the row and brings it along.
        ticketRows.check(desk, ticket, has({ version })),
        importantRows.put(desk, copyOf(ticket, agentId), { ...ticket, agentId }),
        setWrite(serviceId, agentId, { add: { numbers: new Set([number]) } }, mayAdd),
      ]);
      if (failed.some(({ position }) => position === TICKET)) return 'changed';
      return failed.some(({ position }) => position === SET) ? 'full' : 'marked';
    },
    unmark,
    async follow(ticket, removed) {
      const { serviceId, number } = ticket;
      const copies = { ...beginningWith(importantTicketKey(serviceId, number, '')), consistent: true };
      for await (const items of queryPages(desk, copies)) {
        await forEachAtMost(ROWS_AT_ONCE, items.map(importantRows.read), async ({ agentId, version }) => {
          if (removed) await unmark(serviceId, number, agentId);
          else if (version < ticket.version) await rewrite(ticket, agentId);
        });
      }
    },
  };
};
