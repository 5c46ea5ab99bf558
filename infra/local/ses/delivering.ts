import { createTransport } from 'nodemailer';
import {
  type BounceCause,
  bounceDetail,
  complaintDetail,
  delayDetail,
  deliveryDetail,
  eventWork,
  type EventSource,
} from './ses-events.ts';
import type { MailStore } from '../outbox/mail-store.ts';
import { done, type Outcome, type StoredWork, type WorkTable } from '../state/durable-work.ts';
import { type Feedback, feedbackMail } from './feedback-mail.ts';
import { absenceAnswer, fateOf } from './mailbox-simulator.ts';
import type { ConfigurationSets, Identities, SesEventType } from './identities.ts';
import { messageIdHost, newSentId } from './raw-mail.ts';

/** How a mail server took a mail: an SMTP answer, a refusal for good, or (thrown) a failure worth another try. */
type DeliveryOutcome =
  { readonly taken: true; readonly response: string } | { readonly taken: false; readonly cause: BounceCause };

type Envelope = { readonly from: string; readonly to: readonly string[] };

/** Gives a mail to the SMTP server at `url` (smtp://user:password@host:port), bytes unchanged. */
const deliverMail = async (url: string, envelope: Envelope, raw: Buffer): Promise<DeliveryOutcome> => {
  const transport = createTransport(url);
  try {
    const sent = await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw });
    return { taken: true, response: sent.response };
  } catch (fault) {
    const { responseCode, response } = fault as { readonly responseCode?: number; readonly response?: string };
    if (responseCode === undefined || responseCode < 500) throw fault;
    return {
      taken: false,
      cause: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        status: /\b5\.\d+\.\d+\b/.exec(response ?? '')?.[0] ?? '5.0.0',
        diagnosticCode: `smtp; ${response ?? String(responseCode)}`,
      },
    };
  } finally {
    transport.close();
  }
};

type Delivery = {
  readonly sesMessageId: string;
  /** Empty for feedback that is sent on. */
  readonly returnPath: string;
  readonly recipients: readonly string[];
  readonly event?: EventSource;
  /** That it was sent under. Feedback that is sent on has none, so nothing is sent on about it. */
  readonly identity?: string;
};

export type DeliveringOptions = {
  readonly region: string;
  readonly mails: MailStore;
  readonly sets: ConfigurationSets;
  readonly identities: Pick<Identities, 'forwardsFeedback'>;
  readonly add: WorkTable['add'];
  /** Whether one of the template's receipt rules takes mail to this address. */
  readonly isOurs: (address: string) => boolean;
  readonly mailInUrl: string;
  /** smtp://…; without it, mail to others stays in the outbox. */
  readonly relayUrl?: string;
};

/** SES gives up after 14 hours; this host after so many tries. */
const maxAttempts = 12;
const fourteenHoursMs = 14 * 3600 * 1000;

/** Delivers one mail to the recipients of one domain, and emits the events of the outcome. */
export const delivering =
  (options: DeliveringOptions) =>
  async (work: StoredWork): Promise<Outcome> => {
    const delivery = JSON.parse(work.body) as Delivery;
    const { sesMessageId, returnPath, recipients, event } = delivery;
    const { mails, sets } = options;
    const summary = mails.bySesMessageId(sesMessageId);
    if (!summary) return done;
    const raw = mails.raw(summary.id)!;
    const emit = (type: SesEventType, detail: Readonly<Record<string, unknown>>) => {
      for (const each of eventWork(sets, event, type, detail)) options.add(each);
    };
    const bounce = (cause: BounceCause) => {
      emit('Bounce', bounceDetail(recipients, cause, new Date()));
      forward(options, delivery, 'Bounce', raw, { recipients, cause });
    };
    const fate = fateOf(recipients[0]!);
    if (fate.kind === 'bounce')
      return {
        kind: 'done',
        settle: () => {
          bounce(fate.cause);
        },
      };

    const delivered = await handOn(options, raw, delivery).catch((fault: unknown): DeliveryOutcome => {
      const reason = fault instanceof Error ? fault.message : String(fault);
      if (work.attempts === 0)
        emit(
          'DeliveryDelay',
          delayDetail(
            recipients,
            `smtp; ${reason}`,
            new Date(),
            new Date(Date.parse(summary.sentAt) + fourteenHoursMs),
          ),
        );
      if (work.attempts < maxAttempts) throw fault;
      return {
        taken: false,
        cause: {
          bounceType: 'Transient',
          bounceSubType: 'General',
          status: '4.4.7',
          diagnosticCode: `smtp; ${reason}`,
        },
      };
    });
    if (fate.kind === 'answer_absent' && options.isOurs(returnPath)) {
      await deliverMail(
        options.mailInUrl,
        { from: '', to: [returnPath] },
        absenceAnswer({
          about: raw,
          from: recipients[0]!,
          to: returnPath,
          messageIdHost: messageIdHost(options.region),
        }),
      );
    }
    const settle = () => {
      if (!delivered.taken) {
        bounce(delivered.cause);
        return;
      }
      const at = new Date();
      if (event) emit('Delivery', deliveryDetail(event.mail, recipients, delivered.response, at));
      if (fate.kind !== 'complain') return;
      emit('Complaint', complaintDetail(recipients, at, at));
      forward(options, delivery, 'Complaint', raw, { recipients });
    };
    return { kind: 'done', settle };
  };

const handOn = async (
  options: DeliveringOptions,
  raw: Buffer,
  { sesMessageId, returnPath, recipients }: Delivery,
): Promise<DeliveryOutcome> => {
  const from = returnPath === '' ? '' : `${sesMessageId}@${messageIdHost(options.region)}`;
  const envelope = { from, to: recipients };
  if (options.isOurs(recipients[0]!)) return deliverMail(options.mailInUrl, envelope, raw);
  if (options.relayUrl !== undefined) return deliverMail(options.relayUrl, envelope, raw);
  return { taken: true, response: '250 2.6.0 Message received' };
};

/**
 * Sends feedback on to where the mail's sender wants it, as its identity says; in any case when no event of the
 * configuration set tells of it. Within the caller's transaction.
 */
const forward = (
  { region, mails, sets, identities, add }: DeliveringOptions,
  { identity, returnPath, event }: Delivery,
  type: 'Bounce' | 'Complaint',
  about: Buffer,
  feedback: Feedback,
): void => {
  if (identity === undefined) return;
  const isTold = event !== undefined && sets.destinations(event.set, type).length > 0;
  if (isTold && !identities.forwardsFeedback(identity)) return;
  const at = new Date();
  const sesMessageId = newSentId(at);
  const messageId = `<${sesMessageId}@${messageIdHost(region)}>`;
  const { from, subject, raw } = feedbackMail(feedback, { about, to: returnPath, messageId, at });
  mails.add({
    sesMessageId,
    messageId,
    from,
    to: [returnPath],
    subject,
    sentAt: at.toISOString(),
    references: [],
    tags: {},
    raw,
  });
  const notice: Delivery = { sesMessageId, returnPath: '', recipients: [returnPath] };
  add({ lane: 'deliver', body: notice });
};
