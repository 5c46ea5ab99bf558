import type { Channel, Language } from '../ticket/ticket.ts';

export const SERVICE_KINDS = ['contact', 'issue'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** A desk with its own tickets, agents and settings. */
export type Service = {
  readonly serviceId: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** IANA name; "today" of the figures. Default Asia/Seoul. */
  readonly timeZone: string;
  readonly language: Language;
  readonly channels: readonly Channel[];
  /** Mail addresses that customers write to, lower case; the first is the sender of tickets that came another way. */
  readonly addresses: readonly string[];
  readonly senderName: string;
  /** Days after which a resolved ticket completes by itself, 0 to 365; 0: never. Default 14. */
  readonly autoCompleteDays: number;
  /** Where a phone number without a country code is from: ISO 3166-1, two capitals. Default KR. */
  readonly country: string;
};

export const AUTO_COMPLETE_DAYS = 14;
export const COUNTRY = 'KR';
