import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { forEachAtMost } from '../../application/live/at-most.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import { IMPORTANT_LIMIT, type ImportantTickets } from '../../application/ports/tickets.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { agentsAndMarksOf, importantNumbersRows } from './desk-directory.ts';
import {
  allOf,
  anyOf,
  type Changes,
  changing,
  compares,
  type Condition,
  has,
  rows,
  type Table,
  THERE,
} from './rows.ts';
import {
  blockOf,
  earlierImportantNumbersKey,
  importantNumbersKey,
  importantTicketKey,
  LISTS_ASSIGNEE,
  listImportantPartition,
  markedNumbersKey,
} from './keys.ts';
import { beginningWith, getMany, queryAll, queryPage, queryPages } from './query.ts';
import { isStillTicket, listRowOf, ticketRows, type TicketPlace } from './ticket-rows.ts';
import { unlessRefused, type Write, writeAll, writeTransaction, type DeskDeps } from './write-transaction.ts';

const ROWS_AT_ONCE = 10;
/** Where in a transaction the condition of an agent's set stands, and that of the ticket which is marked. */
const [SET, TICKET] = [0, 1];

/** Who finds a ticket important, and of which version of the ticket the row is a copy. */
type Importance = Pick<Ticket, 'version'> & { readonly agentId: string };
export const importantRows = rows<Importance, TicketPlace & Pick<Importance, 'agentId'>>({
  entity: 'star',
  key: ({ serviceId, number, agentId }) => importantTicketKey(serviceId, number, agentId),
  schema: () => z.object({ agentId: z.string().min(1), version: z.int().positive() }),
});
/** A copy of the ticket's list row in an agent's list of important tickets, which is in the order of activity. */
export const importantCopy = (ticket: Ticket, agentId: string) => ({
  ...listRowOf(ticket),
  agentId,
  version: ticket.version,
  [LISTS_ASSIGNEE.partition]: listImportantPartition(ticket.serviceId, agentId),
});

type Block = { readonly serviceId: string; readonly block: number };
/** Which tickets of a block anybody marked, and maybe takes the mark away since: a number is never taken out. */
type MarkedNumbers = {
  readonly block: number;
  readonly numbers: ReadonlySet<number>;
  /** Whether marks of earlier releases, which did not write such rows, are in it. */
  readonly complete: boolean;
};
const markedRows = rows<MarkedNumbers, Block>({
  entity: 'marked',
  key: ({ serviceId, block }) => markedNumbersKey(serviceId, block),
  schema: () =>
    z.object({
      block: z.int().nonnegative(),
      numbers: z.set(z.int().positive()).default(new Set()),
      complete: z.boolean().default(false),
    }),
  // There are no empty sets.
  toStored: ({ numbers, ...row }) => (numbers.size > 0 ? { ...row, numbers } : row),
});

const hasRoom: Condition = ({ name, value }) => `size(${name('numbers')}) < ${value(IMPORTANT_LIMIT)}`;
const hasAlready =
  (number: number): Condition =>
  ({ name, value }) =>
    `contains(${name('numbers')}, ${value(number)})`;

const earlierNumbers = async (desk: Table, serviceId: string, agentId: string): Promise<ReadonlySet<number>> => {
  const { PK: partition, SK } = earlierImportantNumbersKey(serviceId, agentId);
  const [item] = (await queryPage(desk, { partition, from: SK, to: SK, consistent: true })).items;
  return item === undefined ? new Set() : importantNumbersRows.read(item).numbers;
};
/** Makes an agent's set, with what an earlier release kept; false if it is there. */
export const makeImportantNumbers =
  (desk: Table, backoff: Backoff) =>
  async (serviceId: string, agentId: string): Promise<boolean> =>
    writeAll(desk.client, backoff, [
      importantNumbersRows.create(
        desk,
        { numbers: await earlierNumbers(desk, serviceId, agentId) },
        { serviceId, agentId },
      ),
      { Delete: { TableName: desk.TableName, Key: earlierImportantNumbersKey(serviceId, agentId) } },
    ]);

/** What agents marked as important: rows beside their ticket in the `desk` table, and one set of numbers an agent. */
export const dynamoImportantTickets = ({ client, deskTable: TableName, backoff }: DeskDeps): ImportantTickets => {
  const desk = { client, TableName };
  const makeSet = makeImportantNumbers(desk, backoff);
  const setWrite = (serviceId: string, agentId: string, changes: Changes, condition: Condition) => ({
    Update: {
      TableName,
      Key: importantNumbersKey(serviceId, agentId),
      ...changing(changes, condition),
    },
  });
  /** Writes what changes an agent's set, which is made before if it is not there. */
  const changeSet = async (serviceId: string, agentId: string, writes: readonly Write[]) => {
    const failed = await writeTransaction(client, backoff, writes);
    if (!failed.some(({ position }) => position === SET)) return failed;
    await makeSet(serviceId, agentId);
    return writeTransaction(client, backoff, writes);
  };
  const addMarked = ({ serviceId, block }: Block, numbers: ReadonlySet<number>, set: { readonly complete?: true }) => ({
    Update: {
      TableName,
      Key: markedNumbersKey(serviceId, block),
      ...changing({ set: { entity: 'marked', block, ...set }, ...(numbers.size > 0 && { add: { numbers } }) }),
    },
  });
  /** What all agents marked, from their sets: who marks a ticket meanwhile adds it to its block themselves. */
  const allMarked = async (serviceId: string): Promise<readonly number[]> => {
    const sets = [agentsAndMarksOf(serviceId), beginningWith(earlierImportantNumbersKey(serviceId, ''))].map((query) =>
      queryAll(desk, { ...query, filter: has({ entity: 'stars' }), consistent: true }, importantNumbersRows.read),
    );
    return (await Promise.all(sets)).flat().flatMap(({ numbers }) => [...numbers]);
  };
  const unmark: ImportantTickets['unmark'] = async (serviceId, number, agentId) => {
    await changeSet(serviceId, agentId, [
      setWrite(serviceId, agentId, { takeOut: { numbers: new Set([number]) } }, THERE),
      importantRows.remove(desk, { serviceId, number, agentId }),
    ]);
  };

  /** A row that was taken away meanwhile, or that somebody else brought further, stays as it is. */
  const rewrite = async (ticket: Ticket, agentId: string): Promise<void> => {
    const isOlder = compares('version', ticket.unreadReply ? '<' : '<=', ticket.version);
    const { Put } = importantRows.putIf(desk, isOlder, importantCopy(ticket, agentId), { ...ticket, agentId });
    await unlessRefused(client.send(new PutCommand(Put)));
  };

  return {
    async numbers(serviceId, agentId) {
      const row = await importantNumbersRows.get(desk, { serviceId, agentId });
      return row?.numbers ?? earlierNumbers(desk, serviceId, agentId);
    },
    async mark(ticket, agentId) {
      const { serviceId, number } = ticket;
      const mayAdd = anyOf(has({ numbers: undefined }), hasRoom, hasAlready(number));
      const failed = await changeSet(serviceId, agentId, [
        setWrite(serviceId, agentId, { add: { numbers: new Set([number]) } }, allOf(THERE, mayAdd)),
        // Of the version that was read: whoever changes the ticket from now on finds the row and brings it along.
        ticketRows.check(desk, ticket, isStillTicket(ticket)),
        importantRows.put(desk, importantCopy(ticket, agentId), { ...ticket, agentId }),
        addMarked({ serviceId, block: blockOf(number) }, new Set([number]), {}),
      ]);
      if (failed.some(({ position }) => position === TICKET)) return 'changed';
      return failed.some(({ position }) => position === SET) ? 'full' : 'marked';
    },
    unmark,
    async marked(serviceId, numbers) {
      const blocks = [...new Set(numbers.map(blockOf))];
      const keys = blocks.map((block) => markedNumbersKey(serviceId, block));
      const stored = (await getMany(desk, keys, { consistent: true, backoff })).map(markedRows.read);
      const marked = new Set(stored.flatMap((row) => [...row.numbers]));
      const incomplete = blocks.filter((block) => !stored.some((row) => row.block === block && row.complete));
      if (incomplete.length > 0) {
        const all = await allMarked(serviceId);
        for (const block of incomplete) {
          const found = new Set(all.filter((number) => blockOf(number) === block));
          await client.send(new UpdateCommand(addMarked({ serviceId, block }, found, { complete: true }).Update));
          for (const number of found) marked.add(number);
        }
      }
      return new Set(numbers.filter((number) => marked.has(number)));
    },
    async follow(ticket, removed) {
      const { serviceId, number } = ticket;
      const copies = { ...beginningWith(importantTicketKey(serviceId, number, '')), consistent: true };
      for await (const items of queryPages(desk, copies)) {
        await forEachAtMost(ROWS_AT_ONCE, items.map(importantRows.read), async ({ agentId, version }) => {
          if (removed) await unmark(serviceId, number, agentId);
          else if (version < ticket.version || (version === ticket.version && !ticket.unreadReply))
            await rewrite(ticket, agentId);
        });
      }
    },
  };
};
