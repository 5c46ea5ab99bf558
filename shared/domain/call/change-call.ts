import type { Agent } from '../desk/agent.ts';
import type { FactContext } from '../ticket/facts.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { admitCallCommand, type CallCommand } from './check-call.ts';
import { decideCall, type CallDecision } from './call-decision.ts';
import { checkCallOwner } from './check-call.ts';
import { callTime, checkCallTime } from './check-call.ts';
import type { CallRefusal, ReservedCall } from './reserved-call.ts';

/** Omitted members stay unchanged. `phone` is E.164, `at` ISO 8601 with any offset. */
export type CallChanges = Partial<Pick<ReservedCall, 'phone' | 'at' | 'note' | 'ownerId'>>;

/**
 * Changes a call's time, owner, number or note; undefined when all are equal. An unchanged time or owner is not checked
 * again, so that the note of a due call can be corrected.
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
