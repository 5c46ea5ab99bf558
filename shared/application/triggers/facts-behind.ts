import { FACTS, type Fact } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketRepository } from '../ports/tickets.ts';

/**
 * How much older than the event that wakes us a fact may be, in milliseconds. Its own event came long before, or was
 * lost. What is older happened before the service had a trigger that listens.
 */
export const LOOK_BACK = 15 * 60_000;

/** Lines of the log that are read at once, at least: most facts are evaluated as soon as they are there. */
const LINES = 6;

/** What is looked for: facts not older than LOOK_BACK before `at`, nor than the service's first trigger. */
type Window = { readonly at: string; readonly since?: string };

/**
 * The facts that made a ticket's versions behind one (undefined: from the first), in the order of versions, as far as
 * they are in the window. Each version has one fact, so that it is known when all were found: lines are read from the
 * newest on, and no more of them than there is to find.
 */
export const factsBehind =
  ({ tickets }: { readonly tickets: Pick<TicketRepository, 'listFacts'> }) =>
  async (
    { serviceId, number, version }: Ticket,
    evaluated: number | undefined,
    { at, since = '' }: Window,
  ): Promise<readonly Fact[]> => {
    const earliest = [new Date(Date.parse(at) - LOOK_BACK).toISOString(), since].toSorted()[1]!;
    const found = new Map<number, Fact>();
    const wanted = version - (evaluated ?? 0);
    let cursor: string | undefined;
    if (wanted <= 0) return [];
    do {
      const limit = Math.min(100, Math.max(LINES, wanted - found.size + 2));
      const page = await tickets.listFacts(serviceId, number, {
        limit,
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

const inOrder = (found: ReadonlyMap<number, Fact>): readonly Fact[] =>
  [...found.values()].toSorted((a, b) => a.version - b.version);
