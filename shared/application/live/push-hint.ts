import { callDueMessage, type ServerMessage, ticketChangedMessage } from '../../contracts/live/messages.ts';
import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import type { BusEvent } from '../events/parse-bus-event.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { ConnectionStore } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

type PushHintDeps = BroadcastDeps & {
  readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'>;
  readonly calls: Pick<CallRepository, 'find'>;
};

/**
 * Notifies every open console of the service that a ticket changed; for a due call, only its owner's consoles. Throws
 * when connections or the call can't be read; a console that can't be reached is only logged.
 */
export const pushHint =
  (deps: PushHintDeps) =>
  async (event: BusEvent): Promise<void> => {
    const [open, call] = await Promise.all([
      deps.connections.listByService(event.detail.metadata.serviceId, deps.now()),
      dueCall(deps, event),
    ]);
    const text = JSON.stringify(hintOf(event));
    await broadcast(deps, open, () => text);
    if (call === undefined) return;
    const due = JSON.stringify(
      callDueMessage().parse({
        type: 'call_due',
        serviceId: call.serviceId,
        number: call.number,
        callId: call.callId,
        at: call.at,
      }),
    );
    await broadcast(
      deps,
      open.filter(({ agentId }) => agentId === call.ownerId),
      () => due,
    );
  };

const hintOf = ({ event, detail: { metadata, data } }: BusEvent): ServerMessage =>
  ticketChangedMessage().parse({
    type: 'ticket_changed',
    serviceId: metadata.serviceId,
    number: data.number,
    version: data.version,
    fact: event.fact,
    status: data.status,
    assigneeId: data.assigneeId ?? null,
    spam: data.spam === true,
    actorId: metadata.actor.kind === 'agent' ? metadata.actor.id : null,
    at: metadata.occurredAt,
  });

/** The due call of an event, if it is still due; its owner may have changed. */
const dueCall = async (
  { calls }: PushHintDeps,
  { event, detail: { metadata, data } }: BusEvent,
): Promise<ReservedCall | undefined> => {
  if (event.fact !== 'call_due' || !('callId' in data)) return undefined;
  const call = await calls.find(metadata.serviceId, data.number, data.callId);
  return call?.status === 'open' && call.rungFor === call.at ? call : undefined;
};
