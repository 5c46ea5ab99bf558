import { ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext, type Patch } from './decision.ts';
import { admitDesk, isAllowed, type LifecycleState, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import type { Ticket } from './ticket.ts';

/** The reason in the log of a ticket that was given back. */
export const GIVEN_BACK_REASON = 'its assignee left the service';

/**
 * The patch that takes away an assignee who left: open work is unassigned in its group, a ticket that waits for another
 * team waits on without an assignee, and a finished one doesn't change.
 */
export const withoutAssignee = (ticket: LifecycleState): Patch => {
  if (isAllowed('give_back', ticket)) return { status: TICKET_LIFECYCLE.give_back.to, assigneeId: null };
  return isAllowed('release', ticket) ? { assigneeId: null } : {};
};

/**
 * Takes an open ticket from an agent who left. Undefined: it isn't (or is no longer) theirs. It stays in its group,
 * even in one that was taken away.
 */
export const giveBackTicket = (
  ticket: Ticket,
  leaverId: string,
  context: DecisionContext,
): Result<Decision, Extract<TicketRefusal, { code: 'illegal_transition' }>> | undefined => {
  if (ticket.assigneeId !== leaverId) return undefined;
  const admitted = admitDesk(isAllowed('release', ticket) ? 'release' : 'give_back', ticket);
  return admitted.ok
    ? ok(
        advance(ticket, 'ticket_given_back', { kind: 'system' }, context, withoutAssignee(ticket), {
          reason: GIVEN_BACK_REASON,
        }),
      )
    : admitted;
};
