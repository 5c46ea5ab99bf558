import { departureMessage } from '../../contracts/live/messages.ts';
import type { BroadcastDeps } from '../live/broadcast.ts';
import { tellAdministrators } from '../live/tell-administrators.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { DepartureRef, DepartureRepository, DeskDirectory, TicketsByGroup } from '../ports/desk.ts';
import type { ConnectionStore } from '../ports/live.ts';
import { type GiveBackDeps, giveBackTickets } from './give-back-tickets.ts';
import { firstOf, openCallsOf, openTicketsOf, ticketsByGroup } from './open-work.ts';

export type SettleDepartureDeps = GiveBackDeps &
  Omit<BroadcastDeps, 'now'> & {
    readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent' | 'listAgents'>;
    readonly departures: Pick<DepartureRepository, 'find' | 'finish' | 'told'>;
    readonly calls: Pick<CallRepository, 'listOpen'>;
    readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'>;
    /** Seconds after which no request that read the agent as active can still write. */
    readonly lookAgainSeconds: number;
  };

/** `again`: run again after this many seconds. */
export type SettleResult = { readonly kind: 'done' } | { readonly kind: 'again'; readonly seconds: number };

const countKept = async (
  { tickets }: SettleDepartureDeps,
  { serviceId, agentId }: DepartureRef,
): Promise<TicketsByGroup> => {
  const { items } = await firstOf(openTicketsOf(tickets, serviceId, agentId), Infinity);
  return ticketsByGroup(items);
};

/** Tells open consoles of administrators about the departure. */
const notifyAdministrators = (
  deps: SettleDepartureDeps,
  { serviceId, departureId }: DepartureRef,
): Promise<void> =>
  tellAdministrators(
    { ...deps, now: () => deps.clock.now() },
    serviceId,
    departureMessage().parse({ type: 'departure', serviceId, departureId }),
  );

/**
 * Finishes a run: administrators are notified if something is new to them. Tickets given back after a notification make
 * the departure new again.
 */
const finish = async (
  deps: SettleDepartureDeps,
  departure: DepartureRef,
  tellsCallsAlone: boolean,
  kept?: TicketsByGroup,
): Promise<void> => {
  const { serviceId, departureId } = departure;
  const [known, { items: calls }] = await Promise.all([
    deps.departures.find(serviceId, departureId),
    firstOf(openCallsOf(deps.calls, serviceId, departure.agentId), Infinity),
  ]);
  const openCalls = calls.length;
  if (
    known?.toldAt !== undefined ||
    (known === undefined && !(tellsCallsAlone && openCalls > 0) && (kept ?? []).length === 0)
  )
    return;
  await deps.departures.finish(departure, { at: deps.clock.now().toISOString(), openCalls, ...(kept && { kept }) });
  // Recorded after sending: a fault in between repeats the message, which does no harm.
  await notifyAdministrators(deps, departure);
  await deps.departures.told(serviceId, departureId, deps.clock.now().toISOString());
};

/**
 * Applies the service's setting to the open tickets of an agent who left, and notifies administrators. A request that
 * runs at the same moment may still assign the agent a ticket, so the run is repeated until that is impossible. The
 * agent's row decides: a late or repeated event does no harm, and an agent who returned keeps the remaining tickets.
 */
export const settleDeparture = (deps: SettleDepartureDeps) => {
  const giveBack = giveBackTickets(deps);
  /** `tellsCallsAlone`: whether administrators are notified of an agent who left only reserved calls. */
  return async (
    departure: DepartureRef,
    correlationId: string,
    hasTime: () => boolean,
    { tellsCallsAlone = true } = {},
  ): Promise<SettleResult> => {
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
    // The agent returned before the end: tickets that were given back are still reported.
    if ((await deps.departures.find(serviceId, departure.departureId)) !== undefined)
      await finish(deps, departure, tellsCallsAlone);
    return { kind: 'done' };
  };
};
