import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailComplainedV1 = defineEvent({
  type: 'MailComplained',
  version: 1,
  fact: 'mail_complained',
  description: 'The customer called a mail spam.',
  data: mailData,
});
