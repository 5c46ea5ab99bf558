import { ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext } from '../ticket/decision.ts';
import { admitDesk, TICKET_LIFECYCLE } from '../ticket/lifecycle.ts';
import type { TicketRefusal } from '../ticket/refusal.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { WaitingTicket } from './waiting-ticket.ts';

/** Gives a waiting ticket to an agent of its group: to be worked on, and no longer in line. */
export const assignTicket = (
  ticket: Ticket,
  agentId: string,
  { automation }: Pick<WaitingTicket, 'automation'>,
  context: DecisionContext,
): Result<Decision, Extract<TicketRefusal, { code: 'illegal_transition' }>> => {
  const admitted = admitDesk('assign', ticket);
  return admitted.ok
    ? ok(
        advance(
          ticket,
          'ticket_assigned',
          { kind: 'system' },
          context,
          { status: TICKET_LIFECYCLE.assign.to, assigneeId: agentId },
          { automation },
        ),
      )
    : admitted;
};
