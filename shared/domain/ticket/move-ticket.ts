import { ok, type Result } from '../kernel/result.ts';
import { advance } from './advance.ts';
import type { Acting } from './allowed.ts';
import { admit } from './admit.ts';
import type { Decision, Moment } from './decision.ts';
import type { TicketRefusal } from './errors.ts';
import { TICKET_LIFECYCLE } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';
import { workingAgain } from './working-again.ts';

type Rule = (ticket: Ticket, agent: Acting, moment: Moment) => Result<Decision, TicketRefusal>;
const by = ({ agentId }: Acting) => ({ kind: 'agent', id: agentId }) as const;

/** An administrator gives a ticket back to everybody of its group. */
export const unassignTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('unassign', ticket, agent);
  return admitted.ok ? ok(advance(ticket, 'ticket_unassigned', by(agent), moment, { status: TICKET_LIFECYCLE.unassign.to, assigneeId: null })) : admitted;
};

/** Takes an escalation back: what the other side does from now on changes nothing here. */
export const withdrawTransfer: Rule = (ticket, agent, moment) => {
  const admitted = admit('withdraw', ticket, agent);
  return admitted.ok ? ok(advance(ticket, 'transfer_withdrawn', by(agent), moment, { status: TICKET_LIFECYCLE.withdraw.to, transfer: null })) : admitted;
};

/** An administrator closes a resolved ticket: a later reply makes a new one. */
export const completeTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('complete', ticket, agent);
  return admitted.ok ? ok(advance(ticket, 'ticket_completed', by(agent), moment, { status: TICKET_LIFECYCLE.complete.to, completedAt: moment.at })) : admitted;
};

/** Takes a ticket out of the Spam list, to the status and the assignee that it had. */
export const restoreTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('restore', ticket, agent);
  if (!admitted.ok) return admitted;
  const { status, assigneeId } = ticket.beforeSpam ?? { status: 'unassigned' as const };
  return ok(advance(ticket, 'ticket_restored', by(agent), moment, { ...workingAgain, status, assigneeId: assigneeId ?? null }));
};

/** Deletes spam for good: the log line stays, nothing of what was said. */
export const deleteTicket: Rule = (ticket, agent, moment) => {
  const admitted = admit('delete', ticket, agent);
  return admitted.ok ? ok({ ...advance(ticket, 'ticket_deleted', by(agent), moment), gone: true }) : admitted;
};
