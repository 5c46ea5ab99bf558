import * as z from 'zod';
import {
  FIELD_CAPTION_LENGTH,
  FIELD_CODE,
  FIELD_NAME_LENGTH,
  FIELD_OPTIONS_LIMIT,
  FIELD_PLACEHOLDER_LENGTH,
  FIELD_SCOPES,
  FIELD_TYPES,
  TEXTAREA_LENGTH,
} from '../../domain/desk/field.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { changeOf, code as codeOf, id, line, lines, namesOf, order, orNull } from './plain-values.ts';
import { fieldValueDto, ticketParams } from './ticket-shapes.ts';

const writeProblems = [...serviceProblems, 'too_large', 'conflict_try_again'] as const;
const code = once(() => codeOf(FIELD_CODE, 'Lower case letters, digits and _, at most 40, a letter first'));
const fieldParams = once(() => serviceParams().extend({ code: code() }));

const optionDto = once(() =>
  z.object({
    code: z.string(),
    names: z.partialRecord(z.enum(LANGUAGES), z.string()),
    active: z.boolean(),
  }),
);
export const fieldDto = once(() =>
  z
    .object({
      code: z.string(),
      version: z.int(),
      scope: z.enum(FIELD_SCOPES),
      type: z.enum(FIELD_TYPES),
      names: z.partialRecord(z.enum(LANGUAGES), z.string()),
      /** Shown in the empty input; none for types that show no such text. */
      placeholders: z.partialRecord(z.enum(LANGUAGES), z.string()),
      required: z.boolean(),
      exposure: z.object({ agent: z.boolean(), customer: z.boolean() }),
      encrypted: z.boolean(),
      /** In their order. Inactive ones are included, because tickets may have them as values. */
      options: z.array(optionDto()),
      /** In characters; null for the type's own limit, or when the type has no length. */
      maxLength: orNull(z.int()),
      order: z.int(),
      inquiryTypeIds: z.array(z.string()),
      active: z.boolean(),
      /** A deleted field keeps the values that tickets have. Its code is never used again. */
      deleted: z.boolean(),
    })
    .meta({ id: 'Field' }),
);

const fieldsDto = once(() => z.object({ fields: z.array(fieldDto()) }).meta({ id: 'Fields' }));

const optionBody = once(() =>
  z.strictObject({
    code: codeOf(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'Lower case letters, digits, _ and -, at most 40'),
    names: namesOf(line(FIELD_NAME_LENGTH)),
    active: z.boolean().default(true),
  }),
);
const members = once(() => ({
  type: z.enum(FIELD_TYPES),
  names: namesOf(lines({ min: 1, max: FIELD_CAPTION_LENGTH })),
  /** Shown in the empty input of a text, textarea or dropdown; other types have none. */
  placeholders: z.partialRecord(z.enum(LANGUAGES), line(FIELD_PLACEHOLDER_LENGTH)),
  required: z.boolean(),
  exposure: z.strictObject({ agent: z.boolean(), customer: z.boolean() }),
  options: z.array(optionBody()).max(FIELD_OPTIONS_LIMIT),
  maxLength: z.int().min(1).max(TEXTAREA_LENGTH),
  order,
  inquiryTypeIds: z.array(id).max(100),
  active: z.boolean(),
}));

export const listFields = defineOperation({
  operationId: 'listFields',
  summary:
    'The service’s own fields that the caller may see, those that are deleted too: old tickets have values of them',
  method: 'GET',
  path: '/services/{serviceId}/fields',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: fieldsDto },
  headers: noHeaders,
  problems: serviceProblems,
});

export const getFieldUse = defineOperation({
  operationId: 'getFieldUse',
  summary: 'How many of the tickets with the newest activity have a value of a field, and each of its options',
  method: 'GET',
  path: '/services/{serviceId}/fields/{code}/use',
  group: 'ticket-queries',
  permission: 'manage_desk',
  params: fieldParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          /** The number of tickets that were looked at: 100 at most, since no index knows values. */
          looked: z.int(),
          /** Whether the service has no other tickets, apart from spam. */
          whole: z.boolean(),
          /** How many of them have a value. */
          tickets: z.int(),
          /** How many of them have each option; 0 for all of an encrypted field. */
          options: z.array(z.object({ code: z.string(), tickets: z.int() })),
        })
        .meta({ id: 'FieldUse' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'field_not_found'],
});

export const createField = defineOperation({
  operationId: 'createField',
  summary: 'Add a field to the tickets of a service; its code, scope and encryption never change',
  method: 'POST',
  path: '/services/{serviceId}/fields',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      code: code(),
      scope: z.enum(FIELD_SCOPES),
      type: members().type,
      names: members().names,
      placeholders: members().placeholders.default({}),
      required: members().required.default(false),
      exposure: members().exposure.default({ agent: true, customer: false }),
      /** Its values are stored encrypted, shown only to those who may unmask, and never in logs, events or search. */
      encrypted: z.boolean().default(false),
      options: members().options.default([]),
      maxLength: members().maxLength.exactOptional(),
      /** Left out: the last one. */
      order: members().order.exactOptional(),
      /** The inquiry types that ask for a field of the scope `customer`; none means all. */
      inquiryTypeIds: members().inquiryTypeIds.default([]),
      active: members().active.default(true),
    }),
  response: { status: 201, schema: fieldDto },
  headers: { ...noHeaders, etag: true },
  problems: [...writeProblems, 'field_code_taken', 'too_many_fields'],
});

export const editField = defineOperation({
  operationId: 'editField',
  summary:
    'Change a field; what is left out stays. Values that were written with another type stay readable, and so do options that are left out',
  method: 'PATCH',
  path: '/services/{serviceId}/fields/{code}',
  group: 'administration',
  permission: 'manage_desk',
  params: fieldParams,
  query: noQuery,
  body: () => changeOf({ ...members(), maxLength: members().maxLength.nullable() }),
  response: { status: 200, schema: fieldDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...writeProblems, 'field_not_found', 'version_conflict'],
});

export const moveField = defineOperation({
  operationId: 'moveField',
  summary:
    'Place a field before another one of its scope, or behind the last; the answer is the whole scope in its order',
  method: 'POST',
  path: '/services/{serviceId}/fields/{code}/move',
  group: 'administration',
  permission: 'manage_desk',
  params: fieldParams,
  query: noQuery,
  /** Null: behind the last. Moves of several administrators at once are all done, one after the other. */
  body: () => z.strictObject({ before: code().nullable() }),
  response: { status: 200, schema: fieldsDto },
  headers: noHeaders,
  problems: [...writeProblems, 'field_not_found', 'field_place_gone'],
});

export const deleteField = defineOperation({
  operationId: 'deleteField',
  summary: 'Delete a field: tickets keep its values to be read, and its code is never used again',
  method: 'DELETE',
  path: '/services/{serviceId}/fields/{code}',
  group: 'administration',
  permission: 'manage_desk',
  params: fieldParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: fieldDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...serviceProblems, 'field_not_found', 'version_conflict', 'conflict_try_again'],
});

export const revealField = defineOperation({
  operationId: 'revealField',
  summary: 'Show what an encrypted field of a ticket holds; the log says who looked',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/fields/{code}/reveal',
  group: 'confidential',
  permission: 'work_tickets',
  params: () => ticketParams().extend({ code: code() }),
  query: noQuery,
  body: () => z.strictObject({}),
  response: {
    status: 200,
    schema: () =>
      z.object({ code: z.string(), type: z.enum(FIELD_TYPES), value: fieldValueDto() }).meta({ id: 'RevealedField' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found', 'field_not_found', 'unmask_not_allowed', 'too_large'],
});

export const fieldOperations = {
  listFields,
  getFieldUse,
  createField,
  editField,
  moveField,
  deleteField,
  revealField,
} as const;
