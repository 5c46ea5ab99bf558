import type { DeskBusEvent } from '../events/parse-bus-event.ts';
import { forEachAtMost } from '../live/at-most.ts';
import { settleDeparture, type SettleDepartureDeps, type SettleResult } from './settle-departure.ts';

const LEAVERS_AT_ONCE = 8;

/**
 * Settles the departures that an event starts: of one agent who left; or, when a service's setting changes to giving
 * tickets back, of all agents who left before. Other changes of an agent or service start none.
 */
export const departuresOf = (deps: SettleDepartureDeps) => {
  const settle = settleDeparture(deps);
  return async ({ event, detail: { metadata, data } }: DeskBusEvent, hasTime: () => boolean): Promise<SettleResult> => {
    const { serviceId, eventId, occurredAt: at, correlationId } = metadata;
    switch (event.fact) {
      case 'agent_changed':
        return settle({ serviceId, departureId: eventId, agentId: data.subject.id, at }, correlationId, hasTime);
      case 'service_changed': {
        if ((await deps.directory.findService(serviceId))?.leaversTickets !== 'give_back') return { kind: 'done' };
        const leavers = (await deps.directory.listAgents(serviceId)).filter(({ active }) => !active);
        let seconds: number | undefined;
        await forEachAtMost(LEAVERS_AT_ONCE, leavers, async ({ agentId }) => {
          const settling = await settle(
            { serviceId, departureId: `${eventId}.${agentId}`, agentId, at },
            correlationId,
            hasTime,
            { tellsCallsAlone: false },
          );
          if (settling.kind === 'again') seconds = Math.min(seconds ?? settling.seconds, settling.seconds);
        });
        return seconds === undefined ? { kind: 'done' } : { kind: 'again', seconds };
      }
      default:
        throw new Error(`Nothing is given back for ${event.detailType}`);
    }
  };
};
