import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailSentV1 = defineEvent({
  type: 'MailSent',
  version: 1,
  fact: 'mail_sent',
  description: 'SES took a mail of the desk.',
  data: mailData,
});
