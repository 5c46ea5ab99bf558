import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Page, PageRequest } from './pages.ts';

export type CallRepository = {
  /** Consistent read. */
  find(serviceId: string, number: number, callId: string): Promise<ReservedCall | undefined>;
  /**
   * Writes a call with its fact in one transaction, if the stored call has the version and `rungFor` of `before`
   * (absent: the call must not exist, and its ticket must). Returns false otherwise.
   */
  save(call: ReservedCall, before: ReservedCall | undefined, fact: Fact): Promise<boolean>;
  /** All calls of a ticket, newest reservation first; at most 100. */
  listByTicket(serviceId: string, number: number): Promise<readonly ReservedCall[]>;
  /** Open calls, earliest first: of one agent, or without an agent of the whole service. */
  listOpen(
    serviceId: string,
    ownerId: string | undefined,
    page: Omit<PageRequest, 'order'>,
  ): Promise<Page<ReservedCall>>;
};

/** One call at one of its times; a moved call rings at its new time. */
export type Ring = Pick<ReservedCall, 'serviceId' | 'number' | 'callId' | 'at'>;

/** Has a call given to the function that rings at a time, once. */
export type CallScheduler = {
  /** Repeated for the same call and time, it still rings once; a past time rings at once. */
  ringAt(ring: Ring): Promise<void>;
  /** Does nothing when there is no schedule. */
  cancel(ring: Pick<Ring, 'callId' | 'at'>): Promise<void>;
};
