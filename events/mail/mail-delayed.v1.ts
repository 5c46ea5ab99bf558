import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailDelayedV1 = defineEvent({
  type: 'MailDelayed',
  version: 1,
  fact: 'mail_delayed',
  description:
    'A mail has waited for a minute and has not left yet, whatever the cause. That it left, or failed, is told later.',
  data: mailData,
});
