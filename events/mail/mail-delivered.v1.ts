import { defineEvent } from '../envelope.ts';
import { mailData } from './mail-data.ts';

export const mailDeliveredV1 = defineEvent({
  type: 'MailDelivered',
  version: 1,
  fact: 'mail_delivered',
  description: 'The customer’s mail server took a mail.',
  data: mailData,
});
