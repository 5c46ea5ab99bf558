import { err, ok, type Result } from '../kernel/result.ts';
import type { Acting } from './allowed.ts';
import { admit } from './admit.ts';
import { bodyOf, isSilent, type Decision, type Moment, type Said } from './decision.ts';
import type { Entry } from './entry.ts';
import type { TicketRefusal } from './errors.ts';
import { evolve } from './evolve.ts';
import { nextFact } from './next-fact.ts';
import type { Ticket } from './ticket.ts';

export type CommentTicket = { readonly agent: Acting; readonly said: Said };

/** A note among agents: the customer never sees it, and the ticket keeps its place in the lists. */
export const commentTicket = (ticket: Ticket, { agent, said }: CommentTicket, moment: Moment): Result<Decision, TicketRefusal> => {
  const admitted = admit('comment', ticket, agent);
  if (!admitted.ok) return admitted;
  if (isSilent(said)) return err({ code: 'text_required' });
  const entry: Entry = { id: moment.entryId, kind: 'comment', author: { kind: 'agent', agentId: agent.agentId }, at: moment.at, ...bodyOf(said), command: 'comment' };
  const fact = nextFact(ticket, 'ticket_commented', { kind: 'agent', id: agent.agentId }, moment, {}, { entryId: entry.id });
  return ok({ ticket: evolve(ticket, fact), fact, entry });
};
