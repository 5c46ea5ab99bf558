import type { DeskBusEvent } from '../events/parse-bus-event.ts';
import { forEachAtMost } from '../live/at-most.ts';
import { settleDeparture, type SettleDepartureDeps, type Settling } from './settle-departure.ts';

const LEAVERS_AT_ONCE = 8;

/**
 * What an event asks for: an agent's own departure; or, when a service decides to have the tickets of leavers given
 * back from now on, those of all who left before. Whatever else changed of an agent or a service concerns no ticket.
 */
export const departuresOf = (deps: SettleDepartureDeps) => {
  const settle = settleDeparture(deps);
  return async ({ event, detail: { metadata, data } }: DeskBusEvent, hasTime: () => boolean): Promise<Settling> => {
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
