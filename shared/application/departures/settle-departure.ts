import { departureMessage } from '../../contracts/live/messages.ts';
import { roleMay } from '../../domain/desk/permissions.ts';
import { broadcast, type BroadcastDeps } from '../live/broadcast.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { DepartureRef, DepartureRepository, DeskDirectory, Kept } from '../ports/desk.ts';
import type { ConnectionStore } from '../ports/live.ts';
import { type GiveBackDeps, giveBackTickets, openTicketsOf } from './give-back-tickets.ts';

export type SettleDepartureDeps = GiveBackDeps &
  BroadcastDeps & {
    readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent' | 'listAgents'>;
    readonly departures: Pick<DepartureRepository, 'find' | 'finish' | 'told'>;
    readonly calls: Pick<CallRepository, 'listOpen'>;
    readonly connections: Pick<ConnectionStore, 'remove' | 'listByService'>;
    /** Seconds after which no request that saw the agent active can still write. */
    readonly lookAgainSeconds: number;
  };

/** `again`: in so many seconds there is more to do. */
export type Settling = { readonly kind: 'done' } | { readonly kind: 'again'; readonly seconds: number };

const PAGE = 100;

const openCallsOf = async ({ calls }: SettleDepartureDeps, { serviceId, agentId }: DepartureRef): Promise<number> => {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await calls.listOpen(serviceId, agentId, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    count += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
};

const countKept = async ({ tickets }: SettleDepartureDeps, { serviceId, agentId }: DepartureRef): Promise<Kept> => {
  const counts = new Map<string | undefined, number>();
  for await (const { groupId } of openTicketsOf(tickets, serviceId, agentId))
    counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  return [...counts].map(([groupId, count]) => ({ ...(groupId === undefined ? {} : { groupId }), tickets: count }));
};

/** Tells open consoles of administrators that there is news to read. Telling twice shows the same once. */
const tellAdministrators = async (
  deps: SettleDepartureDeps,
  { serviceId, departureId }: DepartureRef,
): Promise<void> => {
  const [agents, open] = await Promise.all([
    deps.directory.listAgents(serviceId),
    deps.connections.listByService(serviceId, deps.clock.now()),
  ]);
  const administrators = new Set(
    agents.filter(({ active, role }) => active && roleMay(role, 'manage_desk')).map(({ agentId }) => agentId),
  );
  const text = JSON.stringify(departureMessage.parse({ type: 'departure', serviceId, departureId }));
  await broadcast(
    deps,
    open.filter(({ agentId }) => administrators.has(agentId)),
    () => text,
  );
};

/**
 * Ends a look: administrators are told of what they don't know yet. What is given back after they were told makes it
 * news again.
 */
const finish = async (
  deps: SettleDepartureDeps,
  departure: DepartureRef,
  tellsCallsAlone: boolean,
  kept?: Kept,
): Promise<void> => {
  const { serviceId, departureId } = departure;
  const [known, openCalls] = await Promise.all([
    deps.departures.find(serviceId, departureId),
    openCallsOf(deps, departure),
  ]);
  if (
    known?.toldAt !== undefined ||
    (known === undefined && !(tellsCallsAlone && openCalls > 0) && (kept ?? []).length === 0)
  )
    return;
  await deps.departures.finish(departure, { at: deps.clock.now().toISOString(), openCalls, ...(kept && { kept }) });
  // Noted after it is done: a fault in between tells once more, and the consoles show the same.
  await tellAdministrators(deps, departure);
  await deps.departures.told(serviceId, departureId, deps.clock.now().toISOString());
};

/**
 * Does what the service's setting says with the open tickets of an agent who left, and tells administrators. Whoever
 * keeps or is forwarded a ticket at the very moment may still get it after the first look: while that can be, it is to
 * be done again. What holds is what the agent's row says now: a late or repeated event does no harm, and one who is
 * back keeps what was not yet given back.
 */
export const settleDeparture = (deps: SettleDepartureDeps) => {
  const giveBack = giveBackTickets(deps);
  /** `tellsCallsAlone`: whether administrators are told of a leaver who had nothing but reserved calls. */
  return async (
    departure: DepartureRef,
    correlationId: string,
    hasTime: () => boolean,
    { tellsCallsAlone = true } = {},
  ): Promise<Settling> => {
    const { serviceId, agentId, at } = departure;
    const [service, agent] = await Promise.all([
      deps.directory.findService(serviceId),
      deps.directory.findAgent(serviceId, agentId),
    ]);
    if (service === undefined || agent === undefined) throw new Error(`There is no agent ${agentId} of ${serviceId}`);
    if (!agent.active) {
      if (service.leaversTickets === 'keep') {
        await finish(deps, departure, tellsCallsAlone, await countKept(deps, departure));
        return { kind: 'done' };
      }
      const { given, failed, state } = await giveBack(departure, correlationId, hasTime);
      deps.log.info('tickets_given_back', { serviceId, agentId, count: given, failed, state });
      if (state === 'out_of_time') return { kind: 'again', seconds: 0 };
      await finish(deps, departure, tellsCallsAlone);
      if (failed > 0) throw new Error(`${failed} tickets of ${agentId} could not be given back`);
      const early = Date.parse(at) + deps.lookAgainSeconds * 1000 - deps.clock.now().getTime();
      return state === 'ended' && early > 0 ? { kind: 'again', seconds: Math.ceil(early / 1000) } : { kind: 'done' };
    }
    // Back before the end: what did go back is told all the same.
    if ((await deps.departures.find(serviceId, departure.departureId)) !== undefined)
      await finish(deps, departure, tellsCallsAlone);
    return { kind: 'done' };
  };
};
