import type { TicketStatus } from './status.ts';

/** What can happen to a ticket. One command or one mail leaves one fact: a line of the event log and, published, an event. */
export const FACT_TYPES = [
  'ticket_created', 'ticket_kept', 'ticket_commented', 'ticket_resolved', 'ticket_pended', 'customer_replied',
  'mail_sent', 'mail_delivered', 'mail_bounced', 'mail_complained', 'mail_failed',
] as const;
export type FactType = (typeof FACT_TYPES)[number];

export type FactActor = { readonly kind: 'agent'; readonly id: string } | { readonly kind: 'customer' } | { readonly kind: 'system' };

/** A value before and after; absent means there was or is none. */
export type Change = { readonly before?: string; readonly after?: string };

export type Fact = {
  /** Sortable by time; also the id of the published event. */
  readonly id: string;
  readonly type: FactType;
  readonly serviceId: string;
  readonly number: number;
  /** The ticket's version that this fact made (for mail facts: that it found). */
  readonly version: number;
  readonly at: string;
  readonly actor: FactActor;
  /** The status after it. */
  readonly status: TicketStatus;
  readonly assigneeId?: string;
  readonly groupId?: string;
  readonly changes: Readonly<Partial<Record<'status' | 'assignee' | 'group', Change>>>;
  readonly entryId?: string;
  /** The mail that this fact asks to send, or speaks of. */
  readonly mailId?: string;
  /** Why, in words that hold no customer's text: a bounce's diagnostic, an SES refusal. */
  readonly reason?: string;
  /** Ties together all that came of one request or mail. */
  readonly correlationId: string;
};
