import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailFailedV1 = defineEvent({
  type: 'MailFailed', version: 1, fact: 'mail_failed',
  description: 'SES refused a mail: it will never leave as it is.',
  data: mailData,
});
