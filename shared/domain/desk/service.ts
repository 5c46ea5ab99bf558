import type { Channel, Language } from '../ticket/ticket.ts';

export const SERVICE_KINDS = ['contact', 'issue'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export const LEAVERS_TICKETS = ['give_back', 'keep'] as const;
/**
 * What happens to the open tickets of an agent who leaves: they go back to the group, or stay with the agent until
 * somebody reassigns them or the customer writes.
 */
export type LeaversTickets = (typeof LEAVERS_TICKETS)[number];

/** A desk with its own tickets, agents and settings. */
export type Service = {
  readonly serviceId: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** IANA name; it defines "today" for the figures. Default Asia/Seoul. */
  readonly timeZone: string;
  readonly language: Language;
  /** Languages in which customers are answered, `language` among them. Default: only `language`. */
  readonly languages: readonly Language[];
  readonly channels: readonly Channel[];
  /**
   * Mail addresses to which customers write, in lower case; the first is the sender for tickets that did not come by
   * mail.
   */
  readonly addresses: readonly string[];
  readonly senderName: string;
  /** Days after which a resolved ticket is completed automatically, 0 to 365; 0: never. Default 14. */
  readonly autoCompleteDays: number;
  /** Seconds for which an answer can be taken back before its mail leaves, 0 to UNDO_SECONDS_LIMIT. Default 10. */
  readonly undoSeconds: number;
  /** Default `give_back`. */
  readonly leaversTickets: LeaversTickets;
  /** Country of phone numbers without a country code: ISO 3166-1, two capitals. Default KR. */
  readonly country: string;
  /** Grows by one with each change of the settings. */
  readonly version: number;
};

export const AUTO_COMPLETE_DAYS = 14;
export const COUNTRY = 'KR';
export const UNDO_SECONDS = 10;
/** Customers wait for an answer that is ready; after two minutes nobody takes it back any more. */
export const UNDO_SECONDS_LIMIT = 120;

/** Maximum mail addresses of one service. */
export const ADDRESSES_LIMIT = 20;

/** Whether it is an IANA time zone such as Asia/Seoul. */
export const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** Settings that contradict each other: JSON pointers and reasons. */
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
