import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { entryId, mailId, ticketData, trigger } from './ticket.ts';

/**
 * What an event about a mail tells. A mail does not change its ticket, nor the ticket's version. What a mail server
 * said about a failure is not published, since it may hold the customer's address.
 */
const mailData = ticketData.extend({
  version: z
    .int()
    .nonnegative()
    .meta({ description: 'The ticket’s version when the news came, unguarded; 0 when it was not known.' }),
  entryId: entryId.exactOptional(),
  mailId,
});

/** What happens to a mail to the customer, or to one of a trigger. */
export const mailEvents = [
  defineEvent({
    type: 'MailSent',
    version: 1,
    fact: 'mail_sent',
    description: 'SES took a mail of the desk.',
    data: mailData,
  }),
  defineEvent({
    type: 'MailDelivered',
    version: 1,
    fact: 'mail_delivered',
    description: 'The customer’s mail server took a mail.',
    data: mailData,
  }),
  defineEvent({
    type: 'MailBounced',
    version: 1,
    fact: 'mail_bounced',
    description: 'A mail could not be delivered and came back.',
    data: mailData,
  }),
  defineEvent({
    type: 'MailComplained',
    version: 1,
    fact: 'mail_complained',
    description: 'The customer called a mail spam.',
    data: mailData,
  }),
  defineEvent({
    type: 'MailFailed',
    version: 1,
    fact: 'mail_failed',
    description:
      'A mail could not be sent: SES refused it, or nothing that was tried in time made SES take it. It stays so until somebody has it sent again.',
    data: mailData,
  }),
  defineEvent({
    type: 'MailDelayed',
    version: 1,
    fact: 'mail_delayed',
    description:
      'A mail has waited for a minute and has not left yet, whatever the cause. That it left, or failed, is told later.',
    data: mailData,
  }),
  defineEvent({
    type: 'MailOrdered',
    version: 1,
    fact: 'mail_ordered',
    description: 'A trigger wrote a mail, to the customer or to others; it is to be sent.',
    data: mailData.extend({ entryId, trigger }),
  }),
  defineEvent({
    type: 'MailRequeued',
    version: 1,
    fact: 'mail_requeued',
    description:
      'A mail that failed or came back is to be sent again: by an agent, or by the desk when its dead letter was sent again.',
    data: mailData.extend({
      round: z.int().min(2).meta({
        description: 'The how-manieth time that the mail is sent: 2 for the first time that it is sent again.',
      }),
    }),
  }),
] as const;
