import { randomUUID } from 'node:crypto';
import { localPartOf, headerValue, parseRawMail } from './raw-mail.ts';
import type { BounceCause } from './ses-events.ts';
import { mailDate } from './outgoing-mail.ts';

/** What becomes of a mail to an address. */
type Fate =
  | { readonly kind: 'deliver' }
  | { readonly kind: 'bounce'; readonly cause: BounceCause }
  | { readonly kind: 'complain' }
  | { readonly kind: 'answer_absent' };

const bounces: Readonly<Record<string, BounceCause>> = {
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  suppressionlist: {
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
  },
  // SES's own simulator has no full mailbox; what is hosted must know one.
  mailboxfull: {
    bounceType: 'Transient',
    bounceSubType: 'MailboxFull',
    status: '4.2.2',
    diagnosticCode: 'smtp; 452 4.2.2 mailbox full',
  },
};

/**
 * Plays SES's mailbox simulator, by the local part and on any domain: bounce@, complaint@, suppressionlist@, ooto@
 * (with labels), and mailboxfull@.
 */
export const fateOf = (address: string): Fate => {
  const localPart = localPartOf(address);
  const cause = Object.hasOwn(bounces, localPart) ? bounces[localPart] : undefined;
  if (cause) return { kind: 'bounce', cause };
  if (localPart === 'complaint') return { kind: 'complain' };
  if (localPart === 'ooto') return { kind: 'answer_absent' };
  return { kind: 'deliver' };
};

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
