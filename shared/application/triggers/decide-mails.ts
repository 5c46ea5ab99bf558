import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import { languageOf } from '../../domain/mail/answer-layout.ts';
import { isMailAddress } from '../../domain/mail/mail-address.ts';
import { readAddress } from '../../domain/mail/reply-address.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { type Ticket, ticketLabel } from '../../domain/ticket/ticket.ts';
import { fillHtml, fillText } from '../../domain/template/placeholders.ts';
import { valueOf } from '../../domain/template/variables.ts';
import type { Automation } from '../../domain/trigger/automation.ts';
import { addressesIn, admitRecipients, countMails, type MailCounts } from '../../domain/trigger/mail-rules.ts';
import { ACTIONS_LIMIT } from '../../domain/trigger/trigger.ts';
import { wordsOf, type OutwardWord } from '../../domain/trigger/told-outward.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { MailCountReader } from '../ports/outward.ts';
import type { RichText, Sanitize } from '../ports/writing.ts';
import { sanitizeText } from '../tickets/entry-body.ts';
import type { FiredTrigger, OutwardContext } from './outward-order.ts';

export type DecideMailsDeps = {
  readonly directory: Pick<DeskDirectory, 'findGroup' | 'listAgents' | 'findServiceByAddress'>;
  readonly mailCounts: MailCountReader;
  readonly richText: RichText;
};

type AskedMail = Automation['mails'][number];
export type AskedMails = {
  /** As the change leaves it. */
  readonly ticket: Ticket;
  readonly mails: readonly AskedMail[];
  /** All that fired. */
  readonly triggers: readonly FiredTrigger[];
  readonly snapshot: { readonly service: Service };
  readonly context: Pick<OutwardContext, 'at'>;
  readonly assignee: () => Promise<Agent | undefined>;
};

/** What a mail says, its variables filled. */
export type FilledMail = { readonly subject: string; readonly body: Pick<Entry, 'html' | 'text'> };

/** What becomes of one mail that a trigger asks for. */
export type DecidedMail = {
  readonly mail: AskedMail;
  readonly trigger: FiredTrigger;
  /** Position among the trigger's actions. */
  readonly action: number;
  /** Who gets it, normalized; none: nothing is sent. */
  readonly addresses: readonly string[];
  /** For the trace: who gets it, and who or what is left out, and why. */
  readonly words: readonly OutwardWord[];
  /** Absent: it is too long for a row, or one of many that are not sent. */
  readonly filled?: FilledMail;
};
export type DecidedMails = {
  readonly mails: readonly DecidedMail[];
  readonly agent: Agent | undefined;
  /** With these mails; absent: nobody gets one. */
  readonly counts?: MailCounts;
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
  { directory }: Pick<DecideMailsDeps, 'directory'>,
  { to, groupId: named, address }: AskedMail,
  { ticket, assignee }: AskedMails,
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
  { directory }: Pick<DecideMailsDeps, 'directory'>,
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

/** What a mail says, its variables filled. Undefined: it is too long for a row. */
const fillMail = (
  sanitize: Sanitize,
  mail: AskedMail,
  { ticket, snapshot: { service }, context: { at } }: AskedMails,
  agent: Agent | undefined,
): FilledMail | undefined => {
  const isToCustomer = mail.to === 'customer';
  const language = languageOf(isToCustomer ? ticket.language : service.language);
  const value = valueOf({ ticket, service, agent, at, language });
  const body = sanitizeText(sanitize, fillHtml(mail.html, value));
  return body.ok
    ? { subject: subjectOf(fillText(mail.subject, value), ticket, isToCustomer), body: body.value }
    : undefined;
};

/**
 * Decides of all mails that triggers ask for on one occasion what each says and who gets it: what a run sends, and a
 * trial shows. Reads only.
 */
export const decideMails =
  (deps: DecideMailsDeps) =>
  async (input: AskedMails): Promise<DecidedMails> => {
    const { ticket, snapshot, context, assignee } = input;
    const [stored, sanitize, agent] = await Promise.all([
      deps.mailCounts.find(ticket.serviceId, ticket.number),
      deps.richText.sanitizer(),
      assignee(),
    ]);
    const sent = new Set<string>();
    const now = new Date(context.at);
    let counts = stored;
    let ordered = 0;
    const mails: DecidedMail[] = [];
    const decide = async (mail: AskedMail): Promise<Omit<DecidedMail, 'mail' | 'trigger' | 'action'>> => {
      const isSendable = snapshot.service.addresses.length > 0 && ordered < MAILS_OF_A_RUN;
      // What is not sent is filled as far as a trial of one trigger can show it.
      const filled = isSendable || mails.length < ACTIONS_LIMIT ? fillMail(sanitize, mail, input, agent) : undefined;
      const nobody = (word: OutwardWord) => ({ addresses: [], words: [word], ...(filled && { filled }) });
      if (snapshot.service.addresses.length === 0) return nobody('no_sender');
      if (ordered >= MAILS_OF_A_RUN) return nobody('too_many_at_once');
      if (filled === undefined) return nobody('text_too_long');
      const candidates = await candidatesOf(deps, mail, input);
      const ours = await oursAmong(deps, candidates);
      const admitted = admitRecipients({ to: mail.to, candidates }, { ticket, ours, counts, now });
      const sameTo = (address: string) => JSON.stringify([address, filled.subject, filled.body.html]);
      const addresses = admitted.addresses.filter((address) => !sent.has(sameTo(address)));
      const repeated = admitted.addresses.slice(addresses.length).map((): OutwardWord => 'duplicate');
      const leftOut = [...wordsOf(admitted.leftOut), ...repeated];
      if (addresses.length === 0) return { addresses, words: leftOut, filled };
      for (const address of addresses) sent.add(sameTo(address));
      counts = countMails(counts, addresses, now, stored.revision + 1);
      ordered += 1;
      return { addresses, words: [...addresses.map((): OutwardWord => 'mail_ordered'), ...leftOut], filled };
    };
    // One after the other: who got one counts for those behind it.
    for (const placed of placeOf(input.mails, input.triggers))
      mails.push({ ...placed, ...(await decide(placed.mail)) });
    return { mails, agent, ...(counts === stored ? {} : { counts }) };
  };
