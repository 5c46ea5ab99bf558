import { err, ok, type Result } from '../kernel/result.ts';
import { advance } from './advance.ts';
import type { Acting } from './allowed.ts';
import { admit } from './admit.ts';
import { isSilent, noteOf, type Decision, type Moment, type Said } from './decision.ts';
import type { TicketRefusal } from './errors.ts';
import { seesAll } from './sees-all.ts';
import type { Ticket } from './ticket.ts';

export type CommentTicket = { readonly agent: Acting; readonly said: Said; readonly seenEntryId?: string };

/** A note among agents: the customer never sees it, and the ticket keeps its place in the lists. */
export const commentTicket = (ticket: Ticket, { agent, said, seenEntryId }: CommentTicket, moment: Moment): Result<Decision, TicketRefusal> => {
  const admitted = admit('comment', ticket, agent);
  if (!admitted.ok) return admitted;
  if (isSilent(said)) return err({ code: 'text_required' });
  const seen = seesAll(ticket, agent, seenEntryId);
  if (!seen.ok) return seen;
  const entry = noteOf(agent.agentId, said, 'comment', moment);
  return ok({ ...advance(ticket, 'ticket_commented', { kind: 'agent', id: agent.agentId }, moment, {}, { entry }), entry });
};
