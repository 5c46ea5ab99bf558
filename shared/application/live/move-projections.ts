import { difference, type FigureChange, sumChanges } from '../../domain/figures/difference.ts';
import { type CountedTicket, figureCells } from '../../domain/figures/figure-cells.ts';
import type { Backoff } from '../ports/platform.ts';
import { MOVE_LIMIT, type Projection, type ProjectionStore } from '../ports/figures.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

/** A ticket as it is, or as it last was before it was removed. */
export type Sighting = { readonly ticket: CountedTicket; readonly removed: boolean };
export type Step = { readonly before?: Projection; readonly after: Projection };

const ATTEMPTS = 25;
const READ_LIMIT = 100;

/** What a sighting makes of a ticket's projection. */
export const projectionOf = ({ ticket, removed }: Sighting, timeZone: string): Projection => ({
  serviceId: ticket.serviceId,
  number: ticket.number,
  version: ticket.version,
  removed,
  cells: removed ? [] : figureCells(ticket, { timeZone }),
});

/** Later in a ticket's life: a removal comes after everything. */
export const isLater = (
  a: Pick<Projection, 'version' | 'removed'>,
  b: Pick<Projection, 'version' | 'removed'>,
): boolean => (a.removed === b.removed ? a.version > b.version : a.removed);

const stepChanges = ({ before, after }: Step) => difference(before?.cells ?? [], after.cells);

/**
 * Brings the projections of one service's tickets to what was seen of them, and the counters with them: each ticket
 * exactly once, whatever comes twice, late or out of order. Answers how the counters moved.
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

/** As many steps in one transaction as it can hold: counters that several tickets share are then touched once. */
export const packSteps = (
  steps: readonly Step[],
): readonly { readonly steps: readonly Step[]; readonly changes: readonly FigureChange[] }[] => {
  const packs: { steps: Step[]; changes: readonly FigureChange[] }[] = [];
  for (const step of steps) {
    const open = packs.at(-1);
    const changes = sumChanges([...(open?.changes ?? []), ...stepChanges(step)]);
    // One row for the revision, which stands beside the service's figures of now and may be among the changes already.
    if (open && open.steps.length + 1 + changes.length + 1 <= MOVE_LIMIT) {
      open.steps.push(step);
      open.changes = changes;
    } else packs.push({ steps: [step], changes: stepChanges(step) });
  }
  return packs;
};
