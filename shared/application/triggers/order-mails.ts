import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import { languageOf } from '../../domain/mail/answer-layout.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { readAddress } from '../../domain/mail/reply-address.ts';
import { senderOf } from '../../domain/ticket/answer-ticket.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { factOn, type Fact } from '../../domain/ticket/facts.ts';
import { type Ticket, ticketLabel } from '../../domain/ticket/ticket.ts';
import { isMailAddress } from '../../domain/mail/mail-address.ts';
import { fillHtml, fillText } from '../../domain/template/placeholders.ts';
import { valueOf } from '../../domain/template/variables.ts';
import type { Automation } from '../../domain/trigger/automation.ts';
import { addressesIn, admitRecipients, countMails, type MailCounts } from '../../domain/trigger/mail-rules.ts';
import { tellWords, wordsOf, type OutwardWord } from '../../domain/trigger/told-outward.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { MailCountReader } from '../ports/outward.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { RichText, Sanitize } from '../ports/writing.ts';
import { sanitizeText } from '../tickets/entry-body.ts';
import type { FiredTrigger, OutwardContext, ToldAction } from './outward-order.ts';

export type OrderMailsDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent' | 'findGroup' | 'listAgents' | 'findServiceByAddress'>;
  readonly mailCounts: MailCountReader;
  readonly richText: RichText;
  readonly clock: Pick<ClockAndIds, 'newId'>;
};

type AskedMail = Automation['mails'][number];
type Input = {
  readonly ticket: Ticket;
  readonly mails: readonly AskedMail[];
  readonly triggers: readonly FiredTrigger[];
  readonly snapshot: { readonly service: Service };
  readonly context: OutwardContext;
  readonly assignee: () => Promise<Agent | undefined>;
};
type OrderedMails = {
  readonly entries: readonly Entry[];
  readonly mails: readonly OutgoingMail[];
  readonly facts: readonly Fact[];
  readonly counts?: MailCounts;
  readonly told: readonly ToldAction[];
};

/** Mails of one change: each is an entry, a mail and a fact. */
export const MAILS_OF_A_RUN = 10;
/** Characters of a subject. */
const SUBJECT_LENGTH = 250;

/** Which of its trigger's actions each mail is: they are folded in the order of the actions. */
const placeOf = (mails: readonly AskedMail[], triggers: readonly FiredTrigger[]) => {
  const passed = new Map<string, number>();
  return mails.map((mail) => {
    const trigger = triggers.find(({ triggerId }) => triggerId === mail.triggerId);
    if (trigger === undefined) throw new Error(`Trigger ${mail.triggerId} is not among those that fired`);
    const nth = passed.get(mail.triggerId) ?? 0;
    passed.set(mail.triggerId, nth + 1);
    const action = trigger.actions.flatMap(({ kind }, index) => (kind === 'mail' ? [index] : []))[nth];
    if (action === undefined) throw new Error(`Trigger ${mail.triggerId} has no mail ${String(nth + 1)}`);
    return { mail, trigger, action };
  });
};

/** Whom a mail is to, as it stands in rows that may be old: nobody looked at the addresses yet. */
const candidatesOf = async (
  { directory }: Pick<OrderMailsDeps, 'directory'>,
  { to, groupId: named, address }: AskedMail,
  { ticket, assignee }: Input,
): Promise<readonly string[]> => {
  switch (to) {
    case 'customer':
      return ticket.customer.email === undefined ? [] : [ticket.customer.email];
    case 'address':
      return address === undefined ? [] : [address];
    case 'assignee': {
      const agent = await assignee();
      return agent?.active === true ? [agent.email] : [];
    }
    case 'group': {
      const groupId = named ?? ticket.groupId;
      const group = groupId === undefined ? undefined : await directory.findGroup(ticket.serviceId, groupId);
      if (group?.active !== true) return [];
      const agents = await directory.listAgents(ticket.serviceId);
      return group.agentIds.flatMap((id) => {
        const agent = agents.find(({ agentId }) => agentId === id);
        return agent?.active === true ? [agent.email] : [];
      });
    }
  }
};

/** Those of the addresses that are one of the desk's own, in any of its services. */
const oursAmong = async (
  { directory }: Pick<OrderMailsDeps, 'directory'>,
  candidates: readonly string[],
): Promise<ReadonlySet<string>> => {
  const bare = new Set(
    candidates
      .flatMap(addressesIn)
      .filter(isMailAddress)
      .map((each) => readAddress(each).bare),
  );
  const found = await Promise.all(
    [...bare].map(async (address) => ((await directory.findServiceByAddress(address)) === undefined ? [] : [address])),
  );
  return new Set(found.flat());
};

/** One line; a mail to the customer names the ticket, so that an answer without a thread still finds it. */
const subjectOf = (filled: string, ticket: Ticket, isToCustomer: boolean): string => {
  const line = [...filled.replace(/\s+/g, ' ').trim()].slice(0, SUBJECT_LENGTH).join('');
  const label = `[${ticketLabel(ticket.number)}]`;
  if (!isToCustomer || line.includes(label)) return line === '' ? label : line;
  return line === '' ? label : `${line} ${label}`;
};

type Written = { readonly mail: AskedMail; readonly subject: string; readonly body: Pick<Entry, 'html' | 'text'> };

/** The entry, the mail and the fact of one mail. */
const writeMail = (
  { clock }: Pick<OrderMailsDeps, 'clock'>,
  { ticket, snapshot: { service }, context }: Input,
  { triggerId, name }: FiredTrigger,
  { mail: { to: kind }, subject, body }: Written,
  { addresses, agent }: { readonly addresses: readonly [string, ...string[]]; readonly agent: Agent | undefined },
): { readonly entry: Entry; readonly mail: OutgoingMail; readonly fact: Fact } => {
  const { serviceId, number } = ticket;
  const { at, correlationId } = context;
  const [to, ...also] = addresses;
  const toName = kind === 'customer' ? ticket.customer.name : kind === 'assignee' ? agent?.name : undefined;
  const ids = { entryId: clock.newId('ent'), mailId: clock.newId('mail') };
  const trigger = { triggerId, name };
  return {
    entry: {
      id: ids.entryId,
      kind: 'trigger_mail',
      author: { kind: 'system' },
      at,
      ...body,
      attachments: [],
      mailId: ids.mailId,
      automatedBy: [trigger],
      mailedTo: { kind, addresses, subject },
    },
    mail: {
      id: ids.mailId,
      serviceId,
      number,
      entryId: ids.entryId,
      kind: 'automatic',
      audience: kind,
      to,
      ...(toName === undefined ? {} : { toName }),
      ...(also.length === 0 ? {} : { also }),
      from: senderOf(ticket, service),
      fromName: service.senderName,
      subject,
      language: kind === 'customer' ? ticket.language : service.language,
      status: 'queued',
      createdAt: at,
      attempts: 0,
    },
    fact: factOn(ticket, {
      id: clock.newId('evt'),
      type: 'mail_ordered',
      at,
      actor: { kind: 'system' },
      changes: {},
      ...ids,
      trigger,
      correlationId,
    }),
  };
};

/** What a mail says, its variables filled. Undefined: it is too long for a row. */
const fillMail = (
  sanitize: Sanitize,
  mail: AskedMail,
  { ticket, snapshot: { service }, context: { at } }: Input,
  agent: Agent | undefined,
): Written | undefined => {
  const isToCustomer = mail.to === 'customer';
  const language = languageOf(isToCustomer ? ticket.language : service.language);
  const value = valueOf({ ticket, service, agent, at, language });
  const body = sanitizeText(sanitize, fillHtml(mail.html, value));
  return body.ok
    ? { mail, subject: subjectOf(fillText(mail.subject, value), ticket, isToCustomer), body: body.value }
    : undefined;
};

/**
 * The mails that triggers ordered: each is an entry of its own, with a mail in the queue's way and the fact that brings
 * it there. Who is left out of one, and why, is told.
 */
export const orderMails =
  (deps: OrderMailsDeps) =>
  async (input: Input): Promise<OrderedMails> => {
    const { ticket, snapshot, context, assignee } = input;
    const told: ToldAction[] = [];
    if (input.mails.length === 0) return { entries: [], mails: [], facts: [], told };
    const [stored, sanitize, agent] = await Promise.all([
      deps.mailCounts.find(ticket.serviceId, ticket.number),
      deps.richText.sanitizer(),
      assignee(),
    ]);
    const written: ReturnType<typeof writeMail>[] = [];
    const sent = new Set<string>();
    const now = new Date(context.at);
    let counts = stored;
    /** Orders one mail, or nothing of it; gives the words for the trace. */
    const order = async (mail: AskedMail, trigger: FiredTrigger): Promise<readonly OutwardWord[]> => {
      if (snapshot.service.addresses.length === 0) return ['no_sender'];
      if (written.length >= MAILS_OF_A_RUN) return ['too_many_at_once'];
      const filled = fillMail(sanitize, mail, input, agent);
      if (filled === undefined) return ['text_too_long'];
      const candidates = await candidatesOf(deps, mail, input);
      const ours = await oursAmong(deps, candidates);
      const admitted = admitRecipients({ to: mail.to, candidates }, { ticket, ours, counts, now });
      const sameTo = (address: string) => JSON.stringify([address, filled.subject, filled.body.html]);
      const addresses = admitted.addresses.filter((address) => !sent.has(sameTo(address)));
      const repeated = admitted.addresses.slice(addresses.length).map((): OutwardWord => 'duplicate');
      const leftOut = [...wordsOf(admitted.leftOut), ...repeated];
      const [to, ...also] = addresses;
      if (to === undefined) return leftOut;
      for (const address of addresses) sent.add(sameTo(address));
      counts = countMails(counts, addresses, now, stored.revision + 1);
      written.push(writeMail(deps, input, trigger, filled, { addresses: [to, ...also], agent }));
      return [...addresses.map((): OutwardWord => 'mail_ordered'), ...leftOut];
    };
    for (const { mail, trigger, action } of placeOf(input.mails, input.triggers))
      told.push({ triggerId: trigger.triggerId, action, word: tellWords(await order(mail, trigger)) });
    return {
      entries: written.map(({ entry }) => entry),
      mails: written.map(({ mail }) => mail),
      facts: written.map(({ fact }) => fact),
      told,
      ...(counts === stored ? {} : { counts }),
    };
  };
