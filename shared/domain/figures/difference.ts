import type { Figure, FigureCell } from './figure-cells.ts';

/** A change of the figures of one scope and span; never zero. */
export type FigureChange = {
  readonly scope: string;
  readonly span: string;
  readonly by: Readonly<Partial<Record<Figure, number>>>;
};

const weigh = (cells: readonly FigureCell[], weight: 1 | -1) => cells.map((cell) => ({ ...cell, weight }));

/** How counters change when a ticket moves from the cells `before` to the cells `after`; empty when they are equal. */
export const difference = (before: readonly FigureCell[], after: readonly FigureCell[]): readonly FigureChange[] =>
  sumByRow([...weigh(before, -1), ...weigh(after, 1)]);

/** Adds up several changes. */
export const sumChanges = (changes: readonly FigureChange[]): readonly FigureChange[] =>
  sumByRow(
    changes.flatMap(({ scope, span, by }) =>
      Object.entries(by).map(([figure, weight]) => ({ scope, span, figure: figure as Figure, weight })),
    ),
  );

const sumByRow = (weighted: readonly (FigureCell & { readonly weight: number })[]): readonly FigureChange[] => {
  const rows = new Map<string, { scope: string; span: string; by: Partial<Record<Figure, number>> }>();
  for (const { scope, span, figure, weight } of weighted) {
    const row = rows.get(`${span} ${scope}`) ?? { scope, span, by: {} };
    row.by[figure] = (row.by[figure] ?? 0) + weight;
    rows.set(`${span} ${scope}`, row);
  }
  return [...rows.values()]
    .map(({ scope, span, by }) => ({
      scope,
      span,
      by: Object.fromEntries(Object.entries(by).filter(([, weight]) => weight !== 0)),
    }))
    .filter(({ by }) => Object.keys(by).length > 0);
};
