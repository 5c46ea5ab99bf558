import { dynamoFiguresStore } from '../../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoProjectionStore } from '../../../shared/adapters/dynamodb/projection-store.ts';
import { memoryProjectionStore } from '../memory/memory-projection-store.ts';
import type { FiguresReader } from '../../../shared/application/ports/live.ts';
import type { CategoryUseReader, FiguresAudit, ProjectionStore } from '../../../shared/application/ports/figures.ts';
import { type DynamoEngine, startDynamoEngine } from '../dynamo-engine.ts';

export type FiguresStore = ProjectionStore & FiguresAudit & FiguresReader & CategoryUseReader;
type Opened = { readonly store: FiguresStore; readonly close: () => Promise<void> };

export const noBackoff = async (): Promise<void> => undefined;

export const figuresStoreOn = ({ client, viewsTable }: Pick<DynamoEngine, 'client' | 'viewsTable'>): FiguresStore => ({
  ...dynamoProjectionStore({ client, viewsTable, backoff: noBackoff }),
  ...dynamoFiguresStore({ client, viewsTable, backoff: noBackoff }),
});

/** Both adapters behind the same ports: what holds for one must hold for the other. */
export const FIGURES_STORES: readonly (readonly [string, () => Promise<Opened>])[] = [
  ['memory', async () => ({ store: memoryProjectionStore(), close: async () => {} })],
  [
    'DynamoDB',
    async () => {
      const engine = await startDynamoEngine();
      return { store: figuresStoreOn(engine), close: engine.stop };
    },
  ],
];
