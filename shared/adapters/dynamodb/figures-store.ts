import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/backoff.ts';
import type { FiguresReader } from '../../application/ports/live-gateways.ts';
import type { CounterRow } from '../../application/ports/projection-store.ts';
import { NOW, WHOLE_SERVICE } from '../../domain/figures/figure-cells.ts';
import { AGENT_FIGURES, SERVICE_FIGURES } from '../../domain/figures/figures.ts';
import { figuresKey } from './keys.ts';
import { fromCounterItem } from './projection-item.ts';

const ATTEMPTS = 10;

/**
 * Reads figures from the views table: two rows of the service and two of each agent, in one transaction, so that they are of one moment
 * and a console may go by their revision. At most 49 agents at once.
 */
export const dynamoFiguresStore = (deps: { readonly client: DynamoDBDocumentClient; readonly viewsTable: string; readonly backoff: Backoff }): FiguresReader => {
  const rows = async (serviceId: string, addresses: readonly (readonly [scope: string, span: string])[]) => {
    const read = new TransactGetCommand({ TransactItems: addresses.map(([scope, span]) => ({ Get: { TableName: deps.viewsTable, Key: figuresKey(serviceId, scope, span) } })) });
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { Responses = [] } = await deps.client.send(read);
        return Responses.flatMap(({ Item }) => (Item === undefined ? [] : [fromCounterItem(Item)]));
      } catch (cause) {
        if (attempt === ATTEMPTS || !isConflict(cause)) throw cause;
        await deps.backoff(attempt);
      }
    }
  };

  const readMany: FiguresReader['readMany'] = async (serviceId, agentIds, day) => {
    const counters = await rows(serviceId, [WHOLE_SERVICE, ...agentIds].flatMap((scope) => [[scope, NOW], [scope, day]] as const));
    const head = counters.find(({ scope, span }) => scope === WHOLE_SERVICE && span === NOW);
    return {
      revision: head?.revision ?? 0,
      all: sum(SERVICE_FIGURES, counters, WHOLE_SERVICE),
      mine: new Map(agentIds.map((agentId) => [agentId, sum(AGENT_FIGURES, counters, agentId)])),
    };
  };

  return {
    readMany,
    async read(serviceId, agentId, day) {
      const { revision, all, mine } = await readMany(serviceId, [agentId], day);
      return { revision, all, mine: mine.get(agentId)! };
    },
  };
};

/** A figure stands in the row of now or of the day, never in both. */
const sum = <F extends string>(figures: readonly F[], counters: readonly CounterRow[], scope: string): Readonly<Record<F, number>> => {
  const own = counters.filter((row) => row.scope === scope);
  return Object.fromEntries(figures.map((figure) => [figure, own.reduce((total, row) => total + (row.figures[figure] ?? 0), 0)])) as Record<F, number>;
};

/** Somebody was writing these rows in that moment. */
const isConflict = (cause: unknown): boolean =>
  cause instanceof TransactionCanceledException && (cause.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict');
