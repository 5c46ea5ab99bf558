import type { FactContext } from '../ticket/facts.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { admitCallCommand, type CallCommand } from './check-call.ts';
import { decideCall, type CallDecision, type CallFactType } from './call-decision.ts';
import type { CallRefusal, CallStatus, ReservedCall } from './reserved-call.ts';

const endCall =
  (type: CallFactType, status: CallStatus) =>
  (
    ticket: Ticket,
    call: ReservedCall,
    command: CallCommand,
    context: FactContext,
  ): Result<CallDecision, CallRefusal> => {
    const admitted = admitCallCommand(call, command);
    if (!admitted.ok) return admitted;
    return ok(
      decideCall(
        type,
        { kind: 'agent', id: command.agentId },
        ticket,
        call,
        { ...call, version: call.version + 1, status, endedAt: context.at },
        context,
      ),
    );
  };

/** Marks a call as made. */
export const finishCall = endCall('call_done', 'done');
/** Cancels a call. */
export const cancelCall = endCall('call_cancelled', 'cancelled');
