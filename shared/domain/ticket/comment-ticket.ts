import { err, ok, type Result } from '../kernel/result.ts';
import { advance } from './advance.ts';
import type { Acting } from './allowed.ts';
import { admit } from './admit.ts';
import { isSilent, noteOf, type Decision, type Moment, type Said } from './decision.ts';
import type { TicketRefusal } from './errors.ts';
import type { Ticket } from './ticket.ts';

export type CommentTicket = { readonly agent: Acting; readonly said: Said };

/**
 * A note among agents: the customer never sees it, and the ticket keeps its place in the lists. What arrived meanwhile
 * is no reason to refuse it: nothing wrong leaves the house.
 */
export const commentTicket = (
  ticket: Ticket,
  { agent, said }: CommentTicket,
  moment: Moment,
): Result<Decision, TicketRefusal> => {
  const admitted = admit('comment', ticket, agent);
  if (!admitted.ok) return admitted;
  if (isSilent(said)) return err({ code: 'text_required' });
  const entry = noteOf(agent.agentId, said, 'comment', moment);
  return ok({
    ...advance(ticket, 'ticket_commented', { kind: 'agent', id: agent.agentId }, moment, {}, { entry }),
    entry,
  });
};
