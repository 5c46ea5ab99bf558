import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Page, PageRequest } from './pages.ts';

export type CallRepository = {
  /** Consistent. */
  find(serviceId: string, number: number, callId: string): Promise<ReservedCall | undefined>;
  /**
   * Writes a call with the fact that tells of it in one transaction, if it still has the version and the `rungFor` of
   * the one before (absent: it must not exist, and its ticket must). False when it is otherwise: somebody else was
   * first.
   */
  save(call: ReservedCall, before: ReservedCall | undefined, fact: Fact): Promise<boolean>;
  /** All calls of a ticket, newest reservation first; at most 100. */
  listByTicket(serviceId: string, number: number): Promise<readonly ReservedCall[]>;
  /**
   * Open calls, the earliest first: an agent's, or (without one) the whole service's. The page's order is not asked.
   */
  listOpen(
    serviceId: string,
    ownerId: string | undefined,
    page: Omit<PageRequest, 'order'>,
  ): Promise<Page<ReservedCall>>;
};

/** One call at one of its times. A call that is moved rings at another. */
export type Ring = Pick<ReservedCall, 'serviceId' | 'number' | 'callId' | 'at'>;

/** Tells the queue of due calls at a time, once. */
export type CallScheduler = {
  /** Asking again for the same call and time is well; a time that is over rings at once. */
  ringAt(ring: Ring): Promise<void>;
  /** Cancelling what isn't there is well. */
  cancel(ring: Pick<Ring, 'callId' | 'at'>): Promise<void>;
};
