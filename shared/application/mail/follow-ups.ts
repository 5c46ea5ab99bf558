import { isSpam, type Ticket } from '../../domain/ticket/ticket.ts';
import { isAllowed } from '../../domain/ticket/lifecycle.ts';
import type { FollowUp, TicketRepository } from '../ports/tickets.ts';

/** A customer who goes on for years writes to the first ticket: so many are gone through. */
const CHAIN = 50;

const takesReplies = (ticket: Ticket): boolean => isAllowed('reopen', ticket) || isAllowed('receive', ticket);

/** What a reply to a ticket goes to: a ticket that takes it, or a new one that follows a completed one. */
export type ReplyPlace = { readonly ticket?: Ticket; readonly followed?: Ticket; readonly followUp?: FollowUp };

/**
 * Goes from a completed ticket to the one that follows it, and on while that is completed too. One that is spam or was
 * deleted goes on for nobody: the next mail makes another in its place.
 */
export const replyPlaceOf =
  ({ tickets }: { readonly tickets: Pick<TicketRepository, 'find' | 'findFollowUp'> }) =>
  async (serviceId: string, number: number): Promise<ReplyPlace> => {
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
