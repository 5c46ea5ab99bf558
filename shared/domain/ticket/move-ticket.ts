import { ok, type Result } from '../kernel/result.ts';
import { advance, CLEARED_ON_REOPEN, type Decision, type DecisionContext } from './decision.ts';
import { admit, type ActingAgent, statusAfterWait, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import { withoutAssignee } from './give-back-ticket.ts';
import type { Ticket } from './ticket.ts';

type Rule = (ticket: Ticket, agent: ActingAgent, context: DecisionContext) => Result<Decision, TicketRefusal>;
const by = ({ agentId }: ActingAgent) => ({ kind: 'agent', id: agentId }) as const;

/** An administrator makes a ticket unassigned in its group. */
export const unassignTicket: Rule = (ticket, agent, context) => {
  const admitted = admit('unassign', ticket, agent);
  return admitted.ok
    ? ok(
        advance(ticket, 'ticket_unassigned', by(agent), context, {
          status: TICKET_LIFECYCLE.unassign.to,
          assigneeId: null,
        }),
      )
    : admitted;
};

/**
 * Withdraws an escalation: later news of the other team changes nothing. Without an assignee the ticket is unassigned
 * in its group.
 */
export const withdrawTransfer: Rule = (ticket, agent, context) => {
  const admitted = admit('withdraw', ticket, agent);
  return admitted.ok
    ? ok(
        advance(ticket, 'transfer_withdrawn', by(agent), context, {
          status: statusAfterWait(ticket, 'withdraw'),
          transfer: null,
          transferId: null,
        }),
      )
    : admitted;
};

/** An administrator completes a resolved ticket: a later reply makes a new one. */
export const completeTicket: Rule = (ticket, agent, context) => {
  const admitted = admit('complete', ticket, agent);
  return admitted.ok
    ? ok(
        advance(ticket, 'ticket_completed', by(agent), context, {
          status: TICKET_LIFECYCLE.complete.to,
          completedAt: context.at,
        }),
      )
    : admitted;
};

/**
 * Takes a ticket out of the Spam list, to its former status and assignee; it is unassigned in its group when the
 * assignee has left.
 */
export const restoreTicket = (
  ticket: Ticket,
  agent: ActingAgent,
  context: DecisionContext,
  { assigneeActive }: { /** Not used when it had no assignee. */ readonly assigneeActive: boolean },
): Result<Decision, TicketRefusal> => {
  const admitted = admit('restore', ticket, agent);
  if (!admitted.ok) return admitted;
  const { status, assigneeId } = ticket.beforeSpam ?? { status: 'unassigned' as const };
  const patch = { ...CLEARED_ON_REOPEN, status, assigneeId: assigneeId ?? null };
  const { internalReason: _spam, ...asItWas } = ticket;
  const gone = assigneeId !== undefined && !assigneeActive ? withoutAssignee({ ...asItWas, status }) : {};
  return ok(advance(ticket, 'ticket_restored', by(agent), context, { ...patch, ...gone }));
};

/** Deletes spam for good: the facts stay, the texts don't. */
export const deleteTicket: Rule = (ticket, agent, context) => {
  const admitted = admit('delete', ticket, agent);
  return admitted.ok ? ok({ ...advance(ticket, 'ticket_deleted', by(agent), context), gone: true }) : admitted;
};
