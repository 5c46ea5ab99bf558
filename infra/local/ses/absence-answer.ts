import { randomUUID } from 'node:crypto';
import { mailDate } from './outgoing-mail.ts';
import { headerValue, parseRawMail } from './raw-mail.ts';

type Absence = { readonly about: Buffer; readonly from: string; readonly to: string; readonly messageIdHost: string };

/** What a mailbox whose owner is away answers (RFC 3834), as ooto@ of SES's simulator does. */
export const absenceAnswer = ({ about, from, to, messageIdHost }: Absence): Buffer => {
  const mail = parseRawMail(about);
  const messageId = headerValue(mail, 'Message-ID') ?? '';
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Automatic reply: ${headerValue(mail, 'Subject') ?? ''}`,
    `Date: ${mailDate(new Date())}`,
    `Message-ID: <${randomUUID()}@${messageIdHost}>`,
    ...(messageId === '' ? [] : [`In-Reply-To: ${messageId}`, `References: ${messageId}`]),
    'Auto-Submitted: auto-replied',
    'Precedence: bulk',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'I am out of the office and will answer when I am back.',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
};
