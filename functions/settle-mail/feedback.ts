import * as z from 'zod';
import { MARKER_HEADER } from '../../shared/domain/mail/classify-mail.ts';
import { type MailMarker, readMarker } from '../../shared/domain/mail/answer-mail.ts';
import type { MailNews } from '../../shared/domain/mail/settle-mail.ts';

const time = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'not a time');
const tagsSchema = z.record(z.string(), z.array(z.string()));
const headersSchema = z.array(z.object({ name: z.string(), value: z.string() }));

/**
 * SES feedback has `eventType` when it comes from a configuration set and `notificationType` when it comes from an
 * identity. Both occur.
 */
const feedbackSchema = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    messageId: z.string().min(1),
    timestamp: time,
    tags: tagsSchema.optional(),
    headers: headersSchema.optional(),
  }),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      timestamp: time.optional(),
      bouncedRecipients: z
        .array(z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() }))
        .default([]),
    })
    .optional(),
  complaint: z.object({ complaintFeedbackType: z.string().nullish(), timestamp: time.optional() }).optional(),
  delivery: z.object({ timestamp: time.optional(), smtpResponse: z.string().nullish() }).optional(),
  reject: z.object({ reason: z.string().optional() }).optional(),
  failure: z.object({ errorMessage: z.string().optional() }).optional(),
  deliveryDelay: z.object({ timestamp: time.optional(), delayType: z.string().optional() }).optional(),
});
type FeedbackMessage = z.infer<typeof feedbackSchema>;

/**
 * `ignored`: SES's test message when a topic is first connected, and events that don't concern delivery (opens,
 * clicks).
 */
export type Feedback =
  | { readonly kind: 'ignored' }
  /** `marker` is absent for a mail that is not one of the desk's answers. */
  | { readonly kind: 'news'; readonly marker?: MailMarker; readonly news: MailNews };

const markerOf = ({ mail }: FeedbackMessage): MailMarker | undefined => {
  const tag = (name: string) => mail.tags?.[name]?.[0] ?? '';
  const header = mail.headers?.find(({ name }) => name.toLowerCase() === MARKER_HEADER.toLowerCase())?.value;
  return (
    readMarker(`${tag('serviceId')}/${tag('number')}/${tag('mailId')}`) ??
    (header === undefined ? undefined : readMarker(header))
  );
};

const bounceNews = (bounce: NonNullable<FeedbackMessage['bounce']>): Pick<MailNews, 'kind' | 'reason'> => {
  const recipient = bounce.bouncedRecipients[0];
  const words = [
    `${bounce.bounceType}/${bounce.bounceSubType ?? 'General'}`,
    recipient?.status,
    recipient?.diagnosticCode,
  ].filter((word) => word !== undefined && word !== '');
  return {
    kind: bounce.bounceType === 'Permanent' ? 'bounced' : 'bounced_for_now',
    reason: words.join(' ').slice(0, 500),
  };
};

const newsOf = (
  message: FeedbackMessage,
): (Pick<MailNews, 'kind' | 'reason'> & { readonly at?: string | undefined }) | undefined => {
  const { bounce, complaint, delivery, reject, failure, deliveryDelay } = message;
  switch ((message.eventType ?? message.notificationType ?? '').replace(/\s/g, '').toLowerCase()) {
    case 'send':
      return { kind: 'sent' };
    case 'delivery':
      return { kind: 'delivered', at: delivery?.timestamp };
    case 'deliverydelay':
      return { kind: 'delayed', at: deliveryDelay?.timestamp };
    case 'bounce': {
      if (bounce === undefined) throw new Error('A Bounce without its bounce');
      return { ...bounceNews(bounce), at: bounce.timestamp };
    }
    case 'complaint':
      return { kind: 'complained', reason: complaint?.complaintFeedbackType ?? 'complaint', at: complaint?.timestamp };
    case 'reject':
      return { kind: 'rejected', reason: `Reject ${reject?.reason ?? ''}`.trim() };
    case 'renderingfailure':
      return { kind: 'rejected', reason: `Rendering Failure ${failure?.errorMessage ?? ''}`.trim().slice(0, 500) };
    case '':
      throw new Error('Feedback without eventType and notificationType');
    default:
      return undefined;
  }
};

const unwrap = (body: string): string => {
  const whole: unknown = JSON.parse(body);
  const envelope = z.object({ Type: z.string(), Message: z.string() }).safeParse(whole);
  return envelope.success ? envelope.data.Message : body;
};

/** Reads one queue record: SNS's envelope or, with raw delivery, the message itself. Throws on an unknown shape. */
export const parseFeedback = (body: string): Feedback => {
  const text = unwrap(body);
  if (/^Successfully validated SNS topic/.test(text)) return { kind: 'ignored' };
  const message = feedbackSchema.parse(JSON.parse(text));
  const found = newsOf(message);
  if (found === undefined) return { kind: 'ignored' };
  const marker = markerOf(message);
  const iso = (value: string) => new Date(value).toISOString();
  return {
    kind: 'news',
    ...(marker === undefined ? {} : { marker }),
    news: {
      kind: found.kind,
      at: iso(found.at ?? message.mail.timestamp),
      sesMessageId: message.mail.messageId,
      sentAt: iso(message.mail.timestamp),
      ...(found.reason === undefined ? {} : { reason: found.reason }),
    },
  };
};
