import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CounterRow, FiguresAudit, Projection, ProjectionStore } from '../../application/ports/figures.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import { type FigureChange, sumChanges } from '../../domain/figures/difference.ts';
import { categoryOf, type Figure, type FigureCell, NOW, WHOLE_SERVICE } from '../../domain/figures/figure-cells.ts';
import {
  AGENT_FIGURES,
  AGENT_LIST_FIGURES,
  CATEGORY_FIGURES,
  GROUP_LIST_FIGURES,
  SERVICE_FIGURES,
  SERVICE_LIST_FIGURES,
} from '../../domain/figures/figures.ts';
import { SLICE_FIGURES } from '../../domain/figures/last-day.ts';
import { once } from '../../domain/kernel/once.ts';
import { changing, has, NOT_THERE, rows } from './rows.ts';
import { figuresKey, figuresPartition, projectionKey } from './keys.ts';
import { getMany, queryPages } from './query.ts';
import { cancellationReasons, isConflict, whileThrottled, type Write } from './write-transaction.ts';

const PAGE = 100;
const FIGURES: ReadonlySet<string> = new Set([
  ...SERVICE_FIGURES,
  ...AGENT_FIGURES,
  ...SERVICE_LIST_FIGURES,
  ...AGENT_LIST_FIGURES,
  ...GROUP_LIST_FIGURES,
  ...CATEGORY_FIGURES,
  ...SLICE_FIGURES,
]);
const isFigure = (name: string): name is Figure => FIGURES.has(name);

/** `now processing {scope}`: the scope stands last, so that nothing in an agent's id can be mistaken. */
const cellText = ({ scope, span, figure }: FigureCell): string => `${span} ${figure} ${scope}`;
const cellSchema = once(() =>
  z.string().transform((text, context): FigureCell => {
    const [, span, figure, scope] = /^(\S+) (\S+) (.+)$/.exec(text) ?? [];
    if (span !== undefined && scope !== undefined && figure !== undefined && isFigure(figure))
      return { scope, span, figure };
    context.addIssue({ code: 'custom', message: 'is no cell of a figure' });
    return z.NEVER;
  }),
);

/**
 * The cells as they are stored: those of categories in an attribute of their own. A release that doesn't know them
 * passes it over, where a cell that it doesn't know would stop it.
 */
const storedCells = ({ cells }: Pick<Projection, 'cells'>) => {
  const uses = cells.filter(({ scope }) => categoryOf(scope) !== undefined);
  return {
    cells: cells.filter((cell) => !uses.includes(cell)).map(cellText),
    uses: uses.length === 0 ? undefined : uses.map(cellText),
  };
};

const projectionRows = rows<Projection, Pick<Projection, 'serviceId' | 'number'>>({
  entity: 'projection',
  key: ({ serviceId, number }) => projectionKey(serviceId, number),
  schema: () =>
    z
      .object({
        serviceId: z.string().min(1),
        number: z.int().positive(),
        version: z.int().positive(),
        removed: z.boolean(),
        cells: z.array(cellSchema()),
        uses: z.array(cellSchema()).default([]),
      })
      .transform(({ uses, cells, ...projection }) => ({ ...projection, cells: [...cells, ...uses] })),
  toStored: (projection) => {
    const { uses, cells } = storedCells(projection);
    return { ...projection, cells, ...(uses && { uses }) };
  },
});

type Counter = CounterRow & { readonly revision: number };
/** Counters of one scope and span; the service's row of now has its revision, too. */
export const counterRows = rows<Counter, { readonly serviceId: string } & Pick<Counter, 'scope' | 'span'>>({
  entity: 'figures',
  key: ({ serviceId, scope, span }) => figuresKey(serviceId, scope, span),
  schema: () =>
    z
      .looseObject({
        scope: z.string().min(1),
        span: z.string().min(1),
        revision: z.int().nonnegative().default(0),
      })
      // A row holds those of its figures that were ever counted, of more than a hundred that there are.
      .transform(({ scope, span, revision, ...others }, context): Counter => {
        const figures: Partial<Record<Figure, number>> = {};
        for (const [name, value] of Object.entries(others)) {
          if (!isFigure(name)) continue;
          if (typeof value === 'number' && Number.isSafeInteger(value)) figures[name] = value;
          else context.addIssue({ code: 'custom', path: [name], message: 'is no whole number' });
        }
        return { scope, span, revision, figures };
      }),
});

const isHead = ({ scope, span }: { readonly scope: string; readonly span: string }) =>
  scope === WHOLE_SERVICE && span === NOW;

/** The views table's projections and the counters that follow from them. */
export const dynamoProjectionStore = ({
  client,
  viewsTable,
  backoff,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly viewsTable: string;
  readonly backoff: Backoff;
}): ProjectionStore & FiguresAudit => {
  const views = { client, TableName: viewsTable };

  const counterUpdates = (serviceId: string, changes: readonly FigureChange[], revision?: number): readonly Write[] => {
    if (changes.length === 0) return [];
    // The revision stands in the service's row of now, which therefore moves with every change.
    const all = changes.some(isHead) ? changes : [...changes, { scope: WHOLE_SERVICE, span: NOW, by: {} }];
    return all.map((change) => {
      const { scope, span, by } = change;
      const guarded = isHead(change) && revision !== undefined;
      return {
        Update: {
          TableName: viewsTable,
          Key: figuresKey(serviceId, scope, span),
          ...changing(
            { set: { entity: 'figures', scope, span }, add: { ...by, ...(isHead(change) && { revision: 1 }) } },
            guarded ? has({ revision: revision === 0 ? undefined : revision }) : undefined,
          ),
        },
      };
    });
  };

  /** False when a condition failed or another transaction holds the rows; any other failure is thrown. */
  const attempt = async (writes: readonly Write[]): Promise<boolean> => {
    if (writes.length === 0) return true;
    try {
      await whileThrottled(backoff, () => client.send(new TransactWriteCommand({ TransactItems: [...writes] })));
      return true;
    } catch (cause) {
      if (isConflict(cause) || cancellationReasons(cause).some(({ Code }) => Code === 'ConditionalCheckFailed'))
        return false;
      throw cause;
    }
  };

  return {
    async findMany(serviceId, numbers) {
      const keys = numbers.map((number) => projectionKey(serviceId, number));
      return (await getMany(views, keys, { consistent: true, backoff })).map(projectionRows.read);
    },
    move: ({ serviceId, projections, changes }) =>
      attempt([
        ...projections.map(({ before, after }) =>
          projectionRows.putIf(
            views,
            // The cells too: two who rebuild the same version must not both move the counters.
            before === undefined
              ? NOT_THERE
              : has({ version: before.version, removed: before.removed, ...storedCells(before) }),
            after,
          ),
        ),
        ...counterUpdates(serviceId, changes),
      ]),
    correct: (serviceId, revision, changes) => attempt(counterUpdates(serviceId, sumChanges(changes), revision)),
    async *projections(serviceId) {
      const ofService = { partition: projectionKey(serviceId, 0).PK, consistent: true, pageSize: PAGE };
      for await (const items of queryPages(views, ofService)) yield items.map(projectionRows.read);
    },
    async *counters(serviceId) {
      const ofService = { partition: figuresPartition(serviceId), consistent: true, pageSize: PAGE };
      for await (const items of queryPages(views, ofService)) yield items.map(counterRows.read);
    },
    async revision(serviceId) {
      const head = await counterRows.get(views, { serviceId, scope: WHOLE_SERVICE, span: NOW });
      return head?.revision ?? 0;
    },
  };
};
