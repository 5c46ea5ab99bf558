import type { Channel, Ticket } from '../ticket/ticket.ts';

export const TICKET_PROPERTIES = [
  'number',
  'title',
  'status',
  'channel',
  'priority',
  'language',
  'inquiryTypeId',
  'processingTypeId',
  'createdAt',
] as const satisfies readonly (keyof Ticket)[];
export const CUSTOMER_PROPERTIES = ['id', 'name', 'email', 'phone'] as const;

/** Where a variable's value comes from. */
export type ValueOrigin =
  | { readonly kind: 'ticket'; readonly property: (typeof TICKET_PROPERTIES)[number] }
  | { readonly kind: 'customer'; readonly property: (typeof CUSTOMER_PROPERTIES)[number] }
  /** A field of the ticket, by its code. Encrypted values are never sent. */
  | { readonly kind: 'field'; readonly code: string }
  /** The agent types it. */
  | { readonly kind: 'typed'; readonly label: string; readonly required: boolean };

/** One variable of the call. */
export type RequestItem = { readonly variable: string; readonly from: ValueOrigin };
/** One line of the panel: the response's value under `key`. */
export type ResultItem = { readonly label: string; readonly key: string };

/** An HTTPS API of the organization that returns information about its customers (Customer Information Integration). */
export type InformationSource = {
  readonly serviceId: string;
  readonly sourceId: string;
  /** Grows by one with each change. */
  readonly version: number;
  readonly name: string;
  /** https only. */
  readonly baseUrl: string;
  readonly request: readonly RequestItem[];
  readonly results: readonly ResultItem[];
  /** The key that signs calls, encrypted; absent: calls are not signed. */
  readonly sealedKey?: string;
  /** On tickets of these channels the panel calls the API automatically. */
  readonly channels: readonly Channel[];
  /** Agents can't see or use an inactive source. */
  readonly active: boolean;
  /** Position among the service's sources, from 0. */
  readonly order: number;
};

/** Maximum sources of a service: each is a separate call when the panel opens. */
export const SOURCES_LIMIT = 20;
export const SOURCE_NAME_LENGTH = 60;
export const REQUEST_ITEMS_LIMIT = 20;
export const RESULT_ITEMS_LIMIT = 50;
export const LABEL_LENGTH = 60;
/** Maximum characters of a key in the response. */
export const RESULT_KEY_LENGTH = 100;
export const BASE_URL_LENGTH = 2000;
/** Maximum characters of the key that signs. */
export const SECRET_LENGTH = 256;
/** Maximum characters of an agent's input for one variable. */
export const TYPED_LENGTH = 500;
/** A name that every JSON reader accepts as a member. */
export const VARIABLE_PATTERN = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

export type SourceRefusal =
  | { readonly code: 'source_not_found'; readonly sourceId: string }
  | { readonly code: 'source_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'too_many_sources'; readonly limit: number }
  /** `pointer` into the request's body. */
  | {
      readonly code: 'source_not_valid';
      readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
    };

/** In the order that administrators chose. */
export const inSourceOrder = (sources: readonly InformationSource[]): readonly InformationSource[] =>
  sources.toSorted((a, b) => a.order - b.order || (a.sourceId < b.sourceId ? -1 : 1));

/** The vault context of a source's key. */
export const keyContext = ({ serviceId, sourceId }: Pick<InformationSource, 'serviceId' | 'sourceId'>) => ({
  serviceId,
  of: `customer-information/${sourceId}`,
});
