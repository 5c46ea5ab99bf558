import type { Channel, Language } from '../ticket/ticket.ts';

export const SERVICE_KINDS = ['contact', 'issue'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export const LEAVERS_TICKETS = ['give_back', 'keep'] as const;
/**
 * What becomes of the open tickets of an agent who leaves: their group gets them back, or they stay until somebody else
 * is given them or the customer writes.
 */
export type LeaversTickets = (typeof LEAVERS_TICKETS)[number];

/** A desk with its own tickets, agents and settings. */
export type Service = {
  readonly serviceId: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** IANA name; "today" of the figures. Default Asia/Seoul. */
  readonly timeZone: string;
  readonly language: Language;
  /** Languages that customers are answered in: `language` is one of them. Default it alone. */
  readonly languages: readonly Language[];
  readonly channels: readonly Channel[];
  /** Mail addresses that customers write to, lower case; the first is the sender of tickets that came another way. */
  readonly addresses: readonly string[];
  readonly senderName: string;
  /** Days after which a resolved ticket completes by itself, 0 to 365; 0: never. Default 14. */
  readonly autoCompleteDays: number;
  /** Default `give_back`. */
  readonly leaversTickets: LeaversTickets;
  /** Where a phone number without a country code is from: ISO 3166-1, two capitals. Default KR. */
  readonly country: string;
  /** Grows by one with each change of the settings. */
  readonly version: number;
};

export const AUTO_COMPLETE_DAYS = 14;
export const COUNTRY = 'KR';

/** Mail addresses of one service. */
export const ADDRESSES_LIMIT = 20;

/** Is it an IANA time zone such as Asia/Seoul? */
export const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What does not go together in a service's settings: JSON pointers and why. */
export const checkSettings = ({
  timeZone,
  language,
  languages,
}: Service): readonly { readonly pointer: string; readonly detail: string }[] => [
  ...(isTimeZone(timeZone) ? [] : [{ pointer: '#/timeZone', detail: 'It is no IANA time zone such as Asia/Seoul' }]),
  ...(languages.includes(language)
    ? []
    : [{ pointer: '#/languages', detail: 'The service’s own language is not among them' }]),
];
