import { randomUUID } from 'node:crypto';
import type { SesEventType, ConfigurationSets, EventDestination } from './identities.ts';
import { showAddresses, headersNamed, type RawMail, valueOf } from './raw-mail.ts';
import type { Buses, Topics } from '../kernel.ts';
import { done, type NewWork, type Outcome, type StoredWork } from '../state/durable-work.ts';

/** The `mail` object of SES's events and receipts; headers beyond 10 KB are left out as SES does. */
type MailObject = Readonly<Record<string, unknown>> & { readonly messageId: string; readonly timestamp: string };

type EventFacts = {
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
const detailTypes: Readonly<Record<SesEventType, string>> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
};

const sesEvent = (
  type: SesEventType,
  mail: MailObject,
  detail: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({ eventType: type, mail, [members[type]]: detail });

export const reportingMta = 'a8-50.smtp-out.amazonses.com';

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

/** What every event of a mail needs: its configuration set and its `mail` object. */
export type EventSource = { readonly set: string; readonly mail: MailObject };

type Publication = {
  readonly destination: EventDestination;
  readonly type: SesEventType;
  readonly setArn: string;
  readonly event: unknown;
};

/** One piece of work for each destination of the configuration set that wants this type. */
export const eventWork = (
  sets: ConfigurationSets,
  source: EventSource | undefined,
  type: SesEventType,
  detail: Readonly<Record<string, unknown>>,
): readonly NewWork[] =>
  source === undefined
    ? []
    : sets.destinations(source.set, type).map((destination) => {
        const body: Publication = {
          destination,
          type,
          setArn: sets.arn(source.set),
          event: sesEvent(type, source.mail, detail),
        };
        return { lane: 'publish', body };
      });

/** Publishes one event to one destination. */
export const publishEvent =
  (topics: Topics, buses: Buses) =>
  async (work: StoredWork): Promise<Outcome> => {
    const { destination, type, setArn, event } = JSON.parse(work.body) as Publication;
    if (destination.kind === 'sns') await topics.publish(destination.topicArn, `${JSON.stringify(event)}\n`);
    else
      await buses.put([
        {
          Source: 'aws.ses',
          DetailType: detailTypes[type],
          Detail: JSON.stringify(event),
          EventBusName: destination.busArn,
          Resources: [setArn],
        },
      ]);
    return done;
  };
