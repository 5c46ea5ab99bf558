import { difference, type FigureChange, sumChanges } from '../../domain/figures/difference.ts';
import type { CountedTicket, Figure } from '../../domain/figures/figure-cells.ts';
import type { Backoff } from '../ports/platform.ts';
import { type FiguresAudit, MOVE_LIMIT, type Projection, type ProjectionStore } from '../ports/figures.ts';
import type { TicketAudit } from '../ports/tickets.ts';
import { packSteps, projectionOf, type Step } from './move-projections.ts';

export type FiguresDifference =
  | {
      readonly kind: 'projection';
      readonly number: number;
      readonly ticketVersion?: number;
      readonly projectedVersion?: number;
    }
  | {
      readonly kind: 'counter';
      readonly scope: string;
      readonly span: string;
      readonly figure: string;
      readonly counter: number;
      readonly counted: number;
    };

export type Reconciliation = {
  readonly projections: number;
  /** At most the first thousand; `differing` is the total. */
  readonly differences: readonly FiguresDifference[];
  readonly differing: number;
  /** False when figures changed during every pass: counters could not be compared. */
  readonly quiet: boolean;
  readonly passes: number;
};

type Deps = {
  readonly tickets: TicketAudit;
  readonly figures: ProjectionStore & FiguresAudit;
  readonly backoff: Backoff;
};
type Options = { readonly timeZone: string; readonly repair: boolean };

const PASSES = 5;
const KEPT = 1000;

/**
 * Recounts a service's figures: every projection against its ticket, every counter against the sum of the projections.
 * Reads in pages, in bounded memory; differences that the projector may still resolve are checked again. With `repair`,
 * differences are corrected by conditional writes while the desk is in use, and recounted.
 */
export const reconcileFigures =
  (deps: Deps) =>
  async (serviceId: string, options: Options): Promise<Reconciliation> => {
    for (let pass = 1; ; pass += 1) {
      const found = await recount(deps, serviceId, options);
      if ((found.quiet && found.differing === 0) || pass === PASSES) return { ...found, passes: pass };
      await deps.backoff(pass);
    }
  };

const recount = async (
  deps: Deps,
  serviceId: string,
  { timeZone, repair }: Options,
): Promise<Omit<Reconciliation, 'passes'>> => {
  const { tickets, figures } = deps;
  const differences: FiguresDifference[] = [];
  let [differing, projections] = [0, 0];
  const note = (found: FiguresDifference) => {
    differing += 1;
    if (differences.length < KEPT) differences.push(found);
  };
  const compare = async (numbers: readonly number[], stored: readonly Projection[]) => {
    const steps = stepsToTruth(numbers, stored, await tickets.findMany(serviceId, numbers), timeZone);
    for (const { number, before, after, ticket } of steps)
      note({
        kind: 'projection',
        number,
        ...(ticket ? { ticketVersion: after.version } : {}),
        ...(before ? { projectedVersion: before.version } : {}),
      });
    if (repair)
      for (const { steps: projectionSteps, changes } of packSteps(steps))
        await figures.move({ serviceId, projections: projectionSteps, changes });
  };

  const revision = await figures.revision(serviceId);
  const counted = tally();
  for await (const page of figures.projections(serviceId)) {
    projections += page.length;
    counted.add(page.flatMap(({ cells }) => difference([], cells)));
    await compare(
      page.map(({ number }) => number),
      page,
    );
  }
  for await (const numbers of tickets.numbers(serviceId)) {
    const stored = await figures.findMany(serviceId, numbers);
    const known = new Set(stored.map(({ number }) => number));
    const unknown = numbers.filter((number) => !known.has(number));
    if (unknown.length > 0) await compare(unknown, []);
  }
  const counters: FigureChange[] = [];
  for await (const page of figures.counters(serviceId))
    counters.push(...page.map(({ scope, span, figures: by }) => ({ scope, span, by: by as FigureChange['by'] })));

  const quiet = (await figures.revision(serviceId)) === revision;
  if (quiet) {
    const wrong = sumChanges([...counted.sum(), ...negated(counters)]);
    for (const found of wrong.flatMap((change) => counterDifferences(change, counters))) note(found);
    if (repair) await correct(figures, serviceId, revision, wrong);
  }
  return { projections, differences, differing, quiet };
};

/** Sums changes in memory proportional to the counters, not to the tickets. */
const tally = () => {
  let changes: readonly FigureChange[] = [];
  let summed = 0;
  const sum = () => {
    changes = sumChanges(changes);
    summed = changes.length;
    return changes;
  };
  return {
    sum,
    add: (more: readonly FigureChange[]) => {
      changes = [...changes, ...more];
      if (changes.length > 2 * summed + 10_000) sum();
    },
  };
};

/**
 * The steps that make these projections equal to their tickets. Tickets are read after projections, so a ticket with an
 * older version than its projection is a real difference.
 */
const stepsToTruth = (
  numbers: readonly number[],
  stored: readonly Projection[],
  tickets: readonly CountedTicket[],
  timeZone: string,
) => {
  const byNumber = new Map(stored.map((projection) => [projection.number, projection]));
  const ticketOf = new Map(tickets.map((ticket) => [ticket.number, ticket]));
  return numbers.flatMap((number): readonly (Step & { readonly number: number; readonly ticket: boolean })[] => {
    const before = byNumber.get(number);
    const ticket = ticketOf.get(number);
    const after = ticket
      ? projectionOf({ ticket, removed: false }, timeZone)
      : before && { ...before, removed: true, cells: [] };
    if (!after || (before && isSame(before, after))) return [];
    return [{ number, ticket: ticket !== undefined, after, ...(before ? { before } : {}) }];
  });
};

const isSame = (a: Projection, b: Projection) =>
  a.version === b.version &&
  a.removed === b.removed &&
  a.cells.length === b.cells.length &&
  difference(a.cells, b.cells).length === 0;

const negated = (changes: readonly FigureChange[]): readonly FigureChange[] =>
  changes.map(({ scope, span, by }) => ({
    scope,
    span,
    by: Object.fromEntries(Object.entries(by).map(([figure, count]) => [figure, -count])),
  }));

const counterDifferences = (
  { scope, span, by }: FigureChange,
  counters: readonly FigureChange[],
): readonly FiguresDifference[] =>
  (Object.entries(by) as [Figure, number][]).map(([figure, missing]) => {
    const counter = counters.find((row) => row.scope === scope && row.span === span)?.by[figure] ?? 0;
    return { kind: 'counter', scope, span, figure, counter, counted: counter + missing };
  });

/** Corrects counters in transactions of limited size; stops at a concurrent change, and the next pass does the rest. */
const correct = async (
  figures: FiguresAudit,
  serviceId: string,
  revision: number,
  changes: readonly FigureChange[],
): Promise<void> => {
  const limit = MOVE_LIMIT - 1;
  for (let start = 0, at = revision; start < changes.length; start += limit, at += 1) {
    if (!(await figures.correct(serviceId, at, changes.slice(start, start + limit)))) return;
  }
};
