import * as z from 'zod';
import { defineOperation } from './define-operation.ts';
import { noQuery } from './desk.ts';
import { mailDto } from './history.ts';
import { id, ticketParams } from './tickets.ts';

export const sendMailAgain = defineOperation({
  operationId: 'sendMailAgain',
  summary:
    'Have a mail that failed or came back sent again, to the customer’s address as it is now (assignee or administrator)',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/mails/{mailId}/send-again',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams.extend({ mailId: id }),
  query: noQuery,
  body: z.strictObject({}),
  response: { status: 200, schema: mailDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: false },
  problems: [
    'validation_failed',
    'unauthenticated',
    'forbidden',
    'not_assignee',
    'service_not_found',
    'ticket_not_found',
    'mail_not_found',
    'mail_not_failed',
    'too_large',
    'conflict_try_again',
    'dependency_timeout',
    'internal_error',
  ],
});
