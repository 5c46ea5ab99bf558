import { FACTS, type Fact } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { TRACE_DAYS } from '../ports/automation.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';

const DAY = 24 * 60 * 60_000;
/**
 * How much older than the event that wakes us a fact may be, in milliseconds, of which the rules of today are not those
 * of then.
 */
const LOOK_BACK = 15 * 60_000;
/** What is older may have been evaluated by a cursor that has expired since. */
const KNOWN = (TRACE_DAYS - 1) * DAY;
/** Lines of the log that are read at once, at least: most facts are evaluated as soon as they are there. */
const LINES = 6;

type Deps = { readonly tickets: Pick<TicketRepository, 'listFacts'>; readonly clock: Pick<ClockAndIds, 'now'> };
/** `at`: of the event that wakes us. The others are of the rules: see there. All ISO 8601. */
type Window = { readonly at: string; readonly since?: string; readonly changedAt?: string };

const before = (at: string | Date, milliseconds: number): string =>
  new Date(new Date(at).getTime() - milliseconds).toISOString();
const later = (...times: readonly string[]): string => times.toSorted().at(-1)!;

/**
 * From when on facts are evaluated. Since the rules were changed last: however late, for they are the rules of that
 * time. Before: as far as their events may still be under way, and the service had a trigger.
 */
const earliestOf = ({ at, since = '', changedAt }: Window, now: Date): string => {
  const recent = later(before(at, LOOK_BACK), since);
  return changedAt === undefined ? recent : [recent, later(changedAt, before(now, KNOWN))].toSorted()[0]!;
};

const inOrder = (found: ReadonlyMap<number, Fact>): readonly Fact[] =>
  [...found.values()].toSorted((a, b) => a.version - b.version);

/**
 * The facts that made a ticket's versions behind one (undefined: from the first), in the order of versions, as far as
 * they are in the window. Each version has one fact, so that it is known when all were found: lines are read from the
 * newest on, and no more of them than there is to find.
 */
export const factsBehind =
  ({ tickets, clock }: Deps) =>
  async (
    { serviceId, number, version }: Ticket,
    evaluated: number | undefined,
    window: Window,
  ): Promise<readonly Fact[]> => {
    const earliest = earliestOf(window, clock.now());
    const found = new Map<number, Fact>();
    const wanted = version - (evaluated ?? 0);
    if (wanted <= 0) return [];
    let cursor: string | undefined;
    do {
      const page = await tickets.listFacts(serviceId, number, {
        limit: Math.min(100, Math.max(LINES, wanted - found.size + 2)),
        order: 'newest',
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const fact of page.items) {
        if (FACTS[fact.type] === null || fact.version > version || fact.version <= (evaluated ?? 0)) continue;
        if (fact.at < earliest) return inOrder(found);
        found.set(fact.version, fact);
      }
      cursor = page.cursor;
    } while (cursor !== undefined && found.size < wanted);
    return inOrder(found);
  };
