import * as z from 'zod';
import { PERSONAL_KINDS } from '../../domain/masking/detect/personal-span.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery } from './desk.ts';
import { entryStateDto } from './history.ts';
import { code, id, idOf } from './plain-values.ts';
import { ticketParams } from './ticket-shapes.ts';

/** The most selections in one request. */
const SELECTIONS_LIMIT = 100;

const entryParams = once(() => ticketParams().extend({ entryId: id }));
const maskParams = once(() => entryParams().extend({ maskId: id }));
const problems = [...serviceProblems, 'ticket_not_found', 'entry_not_found', 'conflict_try_again'] as const;
const offset = once(() => z.int().nonnegative());

export const maskEntry = defineOperation({
  operationId: 'maskEntry',
  summary: 'Mask selected text of an entry: every character becomes * wherever it is stored',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/entries/{entryId}/masks',
  group: 'confidential',
  permission: 'work_tickets',
  params: entryParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      /** The `maskRevision` of the entry when the offsets were read. */
      revision: z.int().nonnegative(),
      /**
       * UTF-16 offsets in the text content of the entry's HTML (its text nodes, one after the other), without the
       * character at `end`. A selection that begins or ends inside a visible character is extended to the whole
       * character.
       */
      selections: z
        .array(z.strictObject({ start: offset(), end: offset() }))
        .min(1)
        .max(SELECTIONS_LIMIT),
    }),
  response: { status: 200, schema: entryStateDto },
  headers: noHeaders,
  problems: [...problems, 'selection_out_of_range', 'too_many_masks', 'version_conflict', 'too_large'],
});

export const unmaskEntry = defineOperation({
  operationId: 'unmaskEntry',
  summary: 'Take a mask away: the text is stored as it was (administrators, and agents with the right)',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}/entries/{entryId}/masks/{maskId}',
  group: 'confidential',
  permission: 'work_tickets',
  params: maskParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: entryStateDto },
  headers: noHeaders,
  problems: [...problems, 'mask_not_found', 'unmask_not_allowed'],
});

export const revealMask = defineOperation({
  operationId: 'revealMask',
  summary:
    'Show what a mask hides; the log says who looked, the mask stays (administrators, and agents with the right)',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/entries/{entryId}/masks/{maskId}/reveal',
  group: 'confidential',
  permission: 'work_tickets',
  params: maskParams,
  query: noQuery,
  body: () => z.strictObject({}),
  response: { status: 200, schema: () => z.object({ text: z.string() }).meta({ id: 'RevealedMask' }) },
  headers: noHeaders,
  problems: [...problems, 'mask_not_found', 'unmask_not_allowed', 'too_large'],
});

export const removeAttachment = defineOperation({
  operationId: 'removeAttachment',
  summary: 'Delete a file of an entry for good; the entry says by whom',
  method: 'DELETE',
  path: '/services/{serviceId}/tickets/{number}/entries/{entryId}/attachments/{attachmentId}',
  group: 'confidential',
  permission: 'work_tickets',
  params: () => entryParams().extend({ attachmentId: code(/^[\w-]{1,64}$/, 'Letters, digits, _ and -, at most 64') }),
  query: noQuery,
  body: null,
  response: { status: 200, schema: entryStateDto },
  headers: noHeaders,
  problems: [...problems, 'attachment_not_found'],
});

export const personalDataDto = once(() =>
  z
    .object({
      /** The entry's `maskRevision`. The offsets are valid for this one only. */
      revision: z.int(),
      /** In the order of the text and without overlaps, with the same kind of offsets that `maskEntry` takes. */
      spans: z.array(z.object({ kind: z.enum(PERSONAL_KINDS), start: z.int(), end: z.int() })),
      /** Whether only the beginning of the text was read, because the whole is too long for the entry. */
      beginningOnly: z.boolean(),
    })
    .meta({ id: 'PersonalData' }),
);

export const findPersonalData = defineOperation({
  operationId: 'findPersonalData',
  summary: 'What in an entry looks like personal data, as spans to be masked',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/entries/{entryId}/personal-data',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: () => ticketParams().extend({ entryId: idOf(60) }),
  query: () => z.strictObject({}),
  body: null,
  response: { status: 200, schema: personalDataDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found', 'entry_not_found'],
});

export const maskingOperations = {
  findPersonalData,
  maskEntry,
  unmaskEntry,
  revealMask,
  removeAttachment,
} as const;
