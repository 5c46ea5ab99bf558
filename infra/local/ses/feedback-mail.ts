import { randomUUID } from 'node:crypto';
import { mailDate } from './outgoing-mail.ts';
import { type BounceCause, reportingMta } from './ses-events.ts';

/** What SES may send on to a mail's sender; without a cause, people complained. */
export type Feedback = { readonly recipients: readonly string[]; readonly cause?: BounceCause };

type Composed = { readonly from: string; readonly subject: string; readonly raw: Buffer };

type Report = {
  readonly from: string;
  readonly subject: string;
  readonly type: 'delivery-status' | 'feedback-report';
  readonly text: string;
  readonly fields: readonly string[];
};

/** RFC 3464, as SES writes it. */
const bounceReport = (recipients: readonly string[], { diagnosticCode, status }: BounceCause): Report => ({
  from: 'MAILER-DAEMON@amazonses.com',
  subject: 'Delivery Status Notification (Failure)',
  type: 'delivery-status',
  text: `An error occurred while trying to deliver the mail to the following recipients:\r\n${recipients.join('\r\n')}`,
  fields: [
    `Reporting-MTA: dns; ${reportingMta}`,
    ...recipients.flatMap((recipient) => [
      '',
      `Final-Recipient: rfc822;${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: ${diagnosticCode}`,
    ]),
  ],
});

/** RFC 5965, as SES writes it. */
const complaintReport = (recipients: readonly string[]): Report => ({
  from: 'complaints@email-abuse.amazonses.com',
  subject: 'Complaint about a message from Amazon SES',
  type: 'feedback-report',
  text: `This is an email abuse report for a message from Amazon SES to:\r\n${recipients.join('\r\n')}`,
  fields: [
    'Feedback-Type: abuse',
    'User-Agent: Amazon SES Mailbox Simulator',
    'Version: 0.1',
    ...recipients.map((recipient) => `Original-Rcpt-To: ${recipient}`),
  ],
});

/** The mail by which SES sends feedback about the mail `about` on to its sender. */
export const feedbackMail = (
  { recipients, cause }: Feedback,
  {
    about,
    to,
    messageId,
    at,
  }: { readonly about: Buffer; readonly to: string; readonly messageId: string; readonly at: Date },
): Composed => {
  const { from, subject, type, text, fields } = cause ? bounceReport(recipients, cause) : complaintReport(recipients);
  const boundary = randomUUID();
  const part = (contentType: string) => [`--${boundary}`, `Content-Type: ${contentType}`];
  const before = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${mailDate(at)}`,
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="${boundary}"`,
    '',
    ...part('text/plain; charset=utf-8'),
    '',
    text,
    '',
    ...part(`message/${type}`),
    '',
    ...fields,
    '',
    ...part('message/rfc822'),
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ];
  return {
    from,
    subject,
    raw: Buffer.concat([Buffer.from(before.join('\r\n')), about, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
};
