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

/** Where the value of one variable comes from. */
export type ValueOrigin =
  | { readonly kind: 'ticket'; readonly property: (typeof TICKET_PROPERTIES)[number] }
  | { readonly kind: 'customer'; readonly property: (typeof CUSTOMER_PROPERTIES)[number] }
  /** A field of the ticket, by its code. What is stored encrypted is never sent. */
  | { readonly kind: 'field'; readonly code: string }
  /** The agent types it in. */
  | { readonly kind: 'typed'; readonly label: string; readonly required: boolean };

/** One variable of the call. */
export type RequestItem = { readonly variable: string; readonly from: ValueOrigin };
/** One line of the panel: the answer's value under `key`. */
export type ResultItem = { readonly label: string; readonly key: string };

/** An HTTPS API of the organization that knows something about its customers (Customer Information Integration). */
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
  /** The key that signs calls, as the vault sealed it; absent: calls are not signed. */
  readonly sealedKey?: string;
  /** On tickets of these channels the panel asks by itself. */
  readonly channels: readonly Channel[];
  /** One that is not active isn't shown to agents and can't be asked. */
  readonly active: boolean;
  /** Among the service's sources, from 0. */
  readonly order: number;
};

/** Sources that a service can have: each is a call of its own when a panel opens. */
export const SOURCES_LIMIT = 20;
export const SOURCE_NAME_LENGTH = 60;
export const REQUEST_ITEMS_LIMIT = 20;
export const RESULT_ITEMS_LIMIT = 50;
export const LABEL_LENGTH = 60;
/** Characters of a key under which an answer holds a value. */
export const RESULT_KEY_LENGTH = 100;
export const BASE_URL_LENGTH = 2000;
/** Characters of the key that signs. */
export const SECRET_LENGTH = 256;
/** Characters that an agent may type into one variable. */
export const TYPED_LENGTH = 500;
/** A name that any JSON reader can take for a member. */
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

/** In the order that administrators gave them. */
export const inSourceOrder = (sources: readonly InformationSource[]): readonly InformationSource[] =>
  sources.toSorted((a, b) => a.order - b.order || (a.sourceId < b.sourceId ? -1 : 1));

/** What the vault binds a source's key to. */
export const keyContext = ({ serviceId, sourceId }: Pick<InformationSource, 'serviceId' | 'sourceId'>) => ({
  serviceId,
  of: `customer-information/${sourceId}`,
});
