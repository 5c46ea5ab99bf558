import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailFailedV1 = defineEvent({
  type: 'MailFailed',
  version: 1,
  fact: 'mail_failed',
  description:
    'A mail could not be sent: SES refused it, or nothing that was tried in time made SES take it. It stays so until somebody has it sent again.',
  data: mailData,
});
