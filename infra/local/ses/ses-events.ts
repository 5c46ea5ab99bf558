import { randomUUID } from 'node:crypto';
import type { SesEventType } from './configuration-sets.ts';
import { showAddresses } from './mail-address.ts';
import { headersNamed, type RawMail, valueOf } from './raw-mail.ts';

/** The `mail` object of SES's events and receipts; headers beyond 10 KB are left out as SES does. */
export type MailObject = Readonly<Record<string, unknown>> & { readonly messageId: string; readonly timestamp: string };

export type EventFacts = {
  readonly mail: RawMail;
  readonly sesMessageId: string;
  readonly at: Date;
  readonly source: string;
  readonly sourceArn: string;
  readonly account: string;
  readonly destination: readonly string[];
  readonly tags: Readonly<Record<string, readonly string[]>>;
};

/** 10 KB, SES notification contents. */
const maxHeaderBytes = 10 * 1024;

export const headersOf = (
  mail: RawMail,
): {
  readonly headersTruncated: boolean;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
} => {
  const headers: { name: string; value: string }[] = [];
  let bytes = 0;
  for (const header of mail.headers) {
    bytes += header.raw.length;
    if (bytes > maxHeaderBytes) return { headersTruncated: true, headers };
    headers.push({ name: header.name, value: valueOf(header) });
  }
  return { headersTruncated: false, headers };
};

export const mailObject = (facts: EventFacts): MailObject => {
  const addresses = (name: string) =>
    headersNamed(facts.mail, name).flatMap((header) => showAddresses(valueOf(header)));
  const subject = headersNamed(facts.mail, 'Subject')[0];
  const optional = { to: addresses('To'), cc: addresses('Cc'), replyTo: addresses('Reply-To') };
  return {
    timestamp: facts.at.toISOString(),
    source: facts.source,
    sourceArn: facts.sourceArn,
    sendingAccountId: facts.account,
    messageId: facts.sesMessageId,
    destination: facts.destination,
    ...headersOf(facts.mail),
    commonHeaders: {
      from: addresses('From'),
      ...Object.fromEntries(Object.entries(optional).filter(([, list]) => list.length > 0)),
      messageId: facts.sesMessageId,
      ...(subject ? { subject: valueOf(subject) } : {}),
    },
    tags: facts.tags,
  };
};

/** The name of the event's own object in its JSON. */
const members: Readonly<Record<SesEventType, string>> = {
  Send: 'send',
  Delivery: 'delivery',
  Bounce: 'bounce',
  Complaint: 'complaint',
  Reject: 'reject',
  DeliveryDelay: 'deliveryDelay',
};

/** As EventBridge names them. */
export const detailTypes: Readonly<Record<SesEventType, string>> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
};

export const sesEvent = (
  type: SesEventType,
  mail: MailObject,
  detail: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({ eventType: type, mail, [members[type]]: detail });

const reportingMta = 'a8-50.smtp-out.amazonses.com';

export const deliveryDetail = (
  mail: MailObject,
  recipients: readonly string[],
  smtpResponse: string,
  at: Date,
): Readonly<Record<string, unknown>> => ({
  timestamp: at.toISOString(),
  processingTimeMillis: Math.max(0, at.getTime() - Date.parse(mail.timestamp)),
  recipients,
  smtpResponse,
  remoteMtaIp: '127.0.0.1',
  reportingMTA: reportingMta,
});

export type BounceCause = {
  readonly bounceType: 'Permanent' | 'Transient' | 'Undetermined';
  readonly bounceSubType: string;
  readonly status: string;
  readonly diagnosticCode: string;
};

export const bounceDetail = (
  recipients: readonly string[],
  cause: BounceCause,
  at: Date,
): Readonly<Record<string, unknown>> => ({
  feedbackId: `0100${at.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`,
  bounceType: cause.bounceType,
  bounceSubType: cause.bounceSubType,
  bouncedRecipients: recipients.map((emailAddress) => ({
    emailAddress,
    action: 'failed',
    status: cause.status,
    diagnosticCode: cause.diagnosticCode,
  })),
  timestamp: at.toISOString(),
  reportingMTA: `dns; ${reportingMta}`,
});

export const complaintDetail = (
  recipients: readonly string[],
  arrived: Date,
  at: Date,
): Readonly<Record<string, unknown>> => ({
  feedbackId: `0100${at.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`,
  complaintSubType: null,
  complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
  timestamp: at.toISOString(),
  userAgent: 'Amazon SES Mailbox Simulator',
  complaintFeedbackType: 'abuse',
  arrivalDate: arrived.toISOString(),
});

export const delayDetail = (
  recipients: readonly string[],
  diagnosticCode: string,
  at: Date,
  expires: Date,
): Readonly<Record<string, unknown>> => ({
  timestamp: at.toISOString(),
  delayType: 'TransientCommunicationFailure',
  expirationTime: expires.toISOString(),
  delayedRecipients: recipients.map((emailAddress) => ({ emailAddress, status: '4.4.1', diagnosticCode })),
  reportingMTA: reportingMta,
});
