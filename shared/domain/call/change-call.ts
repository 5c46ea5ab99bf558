import type { Agent } from '../desk/agent.ts';
import type { FactContext } from '../ticket/facts.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { admitCallCommand, type CallCommand } from './admit-call-command.ts';
import { decideCall, type CallDecision } from './call-decision.ts';
import { checkCallOwner } from './call-owner.ts';
import { callTime, checkCallTime } from './call-time.ts';
import type { CallRefusal, ReservedCall } from './reserved-call.ts';

/** What is to be another; what is left out stays. `phone` is E.164, `at` ISO 8601 with any offset. */
export type CallChanges = Partial<Pick<ReservedCall, 'phone' | 'at' | 'note' | 'ownerId'>>;

/**
 * Moves a call, gives it to another agent or corrects it; undefined when it is so already. A time or an owner that
 * stays is not asked again: a due call's note can be corrected.
 */
export const changeCall = (
  ticket: Ticket,
  call: ReservedCall,
  changes: CallChanges,
  owner: Agent | undefined,
  command: CallCommand,
  context: FactContext,
): Result<CallDecision | undefined, CallRefusal> => {
  const admitted = admitCallCommand(call, command);
  if (!admitted.ok) return admitted;
  const next: ReservedCall = { ...call, ...changes, ...(changes.at === undefined ? {} : { at: callTime(changes.at) }) };
  if (next.ownerId !== call.ownerId) {
    const theirs = checkCallOwner(next.ownerId, owner);
    if (!theirs.ok) return theirs;
  }
  if (next.at !== call.at) {
    const time = checkCallTime(next.at, context.at);
    if (!time.ok) return time;
  }
  const isSame = (['phone', 'at', 'note', 'ownerId'] as const).every((field) => next[field] === call[field]);
  return ok(
    isSame
      ? undefined
      : decideCall(
          'call_changed',
          { kind: 'agent', id: command.agentId },
          ticket,
          call,
          { ...next, version: call.version + 1 },
          context,
        ),
  );
};
