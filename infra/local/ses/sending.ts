import type { Deployment } from '../kernel.ts';
import type { MailStore } from '../outbox/mail-store.ts';
import type { DurableWork, WorkTable } from '../state/durable-work.ts';
import type { State } from '../state/open-state.ts';
import type { ConfigurationSets, Identity } from './identities.ts';
import {
  decodeHeader,
  domainOf,
  localPartOf,
  messageIdHost,
  newSentId,
  headerValue,
  parseRawMail,
} from './raw-mail.ts';
import { type OutgoingMail, stampOutgoingMail } from './outgoing-mail.ts';
import { mailObject, eventWork } from './ses-events.ts';

export type Sender = {
  readonly mail: OutgoingMail;
  readonly identity: Identity;
  /** For the tag ses:caller-identity: a role's name. */
  readonly caller: string;
  readonly operation: string;
};

export type SendingOptions = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly mails: MailStore;
  readonly sets: ConfigurationSets;
  readonly add: WorkTable['add'];
  readonly wake: DurableWork['wake'];
  /** Milliseconds from taking a mail to handing it on. */
  readonly deliveryDelayMs: number;
};

/** A test string of virus scanners: SES rejects a mail that holds it. */
const eicar = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/**
 * Takes a mail: the outbox row, its Send event and its deliveries are on the disk, all or none, when it resolves with
 * SES's id.
 */
export const sendMail = async (
  { deployment, state, mails, sets, add, wake, deliveryDelayMs }: SendingOptions,
  { mail, identity, caller, operation }: Sender,
): Promise<string> => {
  const at = new Date();
  const sesMessageId = newSentId(at);
  const messageId = `<${sesMessageId}@${messageIdHost(deployment.region)}>`;
  const raw = stampOutgoingMail(mail.parsed, { messageId, date: at });
  const set = mail.configurationSetName;
  const tags = {
    ...mail.tags,
    'ses:operation': [operation],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [domainOf(mail.from)],
    'ses:caller-identity': [caller],
    ...(set === undefined ? {} : { 'ses:configuration-set': [set] }),
  };
  const mailFacts = mailObject({
    mail: mail.parsed,
    sesMessageId,
    at,
    source: mail.source,
    sourceArn: identity.arn,
    account: deployment.account,
    destination: mail.recipients,
    tags,
  });
  const event = set === undefined ? undefined : { set, mail: mailFacts };
  const stamped = parseRawMail(raw);
  const inReplyTo = headerValue(stamped, 'In-Reply-To');
  const infected = raw.includes(eicar);

  await state.soon(() => {
    mails.add({
      sesMessageId,
      messageId,
      from: mail.from,
      to: mail.recipients,
      subject: decodeHeader(headerValue(stamped, 'Subject') ?? ''),
      sentAt: at.toISOString(),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      references:
        headerValue(stamped, 'References')
          ?.split(/\s+/)
          .filter((each) => each !== '') ?? [],
      tags: mail.tags,
      raw,
    });
    for (const each of eventWork(sets, event, infected ? 'Reject' : 'Send', infected ? { reason: 'Bad content' } : {}))
      add(each);
    if (infected) return;
    for (const recipients of deliveries(mail.recipients)) {
      add({
        lane: 'deliver',
        body: { sesMessageId, returnPath: mail.returnPath, recipients, event, identity: identity.name },
        delayMs: deliveryDelayMs,
      });
    }
  });
  wake();
  return sesMessageId;
};

/** One delivery for each receiving domain, and each mailbox of the simulator alone. */
const deliveries = (recipients: readonly string[]): readonly (readonly string[])[] => [
  ...Map.groupBy(recipients, (recipient) =>
    /^(bounce|complaint|suppressionlist|mailboxfull|ooto)$/.test(localPartOf(recipient))
      ? recipient.toLowerCase()
      : domainOf(recipient),
  ).values(),
];
