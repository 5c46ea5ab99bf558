import type { CallResult, OutwardCall } from '../../domain/trigger/outward-call.ts';
import type { MailCounts } from '../../domain/trigger/mail-rules.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Page, PageRequest } from './pages.ts';

export type OutwardAddress = { readonly serviceId: string; readonly number: number; readonly outwardId: string };

/** What triggers send outside, rows beside their ticket. `TicketChange.outward` writes them. */
export type OutwardRepository = {
  /** Consistent read. */
  find(address: OutwardAddress): Promise<OutwardCall | undefined>;
  /** Of a ticket, in the order in which they were made. Consistent read. */
  list(serviceId: string, number: number, page: PageRequest): Promise<Page<OutwardCall>>;
  /** Stores the next state, with its fact, if the stored one has this status and these attempts. False otherwise. */
  save(call: OutwardCall, expected: Pick<OutwardCall, 'status' | 'attempts'>, fact?: Fact): Promise<boolean>;
};

/** Counts the mails of triggers by ticket and recipient. `TicketChange.mailCounts` writes them. */
export type MailCountReader = {
  /** Consistent read; NO_MAILS when nothing is counted. */
  find(serviceId: string, number: number): Promise<MailCounts>;
};

/** Sends calls and notices to addresses that administrators chose. */
export type OutwardPost = {
  /** One POST, at most CALL_MILLISECONDS. Without an answer it says why; it throws for faults of the desk. */
  post(call: {
    readonly url: string;
    readonly body: string;
    readonly id: string;
    /** Counted from 1. */
    readonly attempt: number;
    /** Signs the call. */
    readonly secret?: string;
  }): Promise<CallResult>;
};

/** Keeps to one notice a second for each messenger hook. */
export type HookPace = {
  /** Takes the hook's present second; false when somebody else has it. */
  take(hook: string, now: Date): Promise<boolean>;
  /** The moment at which the next notice is to be tried, a second after the last one that was reserved. */
  reserve(hook: string, now: Date): Promise<Date>;
};
