import * as z from 'zod';
import {
  AGENT_FIGURES,
  AGENT_LIST_FIGURES,
  GROUP_LIST_FIGURES,
  SERVICE_FIGURES,
  SERVICE_LIST_FIGURES,
} from '../../domain/figures/figures.ts';
import type { Figure, FigureCell } from '../../domain/figures/figure-cells.ts';
import type { CounterRow, Projection } from '../../application/ports/figures.ts';
import { projectionKey } from './keys.ts';

export const FIGURES = [
  ...new Set([
    ...SERVICE_FIGURES,
    ...AGENT_FIGURES,
    ...SERVICE_LIST_FIGURES,
    ...AGENT_LIST_FIGURES,
    ...GROUP_LIST_FIGURES,
  ]),
] as [Figure, ...Figure[]];

/** `now processing {scope}`: the scope stands last, so that nothing in an agent's id can be mistaken. */
const cellText = ({ scope, span, figure }: FigureCell): string => `${span} ${figure} ${scope}`;
export const cellTexts = (cells: readonly FigureCell[]): readonly string[] => cells.map(cellText);

const cellSchema = z.string().transform((text, context): FigureCell => {
  const [, span, figure, scope] = /^(\S+) (\S+) (.+)$/.exec(text) ?? [];
  const known = z.enum(FIGURES).safeParse(figure);
  if (span !== undefined && scope !== undefined && known.success) return { scope, span, figure: known.data };
  context.addIssue({ code: 'custom', message: 'is no cell of a figure' });
  return z.NEVER;
});

const projectionSchema = z.object({
  entity: z.literal('projection'),
  serviceId: z.string().min(1),
  number: z.int().positive(),
  version: z.int().positive(),
  removed: z.boolean(),
  cells: z.array(cellSchema),
});

export const toProjectionItem = (projection: Projection) => ({
  ...projectionKey(projection.serviceId, projection.number),
  entity: 'projection' as const,
  ...projection,
  cells: cellTexts(projection.cells),
});
export const fromProjectionItem = (item: unknown): Projection => {
  const { entity: _, ...projection } = projectionSchema.parse(item);
  return projection;
};

const counterSchema = z.object({
  entity: z.literal('figures'),
  scope: z.string().min(1),
  span: z.string().min(1),
  revision: z.int().nonnegative().default(0),
  ...(Object.fromEntries(FIGURES.map((figure) => [figure, z.int().default(0)])) as Record<
    Figure,
    z.ZodDefault<z.ZodInt>
  >),
});
export const fromCounterItem = (item: unknown): CounterRow & { readonly revision: number } => {
  const { entity: _, scope, span, revision, ...figures } = counterSchema.parse(item);
  return { scope, span, revision, figures };
};
