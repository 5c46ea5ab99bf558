import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import { STARS_LIMIT, type StarStore, type TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import type { TicketNotFound } from './get-ticket.ts';

export type StarTicketDeps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly stars: Pick<StarStore, 'star' | 'unstar'>;
  readonly backoff: Backoff;
};
export type StarTicketInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agentId: string;
  /** False takes the mark away, also of a ticket that is gone. */ readonly important: boolean;
};
export type StarRefusal = TicketNotFound | { readonly code: 'too_many_stars'; readonly limit: number };
export type Importance = { readonly number: number; readonly important: boolean };

/**
 * Marks a ticket as important for one agent alone, or takes the mark away. Twice is as once; the ticket itself doesn't
 * change.
 */
export const starTicket =
  ({ tickets, stars, backoff }: StarTicketDeps) =>
  async ({ serviceId, number, agentId, important }: StarTicketInput): Promise<Result<Importance, StarRefusal>> => {
    if (!important) {
      await stars.unstar(serviceId, number, agentId);
      return ok({ number, important });
    }
    const mark = async (): Promise<Result<Importance, StarRefusal> | 'conflict'> => {
      const ticket = await tickets.find(serviceId, number);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      switch (await stars.star(ticket, agentId)) {
        case 'starred':
          return ok({ number, important });
        case 'full':
          return err({ code: 'too_many_stars', limit: STARS_LIMIT });
        case 'changed':
          return 'conflict';
      }
    };
    return retryOnConflict(backoff, mark, { what: `ticket ${number} of ${serviceId}` });
  };
