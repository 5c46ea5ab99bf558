import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import { IMPORTANT_LIMIT, type ImportantTickets, type TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import type { TicketNotFound } from './get-ticket.ts';

export type MarkImportantDeps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly importantTickets: Pick<ImportantTickets, 'mark' | 'unmark'>;
  readonly backoff: Backoff;
};
export type MarkImportantInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agentId: string;
  /** False takes the mark away, also when the ticket was deleted. */
  readonly important: boolean;
};
export type MarkRefusal = TicketNotFound | { readonly code: 'too_many_stars'; readonly limit: number };
export type Importance = { readonly number: number; readonly important: boolean };

/**
 * Marks a ticket as important for one agent, or takes the mark away. Doing it twice has the effect of once; the ticket
 * itself doesn't change.
 */
export const markImportant =
  ({ tickets, importantTickets, backoff }: MarkImportantDeps) =>
  async ({ serviceId, number, agentId, important }: MarkImportantInput): Promise<Result<Importance, MarkRefusal>> => {
    if (!important) {
      await importantTickets.unmark(serviceId, number, agentId);
      return ok({ number, important });
    }
    const mark = async (): Promise<Result<Importance, MarkRefusal> | 'conflict'> => {
      const ticket = await tickets.find(serviceId, number);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      switch (await importantTickets.mark(ticket, agentId)) {
        case 'marked':
          return ok({ number, important });
        case 'full':
          return err({ code: 'too_many_stars', limit: IMPORTANT_LIMIT });
        case 'changed':
          return 'conflict';
      }
    };
    return retryOnConflict(backoff, mark, { what: `ticket ${number} of ${serviceId}` });
  };
