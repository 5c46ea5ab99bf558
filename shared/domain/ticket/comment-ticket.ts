import { err, ok, type Result } from '../kernel/result.ts';
import {
  advance,
  commentEntry,
  type Decision,
  type DecisionContext,
  isEmptyBody,
  type MessageBody,
} from './decision.ts';
import { admit, type ActingAgent } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import type { Ticket } from './ticket.ts';

export type CommentTicket = { readonly agent: ActingAgent; readonly body: MessageBody };

/**
 * Adds a comment, which the customer never sees; the ticket keeps its place in the lists. It is not refused for newer
 * entries, since nothing is sent.
 */
export const commentTicket = (
  ticket: Ticket,
  { agent, body }: CommentTicket,
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const admitted = admit('comment', ticket, agent);
  if (!admitted.ok) return admitted;
  if (isEmptyBody(body)) return err({ code: 'text_required' });
  const entry = commentEntry(agent.agentId, body, 'comment', context);
  return ok({
    ...advance(ticket, 'ticket_commented', { kind: 'agent', id: agent.agentId }, context, {}, { entry }),
    entry,
  });
};
