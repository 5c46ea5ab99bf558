import { type DynamoDBDocumentClient, TransactGetCommand } from '@aws-sdk/lib-dynamodb';
import { categoryUseOf, figuresOfMany, listCountsReading } from '../../application/live/figures-of-counters.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import type { FiguresReader } from '../../application/ports/live.ts';
import type { CategoryUseReader, CounterRow } from '../../application/ports/figures.ts';
import { CATEGORY_SCOPE, groupScope, NOW, WHOLE_SERVICE } from '../../domain/figures/figure-cells.ts';
import { figuresKey, figuresPartition } from './keys.ts';
import { counterRows } from './projection-store.ts';
import { queryAll } from './query.ts';
import { isConflict, whileThrottled } from './write-transaction.ts';

const ATTEMPTS = 10;

/**
 * Reads figures from the views table: the service's row of now and of each day of the last 24 hours (at most
 * three), two rows of each agent and one of each group, in one transaction, so that they are of one moment and a
 * console may go by their revision. At most 100 rows at once. The use of categories is a query.
 */
export const dynamoFiguresStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly viewsTable: string;
  readonly backoff: Backoff;
}): FiguresReader & CategoryUseReader => {
  type Reading = { readonly revision: number; readonly counters: readonly CounterRow[] };
  const rows = async (
    serviceId: string,
    addresses: readonly (readonly [scope: string, span: string])[],
  ): Promise<Reading> => {
    const read = new TransactGetCommand({
      TransactItems: addresses.map(([scope, span]) => ({
        Get: { TableName: deps.viewsTable, Key: figuresKey(serviceId, scope, span) },
      })),
    });
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { Responses = [] } = await whileThrottled(deps.backoff, () => deps.client.send(read));
        const counters = Responses.flatMap(({ Item }) => (Item === undefined ? [] : [counterRows.read(Item)]));
        return {
          revision: counters.find(({ scope, span }) => scope === WHOLE_SERVICE && span === NOW)?.revision ?? 0,
          counters,
        };
      } catch (cause) {
        if (attempt === ATTEMPTS || !isConflict(cause)) throw cause;
        await deps.backoff(attempt);
      }
    }
  };

  const readMany: FiguresReader['readMany'] = async (serviceId, agentIds, period, groupIds) => {
    const { revision, counters } = await rows(serviceId, [
      [WHOLE_SERVICE, NOW],
      ...period.lastDay.map(({ day }) => [WHOLE_SERVICE, day] as const),
      ...agentIds.flatMap(
        (agentId) =>
          [
            [agentId, NOW],
            [agentId, period.day],
          ] as const,
      ),
      ...groupIds.map((groupId) => [groupScope(groupId), NOW] as const),
    ]);
    return figuresOfMany(revision, counters, period, agentIds, groupIds);
  };

  return {
    readMany,
    async read(serviceId, agentId, period) {
      const { revision, all, mine } = await readMany(serviceId, [agentId], period, []);
      return { revision, all, mine: mine.get(agentId)! };
    },
    async readLists(serviceId, agentId, groupIds) {
      const groups = [...new Set(groupIds)];
      const { revision, counters } = await rows(
        serviceId,
        [WHOLE_SERVICE, agentId, ...groups.map(groupScope)].map((scope) => [scope, NOW] as const),
      );
      return listCountsReading(revision, counters, agentId, groups);
    },
    async categoryUse(serviceId) {
      const ofCategories = { partition: figuresPartition(serviceId), prefix: CATEGORY_SCOPE, consistent: true };
      const views = { client: deps.client, TableName: deps.viewsTable };
      return categoryUseOf(await queryAll(views, ofCategories, counterRows.read));
    },
  };
};
