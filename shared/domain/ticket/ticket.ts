import type { TicketStatus } from './status.ts';

export const CHANNELS = ['email', 'chat', 'phone', 'web', 'api', 'created'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const LANGUAGES = ['ko', 'en', 'ja', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Customer = { readonly name?: string; readonly email?: string };

/** One inquiry. Small on purpose: what was said stands in entries, so that a change of the ticket costs one write unit. */
export type Ticket = {
  readonly serviceId: string;
  /** Counted per service from 1; shown as `#1024`. */
  readonly number: number;
  /** Grows by one with each change. */
  readonly version: number;
  /** At most 255 characters. */
  readonly title: string;
  readonly status: TicketStatus;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly language: Language;
  readonly customer: Customer;
  /** The service's address that the customer wrote to: answers leave from it. */
  readonly serviceAddress?: string;
  readonly assigneeId?: string;
  readonly groupId?: string;
  /** Agent who made it by hand. */
  readonly createdBy?: string;
  readonly createdAt: string;
  /** Of the last creation, message in or out, assignment or change of status: the order of the lists. */
  readonly activityAt: string;
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
  /** The customer wrote and nobody has answered, commented or kept since. */
  readonly unreadReply: boolean;
  /** Number of the completed ticket that this one follows. */
  readonly followsNumber?: number;
};

/** `#1024` */
export const ticketLabel = (number: number): string => `#${number}`;

export const TITLE_LIMIT = 255;
