import * as z from 'zod';
import {
  BASE_URL_LENGTH,
  CUSTOMER_PROPERTIES,
  LABEL_LENGTH,
  REQUEST_ITEMS_LIMIT,
  RESULT_ITEMS_LIMIT,
  RESULT_KEY_LENGTH,
  SECRET_LENGTH,
  SOURCE_NAME_LENGTH,
  TICKET_PROPERTIES,
  TYPED_LENGTH,
  VARIABLE_PATTERN,
} from '../../domain/customer-information/information-source.ts';
import {
  INFORMATION_OUTCOMES,
  RESULT_STATES,
  UNAVAILABLE_REASONS,
  UNREACHABLE_CAUSES,
} from '../../domain/customer-information/read-answer.ts';
import { CHANNELS } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { changeOf, code, distinct, exact, id, idOf, line, order, orNull } from './plain-values.ts';
import { ticketParams } from './ticket-shapes.ts';

const sourceParams = once(() => serviceParams().extend({ sourceId: id }));

const variable = once(() =>
  code(
    VARIABLE_PATTERN,
    'Must begin with a letter or _ and go on with letters, digits, _, . or -, 64 characters at most',
  ),
);
/** Https only. A user before an @ or a fragment behind a # would hide the true host and path. */
const baseUrl = once(() =>
  z
    .url({ protocol: /^https$/, error: 'Must be an https address' })
    .max(BASE_URL_LENGTH)
    .refine(
      (url) => !/^https:\/\/[^/?#]*@/i.test(url) && !url.includes('#'),
      'Must name neither a user nor a fragment',
    ),
);

const valueOrigin = once(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ticket'), property: z.enum(TICKET_PROPERTIES) }),
    z.strictObject({ kind: z.literal('customer'), property: z.enum(CUSTOMER_PROPERTIES) }),
    /** A field of the ticket, by its code. An encrypted field is never sent. */
    z.strictObject({ kind: z.literal('field'), code: line(64) }),
    z.strictObject({ kind: z.literal('typed'), label: line(LABEL_LENGTH), required: z.boolean() }),
  ]),
);
const request = once(() =>
  z
    .array(z.strictObject({ variable: variable(), from: valueOrigin() }))
    .min(1)
    .max(REQUEST_ITEMS_LIMIT),
);
const results = once(() =>
  z
    .array(z.strictObject({ label: line(LABEL_LENGTH), key: exact({ min: 1, max: RESULT_KEY_LENGTH }) }))
    .min(1)
    .max(RESULT_ITEMS_LIMIT),
);
const channels = once(() =>
  z.array(z.enum(CHANNELS)).max(CHANNELS.length).refine(distinct, 'A channel is named twice'),
);
/** The key that signs calls. No operation returns it. */
const key = once(() => exact({ min: 1, max: SECRET_LENGTH }));
/** What a call needs of the settings. */
const testedSettings = once(() => ({ baseUrl: baseUrl(), request: request(), results: results() }));
const settings = once(() => ({
  name: line(SOURCE_NAME_LENGTH),
  ...testedSettings(),
  channels: channels(),
  active: z.boolean(),
  order,
}));
/** Values that the agent typed, by variable. */
const typedValues = once(() => z.record(idOf(64), exact({ max: TYPED_LENGTH })).default({}));

export const informationSourceDto = once(() =>
  z
    .object({
      sourceId: z.string(),
      version: z.int(),
      name: z.string(),
      baseUrl: z.string(),
      request: z.array(z.object({ variable: z.string(), from: valueOrigin() })),
      results: z.array(z.object({ label: z.string(), key: z.string() })),
      /** Whether calls are signed. The key itself is never returned. */
      hasKey: z.boolean(),
      channels: z.array(z.enum(CHANNELS)),
      active: z.boolean(),
      order: z.int(),
    })
    .meta({ id: 'InformationSource' }),
);

export const listInformationSourceSettings = defineOperation({
  operationId: 'listInformationSourceSettings',
  summary: 'APIs of Customer Information Integration as they are set up, also those that are not active',
  method: 'GET',
  path: '/services/{serviceId}/customer-information/settings',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () => z.object({ sources: z.array(informationSourceDto()) }).meta({ id: 'InformationSourceSettings' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const createInformationSource = defineOperation({
  operationId: 'createInformationSource',
  summary: 'Set up an API that is asked about customers',
  method: 'POST',
  path: '/services/{serviceId}/customer-information',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      ...settings(),
      channels: channels().default([]),
      active: z.boolean().default(true),
      order: order.default(0),
      key: key().exactOptional(),
    }),
  response: { status: 201, schema: informationSourceDto },
  headers: { ...noHeaders, etag: true },
  problems: [...serviceProblems, 'too_many_sources', 'too_large', 'conflict_try_again'],
});

export const editInformationSource = defineOperation({
  operationId: 'editInformationSource',
  summary: 'Change an API that is asked about customers; what is left out stays, a key of null is taken away',
  method: 'PATCH',
  path: '/services/{serviceId}/customer-information/{sourceId}',
  group: 'administration',
  permission: 'manage_desk',
  params: sourceParams,
  query: noQuery,
  body: () => changeOf({ ...settings(), key: key().nullable() }),
  response: { status: 200, schema: informationSourceDto },
  headers: { ...noHeaders, ifMatch: true, etag: true },
  problems: [...serviceProblems, 'source_not_found', 'version_conflict', 'too_large', 'conflict_try_again'],
});

export const deleteInformationSource = defineOperation({
  operationId: 'deleteInformationSource',
  summary: 'Take an API out of Customer Information Integration, with its key',
  method: 'DELETE',
  path: '/services/{serviceId}/customer-information/{sourceId}',
  group: 'administration',
  permission: 'manage_desk',
  params: sourceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ sourceId: z.string() }).meta({ id: 'DeletedInformationSource' }) },
  headers: { ...noHeaders, ifMatch: true },
  problems: [...serviceProblems, 'source_not_found', 'version_conflict', 'conflict_try_again'],
});

export const listInformationSources = defineOperation({
  operationId: 'listInformationSources',
  summary: 'What the Customer Information panel can ask, and what has to be typed in for it',
  method: 'GET',
  path: '/services/{serviceId}/customer-information',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          sources: z.array(
            z.object({
              sourceId: z.string(),
              name: z.string(),
              typed: z.array(z.object({ variable: z.string(), label: z.string(), required: z.boolean() })),
              /** On tickets of these channels the panel asks without a click. */
              asksOn: z.array(z.enum(CHANNELS)),
            }),
          ),
        })
        .meta({ id: 'InformationSources' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const askCustomerInformation = defineOperation({
  operationId: 'askCustomerInformation',
  summary: 'Ask an API about the customer of a ticket; the answer is shown and kept nowhere',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/customer-information/{sourceId}',
  group: 'customer-information',
  permission: 'read_tickets',
  params: () => ticketParams().extend({ sourceId: id }),
  query: noQuery,
  body: () => z.strictObject({ typed: typedValues() }),
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          outcome: z.enum(INFORMATION_OUTCOMES),
          /** Why the outcome is `unavailable`. */
          because: orNull(z.enum(UNAVAILABLE_REASONS)),
          /** All result items when the outcome is `found`; a value is null when the API gave none. */
          items: z.array(z.object({ label: z.string(), value: orNull(z.string()) })),
        })
        .meta({ id: 'CustomerInformation' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'source_not_found', 'ticket_not_found', 'too_large'],
});

export const testInformationSource = defineOperation({
  operationId: 'testInformationSource',
  summary: 'Call an API as it would be set up, to see what it answers; nothing is saved, and the key is not shown',
  method: 'POST',
  path: '/services/{serviceId}/customer-information/test-calls',
  group: 'customer-information',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      ...testedSettings(),
      /** Signs this call alone, and is stored nowhere. */
      key: key().exactOptional(),
      /** Without `key`, the key that is stored with this API signs, if `baseUrl` has the origin of the stored one. */
      sourceId: id.exactOptional(),
      /** The ticket that the variables are filled from. */
      number: ticketParams().shape.number.exactOptional(),
      /** Values by variable. They also take the place of what the ticket has. */
      typed: typedValues(),
    }),
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          /** Null when there was no value to ask by: then no call is made. */
          sent: orNull(
            z.object({
              method: z.literal('POST'),
              /** Without the values of its query, which may be secret. */
              url: z.string(),
              signed: z.boolean(),
              variables: z.array(z.object({ variable: z.string(), value: z.string() })),
            }),
          ),
          /** HTTP status of the response; null when there was none. */
          status: orNull(z.int()),
          /** From the name to the last byte; null when no call was made. */
          milliseconds: orNull(z.int()),
          outcome: z.enum(INFORMATION_OUTCOMES),
          /** Why the outcome is `unavailable`. */
          because: orNull(z.enum(UNAVAILABLE_REASONS)),
          /** What `unreachable` was. */
          cause: orNull(z.enum(UNREACHABLE_CAUSES)),
          /** All result items when the outcome is `found`. */
          items: z.array(
            z.object({
              label: z.string(),
              key: z.string(),
              /** A `nested` value is an object, a list or null, which the panel does not show. */
              state: z.enum(RESULT_STATES),
              value: orNull(z.string()),
            }),
          ),
          /** Keys of the answer that no result item shows, without their values; at most 50. */
          otherKeys: z.array(z.string()),
        })
        .meta({ id: 'InformationSourceTest' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'source_not_found', 'ticket_not_found', 'too_large'],
});

export const customerInformationOperations = {
  listInformationSources,
  askCustomerInformation,
  testInformationSource,
  listInformationSourceSettings,
  createInformationSource,
  editInformationSource,
  deleteInformationSource,
} as const;
