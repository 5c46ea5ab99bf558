import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailBouncedV1 = defineEvent({
  type: 'MailBounced',
  version: 1,
  fact: 'mail_bounced',
  description: 'A mail could not be delivered and came back.',
  data: mailData,
});
