import * as z from 'zod';
import { orNull } from './answers.ts';
import { FIELD_CODE, FIELD_TYPES, FIELDS_LIMIT } from '../../domain/desk/field.ts';
import { FILES_LIMIT } from '../../domain/ticket/attachment-rules.ts';
import { INTERNAL_REASONS } from '../../domain/ticket/internal-reason.ts';
import { AGENT_COMMANDS, type TicketCommand } from '../../domain/ticket/lifecycle.ts';
import { MENU_LISTS } from '../../domain/ticket/menu-lists.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import {
  CHANNELS,
  PRIORITIES,
  TAG_LENGTH,
  TAGS_LIMIT,
  TICKET_LANGUAGES,
  TITLE_LIMIT,
  TRANSFER_KINDS,
} from '../../domain/ticket/ticket.ts';
import { defineOperation } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { allOptional, code, exact, html, idOf, line, wholeLines } from './plain-values.ts';

export const ticketNumber = z.int().positive().max(999_999_999);
export const ticketParams = serviceParams.extend({ number: ticketNumber });
const commandEnum = z.enum(AGENT_COMMANDS as [TicketCommand, ...TicketCommand[]]);

/**
 * Rich text of an answer or comment: at most 200,000 characters of HTML, sanitized on arrival; empty text is refused.
 */
export const richText = html(1);
export const id = idOf(64);
/** Ids of uploads that the text carries, in their order. */
export const uploadIds = z
  .array(id)
  .max(FILES_LIMIT)
  .refine((ids) => new Set(ids).size === ids.length, 'An upload is named twice');

export const customerDto = z
  .object({ name: z.string().exactOptional(), email: z.string().exactOptional(), phone: z.string().exactOptional() })
  .meta({ id: 'TicketCustomer' });
const customerMembers = { name: line(100), email: z.email().max(254), phone: line(40, 3) };
const customerBody = z.strictObject(allOptional(customerMembers));
const tags = z.array(line(TAG_LENGTH).refine((tag) => !tag.includes(','), 'A tag is without commas')).max(TAGS_LIMIT);

export const ticketDto = z
  .object({
    serviceId: z.string(),
    number: z.int(),
    version: z.int(),
    title: z.string(),
    status: z.enum(TICKET_STATUSES),
    channel: z.enum(CHANNELS),
    priority: z.enum(PRIORITIES),
    language: z.enum(TICKET_LANGUAGES),
    customer: customerDto,
    customerId: orNull(z.string()),
    assigneeId: orNull(z.string()),
    groupId: orNull(z.string()),
    inquiryTypeId: orNull(z.string()),
    processingTypeId: orNull(z.string()),
    tags: z.array(z.string()),
    createdBy: orNull(z.string()),
    createdAt: z.string(),
    activityAt: z.string(),
    resolvedAt: orNull(z.string()),
    completedAt: orNull(z.string()),
    internalReason: orNull(z.enum(INTERNAL_REASONS)),
    duplicateOf: orNull(z.int()),
    transfer: orNull(z.enum(TRANSFER_KINDS)),
    origin: orNull(z.object({ serviceId: z.string(), number: z.int() })),
    unreadReply: z.boolean(),
    lastEntryId: orNull(z.string()),
    followsNumber: orNull(z.int()),
    /** What the caller may do with it now, from the lifecycle table. */
    allowed: z.array(commandEnum),
  })
  .meta({ id: 'Ticket' });

/** What a field may hold, besides files. */
export const fieldValueDto = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()),
  z.object({ from: z.string(), to: z.string() }),
]);
const fieldFileDto = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.int(),
  /** Presigned; valid for 15 minutes. */ url: z.string(),
});
export const ticketFieldDto = z
  .object({
    /** `type` is the one that the value was written with. */
    code: z.string(),
    type: z.enum(FIELD_TYPES),
    /** Its value is shown by `revealField` alone. */
    encrypted: z.boolean(),
    value: orNull(z.union([fieldValueDto, z.array(fieldFileDto)])),
    /** The field has another type by now, or is no more. */
    stale: orNull(z.enum(['type_changed', 'field_deleted'])),
  })
  .meta({ id: 'TicketField' });
export const wholeTicketDto = ticketDto.extend({ fields: z.array(ticketFieldDto) }).meta({ id: 'WholeTicket' });

export const ticketRowDto = z
  .object({
    number: z.int(),
    version: z.int(),
    title: z.string(),
    status: z.enum(TICKET_STATUSES),
    channel: z.enum(CHANNELS),
    priority: z.enum(PRIORITIES),
    assigneeId: orNull(z.string()),
    groupId: orNull(z.string()),
    customer: customerDto,
    unreadReply: z.boolean(),
    activityAt: z.string(),
    /** Where it was escalated to, for the badge. */
    transfer: orNull(z.enum(TRANSFER_KINDS)),
    internalReason: orNull(z.enum(INTERNAL_REASONS)),
    /** Marked by the caller. */
    important: z.boolean(),
  })
  .meta({ id: 'TicketRow' });

export const ticketPageDto = z
  .object({ rows: z.array(ticketRowDto), nextCursor: orNull(z.string()) })
  .meta({ id: 'TicketPage' });

const headers = { ifMatch: true, idempotencyKey: true, etag: true } as const;
const commandProblems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'ticket_not_found',
  'illegal_transition',
  'version_conflict',
  'idempotency_key_reused',
  'too_large',
  'conflict_try_again',
  'dependency_timeout',
  'internal_error',
] as const;
/** Of every command that leaves a text. */
const textProblems = [
  ...commandProblems,
  'draft_conflict',
  'upload_not_found',
  'upload_incomplete',
  'file_refused',
] as const;
/** Of every command that mails the customer, beside. */
const answerProblems = [
  'news_arrived',
  'not_assignee',
  'customer_email_missing',
  'restricted_words',
  'files_too_large_to_mail',
] as const;

/**
 * A value of one of the service's own fields: a text, option, day, time; options or files (ids of uploads, and of the
 * field's files that stay); a period; a consent.
 */
const fieldValue = z.union([
  wholeLines(20_000),
  z.boolean(),
  z.array(exact({ max: 100 })).max(200),
  z.strictObject({ from: exact({ max: 40 }), to: exact({ max: 40 }) }),
]);
/** By the codes of the service's own fields; null takes a value away. */
const fieldValues = z
  .record(code(FIELD_CODE, 'A field’s code is of lower case letters, digits and _'), fieldValue.nullable())
  .refine((values) => Object.keys(values).length <= FIELDS_LIMIT, `At most ${FIELDS_LIMIT} fields`);

/** What a text comes with. */
const writing = {
  uploadIds: uploadIds.exactOptional(),
  /** The version of the caller's draft that this sends: it is used up by it, once. */
  draftVersion: z.int().positive().exactOptional(),
  /**
   * The newest entry that the caller has seen: with something newer by somebody else an answer is refused,
   * `news_arrived`; a comment never is.
   */
  seenEntryId: id.exactOptional(),
};
const emptyBody = z.strictObject({});

export const createTicket = defineOperation({
  operationId: 'createTicket',
  summary: 'Create a ticket by hand (channel `created`)',
  method: 'POST',
  path: '/services/{serviceId}/tickets',
  group: 'ticket-commands',
  permission: 'create_ticket',
  params: serviceParams,
  query: noQuery,
  body: z.strictObject({
    title: line(TITLE_LIMIT),
    html: richText,
    customer: customerBody,
    priority: z.enum(PRIORITIES).default('normal'),
    language: z.enum(TICKET_LANGUAGES).exactOptional(),
    groupId: id.exactOptional(),
    inquiryTypeId: id.exactOptional(),
    processingTypeId: id.exactOptional(),
    tags: tags.default([]),
    uploadIds: uploadIds.exactOptional(),
    fields: fieldValues.exactOptional(),
  }),
  response: { status: 201, schema: ticketDto },
  headers: { ifMatch: false, idempotencyKey: true, etag: true },
  problems: [
    'channel_not_enabled',
    'validation_failed',
    'phone_invalid',
    'category_not_found',
    'group_not_found',
    'unauthenticated',
    'forbidden',
    'service_not_found',
    'ticket_not_found',
    'upload_not_found',
    'upload_incomplete',
    'file_refused',
    'idempotency_key_reused',
    'too_large',
    'conflict_try_again',
    'dependency_timeout',
    'internal_error',
  ],
});

export const keepTicket = defineOperation({
  operationId: 'keepTicket',
  summary: 'Assign an unassigned ticket to yourself',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/keep',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: z.strictObject({ groupId: id.exactOptional() }),
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...commandProblems, 'group_required', 'group_not_yours'],
});

/** To an agent, in one of their groups, or to a group alone; with a word to whoever gets it. */
export const forwardBody = z
  .strictObject({ assigneeId: id.exactOptional(), groupId: id.exactOptional(), html: richText.exactOptional() })
  .refine(({ assigneeId, groupId }) => assigneeId !== undefined || groupId !== undefined, {
    message: 'Name an agent, a group, or both',
    path: ['assigneeId'],
  });
export const forwardTicket = defineOperation({
  operationId: 'forwardTicket',
  summary: 'Give a ticket to an agent or to a group',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/forward',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: forwardBody,
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [
    ...commandProblems,
    'not_assignee',
    'assignee_unavailable',
    'group_required',
    'group_not_theirs',
    'group_not_found',
  ],
});

export const unassignTicket = defineOperation({
  operationId: 'unassignTicket',
  summary: 'Return a ticket to the unassigned ones of its group',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/unassign',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: emptyBody,
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...commandProblems, 'administrator_required'],
});

export const commentTicket = defineOperation({
  operationId: 'commentTicket',
  summary: 'Add a comment; the customer does not see it',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/comments',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: z.strictObject({ html: richText, ...writing }),
  response: { status: 200, schema: ticketDto },
  headers,
  problems: textProblems,
});

export const editTicket = defineOperation({
  operationId: 'editTicket',
  summary: 'Save fields of a ticket; what is left out stays, null takes it away',
  method: 'PATCH',
  path: '/services/{serviceId}/tickets/{number}',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: z
    .strictObject({
      title: line(TITLE_LIMIT).exactOptional(),
      priority: z.enum(PRIORITIES).exactOptional(),
      language: z.enum(TICKET_LANGUAGES).exactOptional(),
      inquiryTypeId: id.nullable().exactOptional(),
      processingTypeId: id.nullable().exactOptional(),
      tags: tags.exactOptional(),
      fields: fieldValues.exactOptional(),
      customer: z
        .strictObject(
          allOptional({
            name: customerMembers.name.nullable(),
            email: customerMembers.email.nullable(),
            phone: customerMembers.phone.nullable(),
          }),
        )
        .exactOptional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'Name at least one field'),
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [
    ...commandProblems,
    'phone_invalid',
    'category_not_found',
    'upload_not_found',
    'upload_incomplete',
    'file_refused',
  ],
});

export const resolveTicket = defineOperation({
  operationId: 'resolveTicket',
  summary: 'Resolve, and mail the answer to the customer',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/resolve',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: z.strictObject({ html: richText, ...writing }),
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...textProblems, ...answerProblems],
});

export const pendTicket = defineOperation({
  operationId: 'pendTicket',
  summary: 'Put on hold, and mail the interim answer to the customer',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/pend',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: z.strictObject({ html: richText, ...writing }),
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...textProblems, ...answerProblems],
});

export const resolveInternally = defineOperation({
  operationId: 'resolveInternally',
  summary: 'Resolve without an answer, for a reason; nothing is mailed',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/resolve-internally',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: z
    .strictObject({
      reason: z.enum(INTERNAL_REASONS),
      duplicateOf: ticketNumber.exactOptional(),
      html: richText.exactOptional(),
      draftVersion: writing.draftVersion,
    })
    .refine(({ reason, duplicateOf }) => duplicateOf === undefined || reason === 'duplicate', {
      message: 'Only a duplicate names the ticket that it repeats',
      path: ['duplicateOf'],
    }),
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...commandProblems, 'not_assignee', 'reason_not_allowed', 'duplicate_not_found', 'draft_conflict'],
});

export const withdrawTransfer = defineOperation({
  operationId: 'withdrawTransfer',
  summary: 'Take an escalation back',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/withdraw',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: emptyBody,
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...commandProblems, 'not_assignee'],
});

export const completeTicket = defineOperation({
  operationId: 'completeTicket',
  summary: 'Close a resolved ticket',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/complete',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: emptyBody,
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...commandProblems, 'administrator_required'],
});

export const restoreTicket = defineOperation({
  operationId: 'restoreTicket',
  summary: 'Take a ticket out of the Spam list, to the status that it had',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/restore',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: emptyBody,
  response: { status: 200, schema: ticketDto },
  headers,
  problems: [...commandProblems, 'administrator_required'],
});

export const deleteTicket = defineOperation({
  operationId: 'deleteTicket',
  summary: 'Delete spam for good',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: z.object({ number: z.int() }).meta({ id: 'DeletedTicket' }) },
  headers: { ifMatch: true, idempotencyKey: true, etag: false },
  problems: [...commandProblems, 'administrator_required'],
});

export const starTicket = defineOperation({
  operationId: 'starTicket',
  summary: 'Mark a ticket as important, for yourself',
  method: 'PUT',
  path: '/services/{serviceId}/tickets/{number}/important',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: emptyBody,
  response: { status: 200, schema: z.object({ number: z.int(), important: z.boolean() }).meta({ id: 'Importance' }) },
  headers: { ifMatch: false, idempotencyKey: false, etag: false },
  problems: [
    'validation_failed',
    'unauthenticated',
    'forbidden',
    'service_not_found',
    'ticket_not_found',
    'too_many_stars',
    'too_large',
    'conflict_try_again',
    'dependency_timeout',
    'internal_error',
  ],
});

export const unstarTicket = defineOperation({
  operationId: 'unstarTicket',
  summary: 'Take your mark of importance away',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}/important',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: starTicket.response,
  headers: starTicket.headers,
  problems: [
    'validation_failed',
    'unauthenticated',
    'forbidden',
    'service_not_found',
    'conflict_try_again',
    'dependency_timeout',
    'internal_error',
  ],
});

/** What a batch does to each of its tickets. */
export const batchCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('comment'), html: richText }),
  z.strictObject({ kind: z.literal('resolve'), html: richText }),
  z.strictObject({ kind: z.literal('pend'), html: richText }),
  z.strictObject({ kind: z.literal('keep'), groupId: id.exactOptional() }),
  z
    .strictObject({
      kind: z.literal('forward'),
      assigneeId: id.exactOptional(),
      groupId: id.exactOptional(),
      html: richText.exactOptional(),
    })
    .refine(({ assigneeId, groupId }) => assigneeId !== undefined || groupId !== undefined, {
      message: 'Name an agent, a group, or both',
      path: ['assigneeId'],
    }),
  z.strictObject({ kind: z.literal('set_priority'), priority: z.enum(PRIORITIES) }),
  z.strictObject({ kind: z.literal('mark_important'), important: z.boolean() }),
]);
/** Tickets that one batch can name. */
export const BATCH_LIMIT = 100;

export const batchTickets = defineOperation({
  operationId: 'batchTickets',
  summary:
    'One command on up to 100 tickets, with an answer for each; repeated with the same key it does nothing twice',
  method: 'POST',
  path: '/services/{serviceId}/tickets/batch',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: serviceParams,
  query: noQuery,
  body: z.strictObject({
    numbers: z
      .array(ticketNumber)
      .min(1)
      .max(BATCH_LIMIT)
      .refine((numbers) => new Set(numbers).size === numbers.length, 'A ticket is named twice'),
    command: batchCommand,
  }),
  response: {
    status: 200,
    schema: z
      .object({
        results: z.array(
          z.discriminatedUnion('ok', [
            z.object({ ok: z.literal(true), number: z.int(), version: z.int(), status: z.enum(TICKET_STATUSES) }),
            /** The problem that the same command on this ticket alone would be answered with. */
            z.object({
              ok: z.literal(false),
              number: z.int(),
              problem: z.looseObject({ code: z.string(), title: z.string(), status: z.int() }),
            }),
          ]),
        ),
      })
      .meta({ id: 'BatchResults' }),
  },
  headers: { ifMatch: false, idempotencyKey: 'required', etag: false },
  problems: [
    'validation_failed',
    'idempotency_key_required',
    'unauthenticated',
    'forbidden',
    'service_not_found',
    'idempotency_key_reused',
    'too_large',
    'dependency_timeout',
    'internal_error',
  ],
});

const queryHeaders = { ifMatch: false, idempotencyKey: false, etag: false } as const;
export const pageQuery = { cursor: exact({ max: 4000 }).exactOptional(), limit: z.int().min(1).max(100).default(50) };
const queryProblems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'dependency_timeout',
  'internal_error',
] as const;

export const listTickets = defineOperation({
  operationId: 'listTickets',
  summary: 'A page of one of the menu lists; it may be shorter than asked though there is more: `nextCursor` tells',
  method: 'GET',
  path: '/services/{serviceId}/tickets',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: z
    .strictObject({
      list: z.enum(MENU_LISTS).default('all'),
      order: z.enum(['newest', 'oldest']).default('newest'),
      /** Only of `all_in_group`: one of the caller's groups (an administrator: any). */
      groupId: id.exactOptional(),
      /** Only of `all_transferred`. */
      transfer: z.enum(TRANSFER_KINDS).exactOptional(),
      /** Only what the caller has marked. */
      important: z
        .enum(['true', 'false'])
        .default('false')
        .transform((value) => value === 'true'),
      ...pageQuery,
    })
    .refine(({ list, groupId }) => groupId === undefined || list === 'all_in_group', {
      message: 'Only the list all_in_group has groups',
      path: ['groupId'],
    })
    .refine(({ list, transfer }) => transfer === undefined || list === 'all_transferred', {
      message: 'Only the list all_transferred has kinds of transfer',
      path: ['transfer'],
    }),
  body: null,
  response: { status: 200, schema: ticketPageDto },
  headers: queryHeaders,
  problems: [...queryProblems, 'group_not_yours'],
});

export const listCountsDto = z
  .object({
    /** Grows with every change of the service's figures. */
    revision: z.int(),
    lists: z.object({ all: z.int(), unassigned: z.int(), issue: z.int(), dooray: z.int(), spam: z.int() }),
    mine: z.object({
      processing: z.int(),
      pending: z.int(),
      resolved: z.int(),
      completed: z.int(),
      important: z.int(),
    }),
    /** Of the caller's groups. */
    groups: z.record(z.string(), z.int()),
  })
  .meta({ id: 'ListCounts' });

export const getListCounts = defineOperation({
  operationId: 'getListCounts',
  summary: 'How many tickets each menu list holds; at most a few seconds old',
  method: 'GET',
  path: '/services/{serviceId}/list-counts',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: listCountsDto },
  headers: queryHeaders,
  problems: queryProblems,
});

export const getTicket = defineOperation({
  operationId: 'getTicket',
  summary: 'A ticket with its values of the service’s own fields',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: wholeTicketDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: true },
  problems: [...queryProblems, 'ticket_not_found'],
});
