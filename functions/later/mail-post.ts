import { SESClient } from '@aws-sdk/client-ses';
import { nodemailerComposer } from '../../shared/adapters/mail/compose-mail.ts';
import { sesMailer } from '../../shared/adapters/ses/ses-mailer.ts';
import type { MailPost } from '../../shared/application/ports/mails.ts';
import { clientDefaults } from '../lambda.ts';

/**
 * Mails that are no answers. Loaded with the first of them. They may be asked of SES again: two of one invitation are
 * alike. No configuration set tells of them: what it tells belongs to tickets.
 */
export const mailPost = (): MailPost => ({
  ...nodemailerComposer,
  ...sesMailer({ client: new SESClient(clientDefaults) }),
});
