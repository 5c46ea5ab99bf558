import { ok, type Result } from '../kernel/result.ts';
import { advance } from './advance.ts';
import type { Acting } from './allowed.ts';
import { admit } from './admit.ts';
import type { Decision, Moment } from './decision.ts';
import type { TicketRefusal } from './errors.ts';
import { withoutAssignee } from './give-back-ticket.ts';
import { TICKET_LIFECYCLE } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';
import { statusOfWork } from './status-of-work.ts';
import { workingAgain } from './working-again.ts';

type Rule = (ticket: Ticket, agent: Acting, moment: Moment) => Result<Decision, TicketRefusal>;
const by = ({ agentId }: Acting) => ({ kind: 'agent', id: agentId }) as const;

/** An administrator gives a ticket back to everybody of its group. */
export const unassignTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('unassign', ticket, agent);
  return admitted.ok
    ? ok(
        advance(ticket, 'ticket_unassigned', by(agent), moment, {
          status: TICKET_LIFECYCLE.unassign.to,
          assigneeId: null,
        }),
      )
    : admitted;
};

/**
 * Takes an escalation back: what the other side does from now on changes nothing here. Without an assignee it is
 * everybody's of its group.
 */
export const withdrawTransfer: Rule = (ticket, agent, moment) => {
  const admitted = admit('withdraw', ticket, agent);
  return admitted.ok
    ? ok(
        advance(ticket, 'transfer_withdrawn', by(agent), moment, {
          status: statusOfWork(ticket, 'withdraw'),
          transfer: null,
        }),
      )
    : admitted;
};

/** An administrator closes a resolved ticket: a later reply makes a new one. */
export const completeTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('complete', ticket, agent);
  return admitted.ok
    ? ok(
        advance(ticket, 'ticket_completed', by(agent), moment, {
          status: TICKET_LIFECYCLE.complete.to,
          completedAt: moment.at,
        }),
      )
    : admitted;
};

/**
 * Takes a ticket out of the Spam list, to the status and the assignee that it had; to everybody of its group when they
 * left meanwhile.
 */
export const restoreTicket = (
  ticket: Ticket,
  agent: Acting,
  moment: Moment,
  { assigneeActive }: { /** Of no matter when it had none. */ readonly assigneeActive: boolean },
): Result<Decision, TicketRefusal> => {
  const admitted = admit('restore', ticket, agent);
  if (!admitted.ok) return admitted;
  const { status, assigneeId } = ticket.beforeSpam ?? { status: 'unassigned' as const };
  const patch = { ...workingAgain, status, assigneeId: assigneeId ?? null };
  const { internalReason: _spam, ...asItWas } = ticket;
  const gone = assigneeId !== undefined && !assigneeActive ? withoutAssignee({ ...asItWas, status }) : {};
  return ok(advance(ticket, 'ticket_restored', by(agent), moment, { ...patch, ...gone }));
};

/** Deletes spam for good: the log line stays, nothing of what was said. */
export const deleteTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('delete', ticket, agent);
  return admitted.ok ? ok({ ...advance(ticket, 'ticket_deleted', by(agent), moment), gone: true }) : admitted;
};
