import { assignTicket } from '../../domain/distribution/assign-ticket.ts';
import { nextTurn, receive, type Received, type Turn } from '../../domain/distribution/distribution.ts';
import { comparesLoads, pickAgent, type TakingGroup } from '../../domain/distribution/pick-agent.ts';
import { type GroupPlace, type WaitingTicket, waitsBy } from '../../domain/distribution/waiting-ticket.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { forEachAtMost } from '../live/at-most.ts';
import type { DistributionRepository } from '../ports/distribution.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { decideAndSave } from '../tickets/change-ticket.ts';
import { LOAD_COUNTED, type OpenLoads, openLoads } from './open-loads.ts';

export type DrainDeps = {
  readonly distribution: DistributionRepository;
  readonly tickets: Pick<TicketRepository, 'find' | 'save' | 'listTickets'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
  readonly log: Log;
  /** From 0 to below 1. */
  readonly random: () => number;
};

export type Drained = {
  readonly assigned: number;
  /** Places whose ticket went elsewhere. */
  readonly removed: number;
  readonly failed: number;
  /** `stopped`: `goesOn` said so, and there may be more. */
  readonly state: 'ended' | 'stopped';
};

/** Places that are read at once, and after which agents and loads are read anew. */
const PAGE = 25;
/** Places at the head of a line that may stay in it while those behind them are looked at. */
const LOOKED_PAST = 500;
const COUNTED_AT_ONCE = 16;

/** Who can be given tickets of a group now, and what the choice depends on. */
type Desk = {
  readonly group: TakingGroup;
  readonly received: Map<string, Received>;
  readonly turns: Map<string, Turn | undefined>;
  readonly loads: OpenLoads;
};

const readDesk = async (deps: DrainDeps, place: GroupPlace): Promise<Desk> => {
  const { serviceId } = place;
  const found = await deps.distribution.findGroup(place);
  const agentIds = found?.group.active ? found.group.agentIds : [];
  const taking = new Set(
    (found?.agents ?? []).filter(({ takesAssignment }) => takesAssignment).map(({ agentId }) => agentId),
  );
  const given = taking.size === 0 ? [] : await deps.distribution.findReceived(serviceId, [...taking]);
  const received = new Map(given.map((each) => [each.agentId, each]));
  const now = deps.clock.now().toISOString();
  return {
    group: { agentIds, taking },
    received,
    turns: new Map(),
    loads: openLoads(deps, { serviceId, received, now }),
  };
};

/** Chooses an agent; only those are counted on whom the choice depends. */
const chooseAgent = async (
  { random }: Pick<DrainDeps, 'random'>,
  { group, received, loads }: Desk,
  waiting: WaitingTicket,
  last: Turn | undefined,
): Promise<string | undefined> => {
  const { cap } = waiting;
  const upTo = cap ?? LOAD_COUNTED;
  if (comparesLoads(waiting))
    await forEachAtMost(COUNTED_AT_ONCE, [...group.taking], (agentId) => loads.count(agentId, upTo));
  for (;;) {
    const agentId = pickAgent(waiting, group, {
      ...(last && { last }),
      random: random(),
      open: loads.open,
      lastGivenAt: (each) => received.get(each)?.lastAt,
    });
    if (agentId === undefined || cap === undefined || loads.isCounted(agentId, upTo)) return agentId;
    await loads.count(agentId, upTo);
  }
};

/** Tickets that can be given to the same agents: when one finds nobody, the others don't either. */
const wishOf = ({ strategy, agentId, cap }: WaitingTicket): string =>
  JSON.stringify(strategy === 'designated' ? [cap, agentId] : [cap]);

type Outcome = 'assigned' | 'nobody' | 'gone';

/** One ticket to one agent, in one transaction; what it depended on is read again after a conflict. */
const assignOne = async (
  deps: DrainDeps,
  desk: { current: Desk },
  waiting: WaitingTicket,
  read: Ticket | undefined,
): Promise<Outcome> => {
  const { serviceId, number, triggerId, correlationId } = waiting;
  let attempts = 0;
  const outcome = await decideAndSave<{ readonly code: 'gone' | 'nobody' }>(
    deps,
    { correlationId, what: `ticket ${number} of ${serviceId}` },
    async (contextNow) => {
      attempts += 1;
      if (attempts > 1) desk.current = await readDesk(deps, waiting);
      const { group, received, turns } = desk.current;
      const ticket = attempts === 1 ? read : await deps.tickets.find(serviceId, number);
      if (ticket === undefined || !waitsBy(ticket, waiting)) return err({ code: 'gone' });
      const inTurn = waiting.strategy === 'sequential';
      if (inTurn && !turns.has(triggerId)) turns.set(triggerId, await deps.distribution.findTurn(waiting, triggerId));
      const turn = turns.get(triggerId);
      const agentId = await chooseAgent(deps, desk.current, waiting, turn);
      if (agentId === undefined) return err({ code: 'nobody' });
      const context = contextNow();
      const decided = assignTicket(ticket, agentId, waiting, context);
      if (!decided.ok) return err({ code: 'gone' });
      const given = receive({ serviceId, agentId }, received.get(agentId), number, context.at);
      const moved = inTurn ? nextTurn(waiting, turn, agentId, group.agentIds) : undefined;
      return ok({ ...decided.value, distribution: { waiting, received: given, ...(moved && { turn: moved }) } });
    },
  );
  if (outcome.ok) {
    const { received, turn } = outcome.value.distribution!;
    desk.current.received.set(received.agentId, received);
    desk.current.loads.add(received.agentId, number);
    if (turn !== undefined) desk.current.turns.set(triggerId, turn);
    return 'assigned';
  }
  switch (outcome.error.code) {
    case 'nobody':
      return 'nobody';
    case 'gone':
    case 'not_waiting':
      return 'gone';
    default:
      throw new Error(`An assignment was refused with ${outcome.error.code}`);
  }
};

/**
 * Hands out the waiting tickets of a group, oldest first, until nobody can be given one any more or `goesOn` returns
 * false. A ticket for which there is nobody stays in line, and those behind it are looked at: they may be for others.
 * One that fails is logged, and the others go on.
 */
export const drainLine =
  (deps: DrainDeps) =>
  async (place: GroupPlace, goesOn: () => Promise<boolean>): Promise<Drained> => {
    const { serviceId, groupId } = place;
    let [assigned, removed, failed, left] = [0, 0, 0, 0];
    const vain = new Set<string>();
    let after: WaitingTicket | undefined;
    do {
      const line = await deps.distribution.listWaiting(place, { limit: PAGE, ...(after && { after }) });
      const desk = { current: await readDesk(deps, place) };
      // Behind the head of the line only tickets are looked at for which there may be somebody.
      const isRead = (waiting: WaitingTicket): boolean => after === undefined || !vain.has(wishOf(waiting));
      const tickets = await Promise.all(
        line.map(async (waiting) => (isRead(waiting) ? deps.tickets.find(serviceId, waiting.number) : 'unread')),
      );
      for (const [index, waiting] of line.entries()) {
        if (!(await goesOn())) return { assigned, removed, failed, state: 'stopped' };
        const ticket = tickets[index];
        const isInVain =
          ticket === 'unread' || (vain.has(wishOf(waiting)) && ticket !== undefined && waitsBy(ticket, waiting));
        try {
          const outcome = isInVain ? 'nobody' : await assignOne(deps, desk, waiting, ticket);
          if (outcome === 'nobody') {
            vain.add(wishOf(waiting));
            left += 1;
          }
          if (outcome === 'assigned') assigned += 1;
          if (outcome === 'gone') {
            await deps.distribution.removeWaiting(waiting);
            removed += 1;
          }
        } catch (cause) {
          failed += 1;
          deps.log.error('ticket_not_assigned', { serviceId, groupId, number: waiting.number, cause });
        }
      }
      after =
        line.length < PAGE || desk.current.group.taking.size === 0 || left >= LOOKED_PAST ? undefined : line.at(-1);
    } while (after !== undefined);
    return { assigned, removed, failed, state: 'ended' };
  };
