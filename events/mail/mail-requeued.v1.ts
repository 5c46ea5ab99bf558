import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailRequeuedV1 = defineEvent({
  type: 'MailRequeued',
  version: 1,
  fact: 'mail_requeued',
  description:
    'A mail that failed or came back is to be sent again: by an agent, or by the desk when its dead letter was sent again.',
  data: mailData.extend({
    round: z
      .int()
      .min(2)
      .meta({ description: 'The how-manieth time that the mail is sent: 2 for the first time that it is sent again.' }),
  }),
});
