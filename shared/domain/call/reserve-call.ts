import type { Agent } from '../desk/agent.ts';
import type { FactContext } from '../ticket/facts.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { decideCall, type CallDecision } from './call-decision.ts';
import { checkCallOwner } from './check-call.ts';
import { callTime, checkCallTime } from './check-call.ts';
import type { CallRefusal, ReservedCall } from './reserved-call.ts';

/** `phone` is E.164, `at` ISO 8601 with any offset. */
export type Reservation = Pick<ReservedCall, 'callId' | 'phone' | 'at' | 'note' | 'ownerId'> & {
  /** The agent who reserves the call. */
  readonly agentId: string;
  readonly owner: Agent | undefined;
};

/** Reserves a call to the customer. */
export const reserveCall = (
  ticket: Ticket,
  { agentId, owner, callId, phone, at, note, ownerId }: Reservation,
  context: FactContext,
): Result<CallDecision, CallRefusal> => {
  const theirs = checkCallOwner(ownerId, owner);
  if (!theirs.ok) return theirs;
  const time = checkCallTime(callTime(at), context.at);
  if (!time.ok) return time;
  const { serviceId, number } = ticket;
  const call: ReservedCall = {
    callId,
    serviceId,
    number,
    version: 1,
    phone,
    at: time.value,
    note,
    ownerId,
    status: 'open',
    createdBy: agentId,
    createdAt: context.at,
  };
  return ok(decideCall('call_reserved', { kind: 'agent', id: agentId }, ticket, undefined, call, context));
};
