import {
  BatchWriteCommand,
  paginateQuery,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TicketRemains } from '../../application/ports/tickets.ts';
import { redactFact } from '../../domain/ticket/redact-fact.ts';
import { fromItem, toItem } from './event-item.ts';
import { besideEvents, EVENT_PREFIX, STAR_PREFIX, ticketKey } from './keys.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };
type Write = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** What one batch may hold. */
const BATCH = 25;
/** How often what DynamoDB left of a batch is asked for again. */
const TRIES = 8;
const keySchema = z.object({ PK: z.string(), SK: z.string() });

/** Marks are followed by who keeps the agents' sets; the ticket's own row is not ours to take. */
const isKept = (key: string) => key.startsWith(STAR_PREFIX) || key === ticketKey('', 0).SK;

/** Rows of deleted tickets in the `desk` table. */
export const dynamoTicketRemains = ({ client, deskTable, backoff }: Deps): TicketRemains => {
  const writeBatch = async (writes: readonly Write[]): Promise<void> => {
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
    condition: string,
    values: Readonly<Record<string, string>>,
    attributes: string | undefined,
    writeFor: (item: Record<string, unknown>) => Write | undefined,
  ): Promise<number> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: deskTable,
        ConsistentRead: true,
        KeyConditionExpression: `PK = :pk AND ${condition}`,
        ExpressionAttributeValues: { ...values },
        ...(attributes === undefined ? {} : { ProjectionExpression: attributes }),
      },
    );
    let written = 0;
    for await (const { Items = [] } of pages) {
      const writes = Items.flatMap((item) => writeFor(item) ?? []);
      for (let start = 0; start < writes.length; start += BATCH) await writeBatch(writes.slice(start, start + BATCH));
      written += writes.length;
    }
    return written;
  };
  return {
    async removeRows(serviceId, number) {
      const { PK, before, behind } = besideEvents(serviceId, number);
      const remove = (item: unknown): Write | undefined => {
        const { PK: partition, SK } = keySchema.parse(item);
        return isKept(SK) ? undefined : { DeleteRequest: { Key: { PK: partition, SK } } };
      };
      const removed =
        (await rewrite('SK < :bound', { ':pk': PK, ':bound': before }, 'PK, SK', remove)) +
        (await rewrite('SK >= :bound', { ':pk': PK, ':bound': behind }, 'PK, SK', remove));
      await rewrite('begins_with(SK, :events)', { ':pk': PK, ':events': EVENT_PREFIX }, undefined, (item) => ({
        PutRequest: { Item: toItem(redactFact(fromItem(item))) },
      }));
      return removed;
    },
  };
};
