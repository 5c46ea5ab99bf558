import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TicketRemains } from '../../application/ports/tickets.ts';
import { redactFact } from '../../domain/ticket/redact-fact.ts';
import { once } from '../../domain/kernel/once.ts';
import { factRows } from './fact-rows.ts';
import { besideEvents, EVENT_PREFIX, IMPORTANT_PREFIX, ticketKey } from './keys.ts';
import { queryPages, type Query } from './query.ts';
import type { DeskDeps } from './write-transaction.ts';

type RowWrite = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** What one batch may hold. */
const BATCH = 25;
/** How often what DynamoDB left of a batch is asked for again. */
const TRIES = 8;
const keySchema = once(() => z.object({ PK: z.string(), SK: z.string() }));

/** Rows of important-tickets.ts go with the agents' sets, which it keeps; the ticket's own row is not ours to take. */
const isKept = (key: string) => key.startsWith(IMPORTANT_PREFIX) || key === ticketKey('', 0).SK;

/** Rows of deleted tickets in the `desk` table. */
export const dynamoDeletedTicketRows = ({ client, deskTable, backoff }: DeskDeps): TicketRemains => {
  const writeBatch = async (writes: readonly RowWrite[]): Promise<void> => {
    let left = [...writes];
    for (let attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > TRIES) throw new Error(`${left.length} rows were still as before after ${TRIES} tries`);
      if (attempt > 1) await backoff(attempt - 1);
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [deskTable]: left } }));
      left = UnprocessedItems?.[deskTable] ?? [];
    }
  };
  /** Writes for the rows of one stretch of the ticket's partition; gives how many it wrote. */
  const rewrite = async (
    stretch: Query,
    writeFor: (item: Readonly<Record<string, unknown>>) => RowWrite | undefined,
  ): Promise<number> => {
    let written = 0;
    for await (const items of queryPages({ client, TableName: deskTable }, { ...stretch, consistent: true })) {
      const writes = items.flatMap((item) => writeFor(item) ?? []);
      for (let start = 0; start < writes.length; start += BATCH) await writeBatch(writes.slice(start, start + BATCH));
      written += writes.length;
    }
    return written;
  };
  return {
    async removeRows(serviceId, number) {
      const { PK: partition, before, behind } = besideEvents(serviceId, number);
      const remove = (item: unknown): RowWrite | undefined => {
        const { PK, SK } = keySchema().parse(item);
        return isKept(SK) ? undefined : { DeleteRequest: { Key: { PK, SK } } };
      };
      const attributes = Object.keys(keySchema().shape);
      const removed =
        (await rewrite({ partition, below: before, attributes }, remove)) +
        (await rewrite({ partition, from: behind, attributes }, remove));
      await rewrite({ partition, prefix: EVENT_PREFIX }, (item) => ({
        PutRequest: { Item: factRows.toItem(redactFact(factRows.read(item))) },
      }));
      return removed;
    },
  };
};
