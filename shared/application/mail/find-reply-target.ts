import { isSpam, type Ticket } from '../../domain/ticket/ticket.ts';
import { isAllowed } from '../../domain/ticket/lifecycle.ts';
import type { FollowUp, TicketRepository } from '../ports/tickets.ts';

/** How many follow-ups of a ticket are gone through: customers reply to their first ticket for years. */
const CHAIN = 50;

const takesReplies = (ticket: Ticket): boolean => isAllowed('reopen', ticket) || isAllowed('receive', ticket);

/** Where a reply goes: to a ticket that takes replies, or to a new one that follows a completed ticket. */
export type ReplyTarget = { readonly ticket?: Ticket; readonly followed?: Ticket; readonly followUp?: FollowUp };

/**
 * Finds where a reply to this ticket goes: from a completed ticket on to its follow-up, and further while that is
 * completed too. A follow-up that is spam or deleted is not used: the reply makes another in its place.
 */
export const findReplyTarget =
  ({ tickets }: { readonly tickets: Pick<TicketRepository, 'find' | 'findFollowUp'> }) =>
  async (serviceId: string, number: number): Promise<ReplyTarget> => {
    let ticket = await tickets.find(serviceId, number);
    for (let step = 0; ticket !== undefined && !takesReplies(ticket) && step < CHAIN; step += 1) {
      const known = await tickets.findFollowUp(serviceId, ticket.number);
      const next = known && (await tickets.find(serviceId, known.number));
      if (next === undefined || isSpam(next))
        return {
          followed: ticket,
          followUp: { of: ticket.number, ...(known === undefined ? {} : { replaces: known.number }) },
        };
      ticket = next;
    }
    if (ticket === undefined) return {};
    return takesReplies(ticket) ? { ticket } : { followed: ticket };
  };
