import { createHmac } from 'node:crypto';
import { memoryCustomerRepository } from './memory/memory-customer-repository.ts';
import { memoryDeskDirectory } from './memory/memory-desk-directory.ts';
import { memoryMailRepository } from './memory/memory-mail-repository.ts';
import { memoryDesk, memoryTicketRepository } from './memory/memory-ticket-repository.ts';
import { nodemailerComposer } from '../../shared/adapters/mail/compose-mail.ts';
import { postalMailParser } from '../../shared/adapters/mail/parse-mail.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import type { Mailer, ReplyReference } from '../../shared/application/ports/mails.ts';
import type { IncomingMail } from '../../shared/domain/mail/incoming-mail.ts';
import { steppingClock } from './clock.ts';
import { memoryLog } from './memory-log.ts';
import { MAIL_FUNCTIONS, type MailFunction } from './roles/mail-functions.ts';
// Its `afterAll` stops the stage that a function's suite has started.
import './roles/stage-of-file.ts';
import { aService, anAgent } from './tickets.ts';

/** Signs reply references with a fixed key, in place of KMS. */
export const testReplyReference: ReplyReference = {
  sign: async (serviceId, number) =>
    createHmac('sha256', 'test')
      .update(`${serviceId}/${number}`)
      .digest('hex')
      .slice(0, 16)
      .replace(/[0189]/g, 'x'),
  verify: async (serviceId, number, mac) => (await testReplyReference.sign(serviceId, number)) === mac,
};

/** How long mails are waited for, unless a test says otherwise. */
export const PATIENCE = { lateSeconds: 60, giveUpSeconds: 2700, heldSeconds: 259_200, settleSeconds: 120 };

type Sent = Parameters<Mailer['send']>[0] & { readonly sesMessageId: string };

/** A mailer that gives these answers in turn and then accepts every mail. What it accepted is in `accepted`. */
export const scriptedMailer = (answers: (Awaited<ReturnType<Mailer['send']>> | Error)[] = []) => {
  const accepted: Sent[] = [];
  const mailer: Mailer & { readonly accepted: Sent[] } = {
    accepted,
    async send(message) {
      const answer = answers.shift() ?? { kind: 'accepted' as const, sesMessageId: `0100-${accepted.length + 1}` };
      if (answer instanceof Error) throw answer;
      if (answer.kind === 'accepted') accepted.push({ ...message, sesMessageId: answer.sesMessageId });
      return answer;
    },
  };
  return mailer;
};

/** The mail function whose suite is running, told by the suite's path; undefined for other suites. */
const functionOfSuite = (): MailFunction | undefined =>
  MAIL_FUNCTIONS.find((name) => expect.getState().testPath?.replaceAll('\\', '/').includes(`/test/functions/${name}/`));

/** SES under the function's role; what it accepted is in `accepted`. */
const recorded = ({ send }: Mailer): ReturnType<typeof scriptedMailer> => {
  const accepted: Sent[] = [];
  return {
    accepted,
    async send(message) {
      const answer = await send(message);
      if (answer.kind === 'accepted') accepted.push({ ...message, sesMessageId: answer.sesMessageId });
      return answer;
    },
  };
};

/**
 * All that the mail use cases need: one service `support` with support@example.com and one agent. In memory for the use
 * cases; in the suite of one of the mail functions everything is that function's own, on the hosted stage under its
 * role.
 */
export const aMailDesk = async (): Promise<MailDesk> => {
  const name = functionOfSuite();
  if (name === undefined) return memoryMailDesk();
  const { roleMailDesk } = await import('./roles/role-mail-desk.ts');
  const desk = await roleMailDesk(name);
  const missing = {
    parser: postalMailParser,
    richText: sanitizedRichText,
    composer: nodemailerComposer,
    phoneNumbers: libPhoneNumbers,
    replyReference: testReplyReference,
  };
  return {
    ...missing,
    ...desk,
    mailer: 'mailer' in desk ? recorded(desk.mailer) : scriptedMailer(),
  } as unknown as MailDesk;
};

const memoryMailDesk = async () => {
  const state = memoryDesk();
  const directory = memoryDeskDirectory();
  await directory.putService(aService());
  await directory.putAgent(anAgent());
  const objects = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
  const raws = new Map<string, Uint8Array>();
  const read =
    (map: ReadonlyMap<string, Uint8Array | { readonly bytes: Uint8Array }>) =>
    async (key: string): Promise<Uint8Array> => {
      const found = map.get(key);
      if (!found) throw new Error(`NoSuchKey ${key}`);
      return found instanceof Uint8Array ? found : found.bytes;
    };
  const log = memoryLog();
  return {
    state,
    directory,
    objects,
    raws,
    log,
    customers: memoryCustomerRepository(),
    phoneNumbers: libPhoneNumbers,
    tickets: memoryTicketRepository(state),
    mails: memoryMailRepository(state),
    layouts: { find: async () => undefined },
    attachments: {
      put: async (key: string, bytes: Uint8Array, type: string) => {
        objects.set(key, { bytes, type });
      },
      read: read(objects),
      downloadUrl: async ({ key }: { readonly key: string }) => `https://files.example.com/${key}`,
    },
    rawMail: { read: read(raws) },
    replyReference: testReplyReference,
    parser: postalMailParser,
    richText: sanitizedRichText,
    composer: nodemailerComposer,
    mailer: scriptedMailer(),
    clockAndIds: steppingClock(),
    backoff: async () => {},
    rawPrefix: '',
    patience: PATIENCE,
    waits: { throttledSeconds: 2, quotaSeconds: 600 },
    region: 'eu-west-1',
  };
};
export type MailDesk = Awaited<ReturnType<typeof memoryMailDesk>>;

let count = 0;
/** Stores a raw mail as SES does and returns the event that SES invokes the function with. */
export const aDelivery = (desk: MailDesk, raw: string | Uint8Array, over: Partial<IncomingMail> = {}): IncomingMail => {
  const sesMessageId = over.sesMessageId ?? `ses${(count += 1)}`;
  desk.raws.set(sesMessageId, typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n'), 'utf8') : raw);
  return {
    sesMessageId,
    envelopeFrom: 'customer@example.com',
    recipients: ['support@example.com'],
    spam: 'PASS',
    virus: 'PASS',
    dmarc: 'PASS',
    ...over,
  };
};

/** A customer's mail in plain text; given headers replace the usual ones, and `undefined` leaves one out. */
export const aCustomerMail = (
  headers: Readonly<Record<string, string | undefined>> = {},
  body = 'My printer burns.',
): string =>
  [
    ...Object.entries({
      From: 'A customer <customer@example.com>',
      To: 'support@example.com',
      Subject: 'Printer on fire',
      'Message-ID': `<${(count += 1)}@mail.example.com>`,
      Date: 'Sun, 22 Nov 2026 09:00:00 +0000',
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      ...headers,
    }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    '',
    body,
    '',
  ].join('\n');
