import { difference, type FigureChange, sumChanges } from '../../domain/figures/difference.ts';
import { type CountedTicket, figureCells } from '../../domain/figures/figure-cells.ts';
import type { Backoff } from '../ports/platform.ts';
import { MOVE_LIMIT, type Projection, type ProjectionStore } from '../ports/figures.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

/** A ticket's state, or its last state before it was removed. */
export type LatestTicket = { readonly ticket: CountedTicket; readonly removed: boolean };
export type Step = { readonly before?: Projection; readonly after: Projection };

const ATTEMPTS = 25;
const READ_LIMIT = 100;

/** The projection of a ticket in this state. */
export const projectionOf = ({ ticket, removed }: LatestTicket, timeZone: string): Projection => ({
  serviceId: ticket.serviceId,
  number: ticket.number,
  version: ticket.version,
  removed,
  cells: removed ? [] : figureCells(ticket, { timeZone }),
});

/** Whether `a` is later than `b` in a ticket's life; a removal is later than everything. */
export const isLater = (
  a: Pick<Projection, 'version' | 'removed'>,
  b: Pick<Projection, 'version' | 'removed'>,
): boolean => (a.removed === b.removed ? a.version > b.version : a.removed);

const stepChanges = ({ before, after }: Step) => difference(before?.cells ?? [], after.cells);

/**
 * Moves the projections of one service's tickets to the given states, and the counters with them. Each state counts
 * exactly once, even when repeated, late or out of order. Returns how the counters changed.
 */
export const moveProjections =
  (deps: { readonly projections: ProjectionStore; readonly backoff: Backoff }) =>
  async (
    serviceId: string,
    targets: readonly Projection[],
    wanted: (step: Step) => boolean = isAhead,
  ): Promise<readonly FigureChange[]> => {
    const moved: FigureChange[] = [];
    let waiting = targets;
    const moveWaiting = async (): Promise<readonly FigureChange[] | 'conflict'> => {
      const missed: Projection[] = [];
      for (const page of pages(waiting)) {
        const stored = new Map(
          (
            await deps.projections.findMany(
              serviceId,
              page.map(({ number }) => number),
            )
          ).map((each) => [each.number, each]),
        );
        const steps = page
          .map((after): Step => {
            const before = stored.get(after.number);
            return before ? { before, after } : { after };
          })
          .filter(wanted);
        for (const move of packSteps(steps)) {
          if (await deps.projections.move({ serviceId, projections: move.steps, changes: move.changes }))
            moved.push(...move.changes);
          else missed.push(...move.steps.map(({ after }) => after));
        }
      }
      if (missed.length === 0) return sumChanges(moved);
      waiting = missed;
      return 'conflict';
    };
    return retryOnConflict(deps.backoff, moveWaiting, { attempts: ATTEMPTS, what: `projections of ${serviceId}` });
  };

const isAhead = ({ before, after }: Step): boolean => before === undefined || isLater(after, before);

const pages = function* (targets: readonly Projection[]): Iterable<readonly Projection[]> {
  for (let start = 0; start < targets.length; start += READ_LIMIT) yield targets.slice(start, start + READ_LIMIT);
};

/** Groups steps into as few transactions as possible, so that counters shared by several tickets are written once. */
export const packSteps = (
  steps: readonly Step[],
): readonly { readonly steps: readonly Step[]; readonly changes: readonly FigureChange[] }[] => {
  const packs: { steps: Step[]; changes: readonly FigureChange[] }[] = [];
  for (const step of steps) {
    const open = packs.at(-1);
    const changes = sumChanges([...(open?.changes ?? []), ...stepChanges(step)]);
    // One more row for the revision; it may be among the changes already, since it shares the row of the service's
    // present figures.
    if (open && open.steps.length + 1 + changes.length + 1 <= MOVE_LIMIT) {
      open.steps.push(step);
      open.changes = changes;
    } else packs.push({ steps: [step], changes: stepChanges(step) });
  }
  return packs;
};
