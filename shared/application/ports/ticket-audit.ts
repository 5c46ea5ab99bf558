import type { CountedTicket } from '../../domain/figures/figure-cells.ts';

/** Every ticket of a service as its figures see it: what the reconciliation holds projections against. */
export type TicketAudit = {
  /** Consistent; at most 100 numbers. */
  findMany(serviceId: string, numbers: readonly number[]): Promise<readonly CountedTicket[]>;
  /**
   * The numbers of all tickets in pages of at most 100, from the lists that hold them all, spam too; the newest may be
   * missing for a moment.
   */
  numbers(serviceId: string): AsyncIterable<readonly number[]>;
};
