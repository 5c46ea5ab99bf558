import * as z from 'zod';
import { CUSTOMER_NAME_LENGTH } from '../../domain/customer/customer-record.ts';
import { FIELD_CODE, FIELDS_LIMIT } from '../../domain/desk/field.ts';
import { INTERNAL_REASONS, type InternalReason } from '../../domain/ticket/internal-reason.ts';
import { PRIORITIES, TAG_LENGTH, TAGS_LIMIT, TICKET_LANGUAGES, TITLE_LIMIT } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { allOptional, changeOf, code, email, exact, id, line, phone, richText, wholeLines } from './plain-values.ts';
import { ticketDto, ticketNumber, ticketParams, uploadIds } from './ticket-shapes.ts';

const customerMembers = once(() => ({ name: line(CUSTOMER_NAME_LENGTH), email, phone }));
export const customerBody = once(() => z.strictObject(allOptional(customerMembers())));
export const tag = once(() => line(TAG_LENGTH).refine((text) => !text.includes(','), 'A tag is without commas'));
export const tags = once(() => z.array(tag()).max(TAGS_LIMIT));

/** What every command on a ticket has in common. It answers with the ticket as it is afterwards. */
const command = {
  method: 'POST',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  response: { status: 200, schema: ticketDto },
  headers: { ifMatch: true, idempotencyKey: true, etag: true },
} as const;
export const commandProblems = [
  ...serviceProblems,
  'ticket_not_found',
  'illegal_transition',
  'version_conflict',
  'idempotency_key_reused',
  'too_large',
  'conflict_try_again',
] as const;
/** Of every command that adds a text to the history. */
const textProblems = [
  ...commandProblems,
  'draft_conflict',
  'upload_not_found',
  'upload_incomplete',
  'file_refused',
] as const;
/** What a command that mails the customer may answer with too. */
const answerProblems = [
  'news_arrived',
  'not_assignee',
  'customer_email_missing',
  'restricted_words',
  'files_too_large_to_mail',
] as const;

/**
 * A value of one of the service's own fields: a string for a text, option, day or time; a list for options, or for
 * files as ids of uploads and of files that stay; two ends for a period; a boolean for a consent.
 */
export const fieldValue = once(() =>
  z.union([
    wholeLines(20_000),
    z.boolean(),
    z.array(exact({ max: 100 })).max(200),
    z.strictObject({ from: exact({ max: 40 }), to: exact({ max: 40 }) }),
  ]),
);
/** Values by the codes of the service's own fields; null removes a value. */
export const fieldValues = once(() =>
  z
    .record(code(FIELD_CODE, 'A field’s code is of lower case letters, digits and _'), fieldValue().nullable())
    .refine((values) => Object.keys(values).length <= FIELDS_LIMIT, `At most ${FIELDS_LIMIT} fields`),
);

/** Members beside the text itself. */
export const writing = once(() => ({
  uploadIds: uploadIds().exactOptional(),
  /** The version of the caller's draft that this text was. The draft is used up by it. */
  draftVersion: z.int().positive().exactOptional(),
  /**
   * The newest entry that the caller has seen. When somebody else has added a newer one, an answer is refused with
   * `news_arrived`; a comment is not.
   */
  seenEntryId: id.exactOptional(),
}));
const emptyBody = once(() => z.strictObject({}));

export const createTicket = defineOperation({
  ...command,
  operationId: 'createTicket',
  summary: 'Create a ticket by hand (channel `created`)',
  path: '/services/{serviceId}/tickets',
  permission: 'create_ticket',
  params: serviceParams,
  body: () =>
    z.strictObject({
      title: line(TITLE_LIMIT),
      html: richText,
      customer: customerBody(),
      priority: z.enum(PRIORITIES).default('normal'),
      language: z.enum(TICKET_LANGUAGES).exactOptional(),
      groupId: id.exactOptional(),
      inquiryTypeId: id.exactOptional(),
      processingTypeId: id.exactOptional(),
      tags: tags().default([]),
      uploadIds: uploadIds().exactOptional(),
      fields: fieldValues().exactOptional(),
    }),
  response: { status: 201, schema: ticketDto },
  headers: { ifMatch: false, idempotencyKey: true, etag: true },
  problems: [
    ...serviceProblems,
    'channel_not_enabled',
    'phone_invalid',
    'category_not_found',
    'group_not_found',
    'ticket_not_found',
    'upload_not_found',
    'upload_incomplete',
    'file_refused',
    'idempotency_key_reused',
    'too_large',
    'conflict_try_again',
  ],
});

export const keepTicket = defineOperation({
  ...command,
  operationId: 'keepTicket',
  summary: 'Assign an unassigned ticket to yourself',
  path: '/services/{serviceId}/tickets/{number}/keep',
  body: () => z.strictObject({ groupId: id.exactOptional() }),
  problems: [...commandProblems, 'group_required', 'group_not_yours'],
});

/** An agent, with or without one of their groups, or a group alone; with a note for whoever gets the ticket. */
export const recipient = once(() => ({
  assigneeId: id.exactOptional(),
  groupId: id.exactOptional(),
  html: richText.exactOptional(),
}));
export const namesRecipient = ({ assigneeId, groupId }: { readonly assigneeId?: string; readonly groupId?: string }) =>
  assigneeId !== undefined || groupId !== undefined;
export const noRecipient = { message: 'Name an agent, a group, or both', path: ['assigneeId'] };

export const forwardTicket = defineOperation({
  ...command,
  operationId: 'forwardTicket',
  summary: 'Give a ticket to an agent or to a group',
  path: '/services/{serviceId}/tickets/{number}/forward',
  body: () => z.strictObject(recipient()).refine(namesRecipient, noRecipient),
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
  ...command,
  operationId: 'unassignTicket',
  summary: 'Return a ticket to the unassigned ones of its group',
  path: '/services/{serviceId}/tickets/{number}/unassign',
  body: emptyBody,
  problems: [...commandProblems, 'administrator_required'],
});

export const commentTicket = defineOperation({
  ...command,
  operationId: 'commentTicket',
  summary: 'Add a comment; the customer does not see it',
  path: '/services/{serviceId}/tickets/{number}/comments',
  body: () => z.strictObject({ html: richText, ...writing() }),
  problems: textProblems,
});

export const editTicket = defineOperation({
  ...command,
  operationId: 'editTicket',
  summary: 'Save fields of a ticket; what is left out stays, null takes it away',
  method: 'PATCH',
  path: '/services/{serviceId}/tickets/{number}',
  body: () =>
    changeOf({
      title: line(TITLE_LIMIT),
      priority: z.enum(PRIORITIES),
      language: z.enum(TICKET_LANGUAGES),
      inquiryTypeId: id.nullable(),
      processingTypeId: id.nullable(),
      tags: tags(),
      fields: fieldValues(),
      customer: z.strictObject(
        allOptional({
          name: customerMembers().name.nullable(),
          email: customerMembers().email.nullable(),
          phone: customerMembers().phone.nullable(),
        }),
      ),
    }),
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
  ...command,
  operationId: 'resolveTicket',
  summary: 'Resolve, and mail the answer to the customer',
  path: '/services/{serviceId}/tickets/{number}/resolve',
  body: () => z.strictObject({ html: richText, ...writing() }),
  problems: [...textProblems, ...answerProblems],
});

export const pendTicket = defineOperation({
  ...command,
  operationId: 'pendTicket',
  summary: 'Put on hold, and mail the interim answer to the customer',
  path: '/services/{serviceId}/tickets/{number}/pend',
  body: () => z.strictObject({ html: richText, ...writing() }),
  problems: [...textProblems, ...answerProblems],
});

export const takeBackAnswer = defineOperation({
  ...command,
  operationId: 'takeBackAnswer',
  summary: 'Undo your answer before its mail leaves: the ticket is as it was, and the text is your draft again',
  path: '/services/{serviceId}/tickets/{number}/undo',
  body: () =>
    z.strictObject({
      /** The answer: `lastEntryId` of what resolving or pending answered. */
      entryId: id,
    }),
  problems: [...commandProblems, 'answer_not_found', 'answer_not_yours', 'undo_too_late', 'ticket_moved_on'],
});

/** Why a ticket is resolved without an answer, which one a duplicate repeats, and a note. */
export const internalResolution = once(() => ({
  reason: z.enum(INTERNAL_REASONS),
  duplicateOf: ticketNumber().exactOptional(),
  html: richText.exactOptional(),
}));
export const namesWhatItRepeats = ({
  reason,
  duplicateOf,
}: {
  readonly reason: InternalReason;
  readonly duplicateOf?: number;
}) => duplicateOf === undefined || reason === 'duplicate';
export const notADuplicate = { message: 'Only a duplicate names the ticket that it repeats', path: ['duplicateOf'] };

export const resolveInternally = defineOperation({
  ...command,
  operationId: 'resolveInternally',
  summary: 'Resolve without an answer, for a reason; nothing is mailed',
  path: '/services/{serviceId}/tickets/{number}/resolve-internally',
  body: () =>
    z
      .strictObject({ ...internalResolution(), draftVersion: writing().draftVersion })
      .refine(namesWhatItRepeats, notADuplicate),
  problems: [...commandProblems, 'not_assignee', 'reason_not_allowed', 'duplicate_not_found', 'draft_conflict'],
});

export const withdrawTransfer = defineOperation({
  ...command,
  operationId: 'withdrawTransfer',
  summary: 'Take an escalation back',
  path: '/services/{serviceId}/tickets/{number}/withdraw',
  body: emptyBody,
  problems: [...commandProblems, 'not_assignee'],
});

export const completeTicket = defineOperation({
  ...command,
  operationId: 'completeTicket',
  summary: 'Close a resolved ticket',
  path: '/services/{serviceId}/tickets/{number}/complete',
  body: emptyBody,
  problems: [...commandProblems, 'administrator_required'],
});

export const restoreTicket = defineOperation({
  ...command,
  operationId: 'restoreTicket',
  summary: 'Take a ticket out of the Spam list, to the status that it had',
  path: '/services/{serviceId}/tickets/{number}/restore',
  body: emptyBody,
  problems: [...commandProblems, 'administrator_required'],
});

export const deleteTicket = defineOperation({
  ...command,
  operationId: 'deleteTicket',
  summary: 'Delete spam for good',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}',
  body: null,
  response: { status: 200, schema: () => z.object({ number: z.int() }).meta({ id: 'DeletedTicket' }) },
  headers: { ifMatch: true, idempotencyKey: true, etag: false },
  problems: [...commandProblems, 'administrator_required'],
});

const importance = once(() => z.object({ number: z.int(), important: z.boolean() }).meta({ id: 'Importance' }));

export const starTicket = defineOperation({
  ...command,
  operationId: 'starTicket',
  summary: 'Mark a ticket as important, for yourself',
  method: 'PUT',
  path: '/services/{serviceId}/tickets/{number}/important',
  body: emptyBody,
  response: {
    status: 200,
    schema: importance,
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found', 'too_many_stars', 'too_large', 'conflict_try_again'],
});

export const unstarTicket = defineOperation({
  ...command,
  operationId: 'unstarTicket',
  summary: 'Take your mark of importance away',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}/important',
  body: null,
  response: { status: 200, schema: importance },
  headers: noHeaders,
  problems: [...serviceProblems, 'conflict_try_again'],
});

export const markRead = defineOperation({
  ...command,
  operationId: 'markRead',
  summary: 'Say that you have read a ticket up to an entry; ends the unread reply of a ticket that is yours',
  path: '/services/{serviceId}/tickets/{number}/read',
  permission: 'read_tickets',
  body: () =>
    z.strictObject({
      /** The newest entry that the caller has seen: a reply that came after it stays unread. */
      seenEntryId: id,
    }),
  response: {
    status: 200,
    schema: () => z.object({ number: z.int(), unreadReply: z.boolean() }).meta({ id: 'Reading' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found', 'too_large', 'conflict_try_again'],
});

export const ticketCommands = {
  createTicket,
  keepTicket,
  forwardTicket,
  unassignTicket,
  commentTicket,
  editTicket,
  resolveTicket,
  pendTicket,
  takeBackAnswer,
  resolveInternally,
  withdrawTransfer,
  completeTicket,
  restoreTicket,
  deleteTicket,
  starTicket,
  unstarTicket,
  markRead,
} as const;
