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
 * Notifies the consoles that show a ticket, and its assignee's, of what happened on it; of what an agent did to a call
 * also its owner's, and those of whoever had it before; of a due call its owner's by a message of its own. Of a ticket
 * that was forwarded or assigned its new assignee's alone, unless they did it themselves: others see its changed row.
 * Throws when connections or the call can't be read; a console that can't be reached is only logged.
 */
export const pushHint =
  (deps: PushHintDeps) =>
  async (event: BusEvent): Promise<void> => {
    const {
      metadata: { serviceId, actor },
      data: { number, assigneeId, changes },
    } = event.detail;
    const { fact } = event.event;
    const [open, call] = await Promise.all([
      deps.connections.listByService(serviceId, deps.now()),
      callOf(deps, event),
    ]);
    const hint = JSON.stringify(hintMessage().parse({ type: 'hint', serviceId, number, fact, assigneeId }));
    // The owner of a due call gets a message of its own.
    const owners = fact === 'call_due' ? [] : [call?.ownerId, changes.callOwner?.before];
    const isGiven = fact === 'ticket_forwarded' || fact === 'ticket_assigned';
    const isOwn = isGiven && actor.kind === 'agent' && actor.id === assigneeId;
    await broadcast(
      deps,
      open.filter(({ shows, agentId }) =>
        isGiven
          ? agentId === assigneeId && !isOwn
          : shows === number || agentId === assigneeId || owners.includes(agentId),
      ),
      () => hint,
    );
    if (fact !== 'call_due' || call?.status !== 'open' || call.rungFor !== call.at) return;
    const { callId, ownerId, at } = call;
    const due = JSON.stringify(callDueMessage().parse({ type: 'call_due', serviceId, number, callId, at }));
    await broadcast(
      deps,
      open.filter(({ agentId }) => agentId === ownerId),
      () => due,
    );
  };

/** The call that an event is about, as it is now; undefined for any other event. */
const callOf = async (
  { calls }: PushHintDeps,
  { detail: { metadata, data } }: BusEvent,
): Promise<ReservedCall | undefined> =>
  'callId' in data ? calls.find(metadata.serviceId, data.number, data.callId) : undefined;
