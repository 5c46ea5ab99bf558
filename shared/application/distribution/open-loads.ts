import { recentOf, type Received } from '../../domain/distribution/distribution.ts';
import type { TicketRepository } from '../ports/tickets.ts';

/** Open tickets of one status that are counted at most: whoever has more counts as having so many. */
export const LOAD_COUNTED = 1000;

/** Statuses in which a ticket is work for its assignee: those that a cap counts. */
const OPEN = ['processing', 'pending'] as const;

/** How many open tickets agents have. */
export type OpenLoads = {
  /** Of an agent who was not counted yet: as many as they were given since. */
  open(agentId: string): number;
  /** Counts an agent's tickets, unless that is done: exactly if they have fewer than `upTo`. */
  count(agentId: string, upTo: number): Promise<void>;
  isCounted(agentId: string, upTo: number): boolean;
  /** The agent has been given this ticket, too. */
  add(agentId: string, number: number): void;
};

type Deps = { readonly tickets: Pick<TicketRepository, 'find' | 'listTickets'> };
/** What agents were given lately, in all groups of the service. */
type Given = { readonly serviceId: string; readonly received: ReadonlyMap<string, Received>; readonly now: string };

/**
 * Counts open tickets from the index of assignees, which follows within moments. So what the agent was given lately and
 * the index doesn't show is looked at itself.
 */
export const openLoads = ({ tickets }: Deps, { serviceId, received, now }: Given): OpenLoads => {
  const loads = new Map<string, { upTo: number; readonly numbers: Set<number> }>();
  const of = (agentId: string) => {
    const load = loads.get(agentId) ?? { upTo: 0, numbers: new Set<number>() };
    loads.set(agentId, load);
    return load;
  };
  const isTheirs = async (agentId: string, number: number): Promise<boolean> => {
    const ticket = await tickets.find(serviceId, number);
    return ticket?.assigneeId === agentId && OPEN.some((status) => status === ticket.status);
  };
  const isCounted = (agentId: string, upTo: number): boolean => of(agentId).upTo >= upTo;
  return {
    open: (agentId) => of(agentId).numbers.size,
    isCounted,
    async count(agentId, upTo) {
      if (isCounted(agentId, upTo)) return;
      const load = of(agentId);
      const pages = await Promise.all(
        OPEN.map((status) =>
          tickets.listTickets(
            serviceId,
            { kind: 'assignee', assigneeId: agentId, status },
            { limit: Math.min(upTo, LOAD_COUNTED), order: 'oldest' },
          ),
        ),
      );
      for (const { number } of pages.flatMap(({ items }) => items)) load.numbers.add(number);
      const unseen = recentOf(received.get(agentId), now).filter(({ number }) => !load.numbers.has(number));
      for (const { number } of unseen) if (await isTheirs(agentId, number)) load.numbers.add(number);
      load.upTo = upTo;
    },
    add(agentId, number) {
      of(agentId).numbers.add(number);
    },
  };
};
