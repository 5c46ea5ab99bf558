import { isDeepStrictEqual } from 'node:util';
import {
  categoryUseOf,
  figuresOfMany,
  listCountsReading,
} from '../../../shared/application/live/figures-of-counters.ts';
import type { FiguresReader } from '../../../shared/application/ports/live.ts';
import type {
  CategoryUseReader,
  FiguresAudit,
  Projection,
  ProjectionStore,
} from '../../../shared/application/ports/figures.ts';
import type { FigureChange } from '../../../shared/domain/figures/difference.ts';
import { NOW } from '../../../shared/domain/figures/figure-cells.ts';

type Row = { readonly scope: string; readonly span: string; readonly figures: Record<string, number> };

/** Projections, counters and figures of services in memory. */
export const memoryProjectionStore = (): ProjectionStore & FiguresAudit & FiguresReader & CategoryUseReader => {
  const projections = new Map<string, Map<number, Projection>>();
  const counters = new Map<string, Map<string, Row>>();
  const revisions = new Map<string, number>();

  const add = (serviceId: string, changes: readonly FigureChange[]) => {
    if (changes.length === 0) return;
    const rows = counters.get(serviceId) ?? new Map<string, Row>();
    counters.set(serviceId, rows);
    for (const { scope, span, by } of changes) {
      const row = rows.get(`${span} ${scope}`) ?? { scope, span, figures: {} };
      for (const [figure, change] of Object.entries(by)) row.figures[figure] = (row.figures[figure] ?? 0) + change;
      rows.set(`${span} ${scope}`, row);
    }
    revisions.set(serviceId, (revisions.get(serviceId) ?? 0) + 1);
  };
  const countersOf = (serviceId: string, spans: readonly string[]) =>
    [...(counters.get(serviceId)?.values() ?? [])].filter(({ span }) => spans.includes(span));
  const readMany: FiguresReader['readMany'] = async (serviceId, agentIds, period, groupIds) =>
    figuresOfMany(
      revisions.get(serviceId) ?? 0,
      countersOf(serviceId, [NOW, ...period.lastDay.map(({ day }) => day)]),
      period,
      agentIds,
      groupIds,
    );

  return {
    findMany: async (serviceId, numbers) => numbers.flatMap((number) => projections.get(serviceId)?.get(number) ?? []),
    move: async ({ serviceId, projections: steps, changes }) => {
      const own = projections.get(serviceId) ?? new Map<number, Projection>();
      projections.set(serviceId, own);
      if (steps.some(({ before, after }) => !isDeepStrictEqual(own.get(after.number), before))) return false;
      for (const { after } of steps) own.set(after.number, after);
      add(serviceId, changes);
      return true;
    },
    correct: async (serviceId, revision, changes) => {
      if ((revisions.get(serviceId) ?? 0) !== revision) return false;
      add(serviceId, changes);
      return true;
    },
    async *projections(serviceId) {
      yield [...(projections.get(serviceId)?.values() ?? [])].sort((a, b) => a.number - b.number);
    },
    async *counters(serviceId) {
      yield [...(counters.get(serviceId)?.values() ?? [])];
    },
    revision: async (serviceId) => revisions.get(serviceId) ?? 0,
    readMany,
    async read(serviceId, agentId, period) {
      const { revision, all, mine } = await readMany(serviceId, [agentId], period, []);
      return { revision, all, mine: mine.get(agentId)! };
    },
    async readLists(serviceId, agentId, groupIds) {
      return listCountsReading(revisions.get(serviceId) ?? 0, countersOf(serviceId, [NOW]), agentId, groupIds);
    },
    categoryUse: async (serviceId) => categoryUseOf(countersOf(serviceId, [NOW])),
  };
};
