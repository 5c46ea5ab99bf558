import { callDueMessage, hintMessage } from '../../contracts/live/messages.ts';
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
 * Notifies the consoles that show a ticket, and its assignee's, of what happened on it; of a due call also its owner's.
 * Throws when connections or the call can't be read; a console that can't be reached is only logged.
 */
export const pushHint =
  (deps: PushHintDeps) =>
  async (event: BusEvent): Promise<void> => {
    const {
      metadata: { serviceId },
      data: { number, assigneeId },
    } = event.detail;
    const [open, call] = await Promise.all([
      deps.connections.listByService(serviceId, deps.now()),
      dueCall(deps, event),
    ]);
    const hint = JSON.stringify(
      hintMessage().parse({ type: 'hint', serviceId, number, fact: event.event.fact, assigneeId }),
    );
    await broadcast(
      deps,
      open.filter(({ shows, agentId }) => shows === number || agentId === assigneeId),
      () => hint,
    );
    if (call === undefined) return;
    const { callId, ownerId, at } = call;
    const due = JSON.stringify(callDueMessage().parse({ type: 'call_due', serviceId, number, callId, at }));
    await broadcast(
      deps,
      open.filter(({ agentId }) => agentId === ownerId),
      () => due,
    );
  };

/** The due call of an event, if it is still due; its owner may have changed. */
const dueCall = async (
  { calls }: PushHintDeps,
  { event, detail: { metadata, data } }: BusEvent,
): Promise<ReservedCall | undefined> => {
  if (event.fact !== 'call_due' || !('callId' in data)) return undefined;
  const call = await calls.find(metadata.serviceId, data.number, data.callId);
  return call?.status === 'open' && call.rungFor === call.at ? call : undefined;
};
