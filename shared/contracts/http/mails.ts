import * as z from 'zod';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery } from './desk.ts';
import { mailDto } from './history.ts';
import { id, orNull, richText } from './plain-values.ts';
import { restrictedMatchDto } from './restricted-words.ts';
import { ticketParams, uploadIds } from './ticket-shapes.ts';

export const previewAnswer = defineOperation({
  operationId: 'previewAnswer',
  summary:
    'The mail that an answer would send, and the restricted words in it; nothing is written, and it is refused as the answer would be',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/preview',
  group: 'mail-preview',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: () =>
    z.strictObject({ command: z.enum(['resolve', 'pend']), html: richText, uploadIds: uploadIds().exactOptional() }),
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          subject: z.string(),
          from: z.object({ name: z.string(), address: z.string() }),
          to: z.object({ name: orNull(z.string()), address: z.string() }),
          /** The whole mail with its layout. Pictures with `data:` addresses are sent as inline parts. */
          html: z.string(),
          text: z.string(),
          files: z.array(z.object({ name: z.string(), type: z.string(), size: z.int() })),
          /**
           * At most 100 matches in the subject and 100 in the text. While there is one, the command is refused with
           * `restricted_words`.
           */
          restricted: z.array(restrictedMatchDto()),
          /** The size in bytes of the mail that SES gets. */
          mimeSize: z.int(),
          /** The mail that SES gets; null when it is larger than 2 MB. */
          mime: orNull(z.string()),
        })
        .meta({ id: 'AnswerPreview' }),
  },
  headers: noHeaders,
  problems: [
    ...serviceProblems,
    'not_assignee',
    'ticket_not_found',
    'upload_not_found',
    'upload_incomplete',
    'files_too_large_to_mail',
    'illegal_transition',
    'customer_email_missing',
    'too_large',
  ],
});

export const sendMailAgain = defineOperation({
  operationId: 'sendMailAgain',
  summary:
    'Have a mail that failed or came back sent again, to the customer’s address as it is now (assignee or administrator)',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/mails/{mailId}/send-again',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: () => ticketParams().extend({ mailId: id }),
  query: noQuery,
  body: () => z.strictObject({}),
  response: { status: 200, schema: mailDto },
  headers: noHeaders,
  problems: [
    ...serviceProblems,
    'not_assignee',
    'ticket_not_found',
    'mail_not_found',
    'mail_not_failed',
    'too_large',
    'conflict_try_again',
  ],
});

export const mailOperations = {
  sendMailAgain,
} as const;

export const previewOperations = {
  previewAnswer,
} as const;
