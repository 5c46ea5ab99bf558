import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AutomationRepository } from '../../application/ports/automation.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TriggerTrace } from '../../domain/trigger/trigger-run.ts';
import { automationWrites, cursorRows, traceRows } from './automation-rows.ts';
import { type PagedList, readPage } from './cursor.ts';
import { automationKey, traceKey } from './keys.ts';
import { beginningWith, queryPages } from './query.ts';
import { writeGuarded } from './write-transaction.ts';

export type AutomationDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
};

/** What one batch may hold. */
const BATCH = 25;
/** How often what DynamoDB left of a batch is asked for again. */
const TRIES = 8;

const traces = (serviceId: string, number: number): PagedList => {
  const { PK, SK: prefix } = traceKey(serviceId, number, '');
  return {
    name: `${PK}/${prefix}`,
    query: { ...beginningWith({ PK, SK: prefix }), consistent: true },
    position: /^[\w.:+-]{1,150}$/,
    positionOf: (key) => String(key['SK']).slice(prefix.length),
    keyAt: (runId) => traceKey(serviceId, number, runId),
  };
};

const withoutExpiry = ({ expiresAt: _when, ...kept }: ReturnType<typeof traceRows.read>): TriggerTrace => kept;

/**
 * Cursors and traces in the sessions table: all of a ticket lie in one partition, and expire. They are no part of what
 * a desk must not lose.
 */
export const dynamoAutomationRepository = (deps: AutomationDeps): AutomationRepository => {
  const { client, sessionsTable: TableName, backoff, now } = deps;
  const sessions = { client, TableName };
  const removeBatch = async (keys: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
    let left = keys.map((key) => ({ DeleteRequest: { Key: { ...key } } }));
    for (let attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > TRIES) throw new Error(`${left.length} rows were still there after ${TRIES} tries`);
      if (attempt > 1) await backoff(attempt - 1);
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: left } }));
      left = (UnprocessedItems?.[TableName] ?? []) as typeof left;
    }
  };
  return {
    async find(serviceId, number) {
      const found = await cursorRows.get(sessions, { serviceId, number });
      if (found === undefined) return undefined;
      const { expiresAt: _when, ...cursor } = found;
      return cursor;
    },
    save: (step) => writeGuarded(client, backoff, automationWrites(sessions, step, now())),
    async listRuns(serviceId, number, page) {
      return readPage(sessions, traces(serviceId, number), page, (item) => withoutExpiry(traceRows.read(item)));
    },
    async removeAll(serviceId, number) {
      let removed = 0;
      const all = { partition: automationKey(serviceId, number).PK, consistent: true, attributes: ['PK', 'SK'] };
      for await (const items of queryPages(sessions, all)) {
        for (let start = 0; start < items.length; start += BATCH) await removeBatch(items.slice(start, start + BATCH));
        removed += items.length;
      }
      return removed;
    },
  };
};
