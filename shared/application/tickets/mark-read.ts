import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { isReadBy } from '../../domain/ticket/is-read-by.ts';
import type { Backoff } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import type { TicketNotFound } from './get-ticket.ts';

export type MarkReadDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'markRead'>;
  readonly backoff: Backoff;
};
export type MarkReadInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agentId: string;
  /** The newest entry that the agent has seen. */
  readonly seenEntryId: string;
};
/** Whether a reply is unread afterwards. */
export type Reading = { readonly number: number; readonly unreadReply: boolean };

/**
 * Ends `unreadReply` when the ticket's assignee has read everything on it. It leaves no fact and no version: whoever
 * edits the ticket meanwhile is not told that somebody else changed it. Of others who read it nothing is kept.
 */
export const markRead =
  ({ tickets, backoff }: MarkReadDeps) =>
  async ({ serviceId, number, agentId, seenEntryId }: MarkReadInput): Promise<Result<Reading, TicketNotFound>> => {
    const mark = async (): Promise<Result<Reading, TicketNotFound> | 'conflict'> => {
      const ticket = await tickets.find(serviceId, number);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      if (!isReadBy(ticket, agentId, seenEntryId)) return ok({ number, unreadReply: ticket.unreadReply });
      return (await tickets.markRead(ticket)) ? ok({ number, unreadReply: false }) : 'conflict';
    };
    return retryOnConflict(backoff, mark, { what: `ticket ${number} of ${serviceId}` });
  };
