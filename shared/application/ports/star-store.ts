import type { Ticket } from '../../domain/ticket/ticket.ts';

/** Tickets that one agent can mark as important in a service. */
export const STARS_LIMIT = 1000;

/** What each agent has marked as important. */
export type StarStore = {
  /** Numbers that an agent has marked; eventually consistent. */
  numbers(serviceId: string, agentId: string): Promise<ReadonlySet<number>>;
  /**
   * Marks a ticket. Twice is as once. `changed`: the ticket is another version by now, ask again; `full`: STARS_LIMIT
   * is reached.
   */
  star(ticket: Ticket, agentId: string): Promise<'starred' | 'changed' | 'full'>;
  /** Takes the mark away. Twice is as once. */
  unstar(serviceId: string, number: number, agentId: string): Promise<void>;
  /**
   * Brings the rows of all who marked this ticket to its present state; `removed` takes them away. Older states change
   * nothing.
   */
  follow(ticket: Ticket, removed: boolean): Promise<void>;
};
