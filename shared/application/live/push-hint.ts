import { type ServerMessage, ticketChangedMessage } from '../../contracts/live/messages.ts';
import type { BusEvent } from '../events/parse-bus-event.ts';
import type { ConnectionStore } from '../ports/live-gateways.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

/** Tells every open console of the service that a ticket changed. Throws when the audience can't be read; a single console that can't be reached is only logged. */
export const pushHint = (deps: BroadcastDeps & { readonly connections: Pick<ConnectionStore, 'remove' | 'listByService'>; readonly now: () => Date }) =>
  async (event: BusEvent): Promise<void> => {
    const open = await deps.connections.listByService(event.detail.metadata.serviceId, deps.now());
    const text = JSON.stringify(hintOf(event));
    await broadcast(deps, open, () => text);
  };

const hintOf = ({ event, detail: { metadata, data } }: BusEvent): ServerMessage => ticketChangedMessage.parse({
  type: 'ticket_changed', serviceId: metadata.serviceId, number: data.number, version: data.version, fact: event.fact, status: data.status,
  assigneeId: data.assigneeId ?? null, actorId: metadata.actor.kind === 'agent' ? metadata.actor.id : null, at: metadata.occurredAt,
});
