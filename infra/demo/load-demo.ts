import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { monotonicFactory } from 'ulid';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { postalMailParser } from '../../shared/adapters/mail/parse-mail.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import { receiveMail } from '../../shared/application/mail/receive-mail.ts';
import type { ClockAndIds } from '../../shared/application/ports/platform.ts';
import type { DeskDirectory } from '../../shared/application/ports/desk.ts';
import type { AttachmentStore } from '../../shared/application/ports/mails.ts';
import type { TicketRepository } from '../../shared/application/ports/tickets.ts';
import { answerTicket } from '../../shared/application/tickets/answer-ticket.ts';
import { commentTicket } from '../../shared/application/tickets/comment-ticket.ts';
import { createTicket } from '../../shared/application/tickets/create-ticket.ts';
import { editTicket } from '../../shared/application/tickets/edit-ticket.ts';
import type { ClaimUploadsDeps } from '../../shared/application/tickets/entry-body.ts';
import { forwardTicket } from '../../shared/application/tickets/forward-ticket.ts';
import { keepTicket } from '../../shared/application/tickets/keep-ticket.ts';
import { decisionContext } from '../../shared/application/tickets/change-ticket.ts';
import { markImportant } from '../../shared/application/tickets/mark-important.ts';
import { completeTicket } from '../../shared/application/tickets/move-ticket.ts';
import { resolveInternally } from '../../shared/application/tickets/resolve-internally.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { noRestrictedWords } from '../../shared/domain/restricted/restricted-words.ts';
import type { OutgoingMail } from '../../shared/domain/mail/outgoing-mail.ts';
import { autoCompleteTicket } from '../../shared/domain/ticket/auto-complete-ticket.ts';
import type { DemoFile } from './demo-files.ts';
import { planDemo } from './plan-demo.ts';
import type { Step, Story } from './story.ts';

export type DemoDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly sessionsTable: string;
  readonly attachments: AttachmentStore;
  readonly now: Date;
  /** The newest conversations, which a start waits for, or those before them. */
  readonly part: 'newest' | 'older';
  /** Which share of the part, when several processes load at once. */
  readonly share: { readonly index: number; readonly of: number };
};

/** How many tickets are worked on at the same time. */
const LANES = 6;
/** How many conversations a start waits for: those of the last days, more than a screen of any list. */
const NEWEST = 44;
const SUPPORT = 'support@desk.example.com';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Nobody changes the demo's services and people while it is loaded: each is read once. */
const readOnce = (directory: DeskDirectory): DeskDirectory => {
  const known = new Map<string, Promise<unknown>>();
  const once =
    <A extends readonly string[], T>(what: string, read: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      const key = JSON.stringify([what, ...args]);
      const found = (known.get(key) ?? read(...args)) as Promise<T>;
      known.set(key, found);
      return found;
    };
  return {
    ...directory,
    findService: once('service', directory.findService),
    findAgent: once('agent', directory.findAgent),
    findServiceByAddress: once('address', directory.findServiceByAddress),
    findGroup: once('group', directory.findGroup),
    findCategory: once('category', directory.findCategory),
  };
};

/** Nobody takes an answer of the past back. */
const atOnce = ({ leavesAt: _leavesAt, undo: _undo, ...mail }: OutgoingMail): OutgoingMail => mail;

/**
 * Answers of the past have left long ago: their mails are stored as sent, and none leaves today. No upload is used up,
 * since files are given by hand. A new ticket gets the number that was reserved for it.
 */
const ofThePast = (tickets: TicketRepository, number: number): TicketRepository => ({
  ...tickets,
  nextNumber: () => Promise.resolve(number),
  save: ({ mail, uploads: _uploads, ...change }) =>
    tickets.save({
      ...change,
      ...(mail === undefined
        ? {}
        : {
            mail: {
              ...atOnce(mail),
              status: 'sent' as const,
              attempts: 1,
              attemptedAt: mail.createdAt,
              sentAt: mail.createdAt,
              sesMessageId: `demo-${mail.id}`,
              outcome: 'delivered' as const,
            },
          }),
    }),
});

/** Files that an agent of the past has uploaded, by the ids of their uploads. They are there at once. */
const uploadedFiles = (attachments: AttachmentStore, files: ReadonlyMap<string, DemoFile>): ClaimUploadsDeps => {
  const fileOf = (id: string): DemoFile => {
    const file = files.get(id);
    if (file === undefined) throw new Error(`The demo has no upload ${id}`);
    return file;
  };
  return {
    uploads: {
      findMany: (serviceId, agentId, ids) =>
        Promise.resolve(
          ids.map((uploadId) => {
            const { name, type, bytes } = fileOf(uploadId);
            return { uploadId, serviceId, agentId, name, type, size: bytes.length, key: uploadId };
          }),
        ),
    },
    bucket: {
      sizeOf: (key) => Promise.resolve(fileOf(key).bytes.length),
      copy: (from, to) => attachments.put(to, fileOf(from).bytes, fileOf(from).type),
    },
  };
};

/** The real use cases on the real tables and buckets, at a moment of the past; raw mail and files are given by hand. */
const useCasesAt = (
  deps: DemoDeps,
  directory: DeskDirectory,
  ulid: (seed: number) => string,
  at: Date,
  raw: Uint8Array,
  files: ReadonlyMap<string, DemoFile>,
  number: number,
) => {
  const { client, deskTable, sessionsTable, attachments } = deps;
  const clock: ClockAndIds = { now: () => at, newId: (prefix) => `${prefix}_${ulid(at.getTime())}` };
  const common = {
    clock,
    clockAndIds: clock,
    backoff: jitteredBackoff,
    richText: sanitizedRichText,
    attachments,
    files: uploadedFiles(attachments, files),
    log: quiet,
    parser: postalMailParser,
    rawPrefix: '',
    directory,
    phoneNumbers: libPhoneNumbers,
    customers: dynamoCustomerRepository({ client, deskTable, backoff: jitteredBackoff }),
    tickets: ofThePast(
      dynamoTicketRepository({ client, deskTable, sessionsTable, backoff: jitteredBackoff, now: () => deps.now }),
      number,
    ),
    rawMail: { read: () => Promise.resolve(raw) },
    // What was answered in the past was allowed then.
    restrictedWords: { find: (serviceId: string) => Promise.resolve(noRestrictedWords(serviceId)) },
    layouts: { find: () => Promise.resolve(undefined) },
    preferences: { find: () => Promise.resolve(undefined) },
    definitions: dynamoFieldRepository({ client, deskTable, backoff: jitteredBackoff }),
    replyReference: {
      sign: () => Promise.reject(new Error('the demo signs nothing')),
      verify: () => Promise.resolve(false),
    },
  };
  /** What the desk's schedule does, done by hand here. */
  const autoComplete = async ({ serviceId }: { readonly serviceId: string }, correlationId: string) => {
    const [ticket, service] = [await common.tickets.find(serviceId, number), await directory.findService(serviceId)];
    if (ticket === undefined || service === undefined) throw new Error(`The demo has no ticket ${serviceId} ${number}`);
    const decided = autoCompleteTicket(ticket, service.autoCompleteDays, decisionContext(clock, correlationId));
    if (!decided?.ok)
      throw new Error(`Demo ticket ${serviceId} ${number} is not to be completed: ${JSON.stringify(decided)}`);
    return common.tickets.save(decided.value);
  };
  return {
    receive: receiveMail(common),
    create: createTicket(common),
    keep: keepTicket(common),
    forward: forwardTicket(common),
    edit: editTicket(common),
    comment: commentTicket(common),
    resolve: answerTicket(common, 'resolve'),
    pend: answerTicket(common, 'pend'),
    resolve_internally: resolveInternally(common),
    complete: completeTicket(common),
    mark: markImportant({
      ...common,
      importantTickets: dynamoImportantTickets({ client, deskTable, backoff: jitteredBackoff }),
    }),
    autoComplete,
  };
};

const messageIdOf = (story: number, step: number): string => `<demo-${story}-${step}@customer.example.com>`;

const compose = (story: number, step: number, mail: Extract<Step, { kind: 'mail' }>): Promise<Uint8Array> =>
  new MailComposer({
    from: { name: mail.from.name, address: mail.from.email },
    to: SUPPORT,
    subject: mail.subject,
    date: mail.at,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: messageIdOf(story, step),
    ...(mail.reply ? { inReplyTo: messageIdOf(story, 0), references: [messageIdOf(story, 0)] } : {}),
    ...(mail.files !== undefined
      ? {
          attachments: mail.files.map(({ name, type, bytes }) => ({
            filename: name,
            contentType: type,
            content: bytes,
          })),
        }
      : mail.picture !== undefined
        ? {
            attachments: [{ filename: mail.picture.name, cid: mail.picture.contentId, content: mail.picture.bytes }],
          }
        : step === 0 && story % 9 === 0
          ? { attachments: [{ filename: 'order.txt', content: `${mail.subject}\n${mail.at.toISOString()}\n` }] }
          : {}),
  })
    .compile()
    .build();

/** Tickets are numbered per service, from 1, in the order in which they came. */
const numbersInOrderOfArrival = (stories: readonly Story[]): ((index: number) => number) => {
  const count = new Map<string, number>();
  const numbers = stories.map(({ serviceId }) => {
    const number = (count.get(serviceId) ?? 0) + 1;
    count.set(serviceId, number);
    return number;
  });
  return (index) => numbers[index]!;
};

const inLanes = async <T>(lanes: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

const accept = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (result.ok) return result.value;
  throw new Error(`The demo was refused: ${JSON.stringify(result.error)}`);
};

/**
 * Fills a desk that was just set up (`demo/desk.json`) with 300 conversations of the 30 days before `now`, through the
 * same use cases that serve customers and agents: the newest first, then the older ones. Throws when one of them is
 * refused.
 */
export const loadDemo = async (deps: DemoDeps): Promise<{ readonly tickets: number; readonly steps: number }> => {
  const ulid = monotonicFactory();
  const all = planDemo(deps.now);
  const numberOf = numbersInOrderOfArrival(all);
  const firstNewest = all.length - NEWEST;
  const stories = [...all.entries()].filter(
    ([index]) => (deps.part === 'newest') === index >= firstNewest && index % deps.share.of === deps.share.index,
  );
  const directory = readOnce(dynamoDeskDirectory({ client: deps.client, deskTable: deps.deskTable }));
  const agents = new Map<string, Agent>();
  for (const serviceId of ['care', 'engineering'])
    for (const agent of await directory.listAgents(serviceId)) agents.set(`${serviceId} ${agent.email}`, agent);
  const agentOf = (story: Story, email: string): Agent => {
    const agent = agents.get(`${story.serviceId} ${email}`);
    if (agent === undefined) throw new Error(`demo/desk.json has no agent ${email} in ${story.serviceId}`);
    return agent;
  };

  const play = async (story: Story, index: number, stepIndex: number): Promise<void> => {
    const step = story.steps[stepIndex]!;
    const raw = step.kind === 'mail' ? await compose(index, stepIndex, step) : new Uint8Array();
    const { serviceId } = story;
    const number = numberOf(index);
    const files = new Map(
      ('files' in step ? (step.files ?? []) : []).map((file) => [`upl_${ulid(step.at.getTime())}`, file]),
    );
    const use = useCasesAt(deps, directory, ulid, step.at, raw, files, number);
    const correlationId = `cor_${ulid(step.at.getTime())}`;
    if (step.kind === 'mail') {
      await use.receive({
        sesMessageId: `demo-${index}-${stepIndex}`,
        envelopeFrom: step.from.email,
        recipients: [SUPPORT],
        spam: step.isSpam === true ? 'FAIL' : 'PASS',
        virus: 'PASS',
        dmarc: 'PASS',
      });
      return;
    }
    if (step.kind === 'auto_complete') {
      accept(await use.autoComplete(story, correlationId));
      return;
    }
    const agent = agentOf(story, step.agent);
    const command = { serviceId, number, agent, correlationId };
    switch (step.kind) {
      case 'create': {
        const { kind: _kind, at: _at, ...inquiry } = step;
        accept(await use.create({ ...inquiry, serviceId, agent, correlationId }));
        break;
      }
      case 'keep':
        accept(await use.keep({ ...command, ...(step.groupId === undefined ? {} : { groupId: step.groupId }) }));
        break;
      case 'forward':
        accept(await use.forward({ ...command, groupId: step.groupId, html: step.html }));
        break;
      case 'edit':
        accept(await use.edit({ ...command, changes: step.edit }));
        break;
      case 'resolve_internally':
        accept(
          await use.resolve_internally({
            ...command,
            reason: step.reason,
            ...(step.html === undefined ? {} : { html: step.html }),
          }),
        );
        break;
      case 'complete':
        accept(await use.complete(command));
        break;
      case 'mark':
        accept(await use.mark({ serviceId, number, agentId: agent.agentId, important: true }));
        break;
      case 'comment':
      case 'pend':
      case 'resolve':
        accept(await use[step.kind]({ ...command, html: step.html, uploadIds: [...files.keys()] }));
    }
  };

  const tickets = dynamoTicketRepository({
    client: deps.client,
    deskTable: deps.deskTable,
    sessionsTable: deps.sessionsTable,
    backoff: jitteredBackoff,
    now: () => deps.now,
  });
  // The counter is moved past the demo's numbers by whoever comes first; the desk was empty.
  if (deps.part === 'newest' && deps.share.index === 0)
    await inLanes(LANES, all, async ({ serviceId }) => {
      await tickets.nextNumber(serviceId);
    });
  await inLanes(LANES, stories.reverse(), async ([index, story]) => {
    // A start that ended while older conversations were being loaded: what is there stays as it is.
    if (deps.part === 'older' && (await tickets.find(story.serviceId, numberOf(index))) !== undefined) return;
    for (const step of story.steps.keys()) await play(story, index, step);
  });
  return { tickets: stories.length, steps: stories.reduce((sum, [, story]) => sum + story.steps.length, 0) };
};
