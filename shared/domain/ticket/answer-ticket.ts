import type { Service } from '../desk/service.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { OutgoingMail } from '../mail/outgoing-mail.ts';
import {
  advance,
  CLEARED_ON_REOPEN,
  type Decision,
  type DecisionContext,
  entryBody,
  isEmptyBody,
  type MessageBody,
} from './decision.ts';
import type { Entry } from './entry.ts';
import type { TicketRefusal } from './refusal.ts';
import { admit, type ActingAgent, TICKET_LIFECYCLE } from './lifecycle.ts';
import { hasSeen, type Ticket, ticketLabel } from './ticket.ts';

/** Reply prefixes of mail programs, in the languages of our customers. */
const REPLY_PREFIX = /^(?:\s*(?:re|aw|sv|antw|답장|회신|回复|回覆|答复|返信)(?:\[\d+\])?\s*[:：])+\s*/i;

/**
 * The subject of every mail of a ticket: `Re: Printer on fire [#1024]`. It never changes, so that programs that thread
 * by subject keep the thread.
 */
export const answerSubject = ({ title, number }: Pick<Ticket, 'title' | 'number'>): string => {
  const label = `[${ticketLabel(number)}]`;
  const said = title.replace(/\s+/g, ' ').replace(REPLY_PREFIX, '').replaceAll(label, '').trim();
  return said === '' ? `Re: ${label}` : `Re: ${said} ${label}`;
};

/**
 * Refuses with `news_arrived` when somebody else added an entry after the newest that the writer has seen. Without
 * `seenEntryId` it is not checked; the writer's own entries don't count.
 */
export const checkNoNewerEntries = (
  ticket: Ticket,
  agent: Pick<ActingAgent, 'agentId'>,
  seenEntryId: string | undefined,
): Result<Ticket, Extract<TicketRefusal, { code: 'news_arrived' }>> => {
  const newest = ticket.lastEntry?.by === agent.agentId ? ticket.otherEntry : ticket.lastEntry;
  return seenEntryId === undefined || newest === undefined || hasSeen(seenEntryId, newest)
    ? ok(ticket)
    : err({ code: 'news_arrived', lastEntryId: newest.id });
};

export type AnswerTicket = {
  readonly agent: ActingAgent;
  readonly service: Pick<Service, 'addresses' | 'senderName' | 'undoSeconds'>;
  readonly body: MessageBody;
  readonly seenEntryId?: string;
};

/** From when on the mail may leave, and who may take the answer back until then to what the ticket was. */
const undoWindow = (
  { status, activityAt, unreadReply, waitingSince, lastEntry, otherEntry }: Ticket,
  { agent, service: { undoSeconds } }: AnswerTicket,
  { at }: DecisionContext,
): Pick<OutgoingMail, 'leavesAt' | 'undo'> => {
  if (undoSeconds === 0) return {};
  const before = {
    status,
    activityAt,
    unreadReply,
    ...(waitingSince === undefined ? {} : { waitingSince }),
    ...(lastEntry === undefined ? {} : { lastEntry }),
    ...(otherEntry === undefined ? {} : { otherEntry }),
  };
  return {
    leavesAt: new Date(Date.parse(at) + undoSeconds * 1000).toISOString(),
    undo: { by: agent.agentId, before },
  };
};

const ANSWERS = {
  resolve: { fact: 'ticket_resolved', mail: 'resolved' },
  pend: { fact: 'ticket_pended', mail: 'pending' },
} as const;

/**
 * The address that the answer is sent from: the one that the customer wrote to if the service still has it, else the
 * service's first.
 */
export const senderOf = (
  ticket: Pick<Ticket, 'serviceId' | 'serviceAddress'>,
  service: Pick<Service, 'addresses'>,
): string => {
  const from =
    ticket.serviceAddress !== undefined && service.addresses.includes(ticket.serviceAddress)
      ? ticket.serviceAddress
      : service.addresses[0];
  // Setting a desk up demands an address: without one this is a fault of the desk, not a refusal of the agent's
  // command.
  if (from === undefined) throw new Error(`Service ${ticket.serviceId} has no mail address to answer from`);
  return from;
};

const answerEntry = (
  command: keyof typeof ANSWERS,
  { agentId }: ActingAgent,
  body: MessageBody,
  { entryId, at }: DecisionContext,
): Entry => ({
  id: entryId,
  kind: 'agent_reply',
  author: { kind: 'agent', agentId },
  at,
  ...entryBody(body),
  command,
});

/** The ticket after an answer, and the fact that tells of it. */
const answered = (
  command: keyof typeof ANSWERS,
  ticket: Ticket,
  { agentId }: ActingAgent,
  context: DecisionContext,
  written: { readonly entry: Entry; readonly mailId?: string },
) => {
  const { to } = TICKET_LIFECYCLE[command];
  const after = { ...CLEARED_ON_REOPEN, status: to, waitingSince: null };
  const patch = to === 'resolved' ? { ...after, resolvedAt: context.at, resolvedBy: agentId } : after;
  return advance(ticket, ANSWERS[command].fact, { kind: 'agent', id: agentId }, context, patch, written);
};

/** Resolves or pends a ticket: an entry and a queued mail with the answer, and the status that the table gives. */
export const answerTicket = (
  command: keyof typeof ANSWERS,
  ticket: Ticket,
  answer: AnswerTicket,
  context: DecisionContext,
): Result<Decision & { readonly mail: OutgoingMail }, TicketRefusal> => {
  const { agent, service, body, seenEntryId } = answer;
  const admitted = admit(command, ticket, agent);
  if (!admitted.ok) return admitted;
  if (isEmptyBody(body)) return err({ code: 'text_required' });
  const seen = checkNoNewerEntries(ticket, agent, seenEntryId);
  if (!seen.ok) return seen;
  const { email, name } = ticket.customer;
  if (email === undefined) return err({ code: 'customer_email_missing' });
  const entry: Entry = { ...answerEntry(command, agent, body, context), mailId: context.mailId };
  const mail: OutgoingMail = {
    id: context.mailId,
    serviceId: ticket.serviceId,
    number: ticket.number,
    entryId: entry.id,
    kind: ANSWERS[command].mail,
    to: email,
    ...(name === undefined ? {} : { toName: name }),
    from: senderOf(ticket, service),
    fromName: service.senderName,
    subject: answerSubject(ticket),
    language: ticket.language,
    status: 'queued',
    createdAt: context.at,
    ...undoWindow(ticket, answer, context),
    attempts: 0,
  };
  return ok({ ...answered(command, ticket, agent, context, { entry, mailId: mail.id }), entry, mail });
};

/**
 * Resolves or pends an issue ticket that came from another service: what is written is for the agents there, who answer
 * the customer themselves. No mail leaves.
 */
export const answerTeam = (
  command: keyof typeof ANSWERS,
  ticket: Ticket,
  { agent, body, seenEntryId }: Pick<AnswerTicket, 'agent' | 'body' | 'seenEntryId'>,
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const admitted = admit(command, ticket, agent);
  if (!admitted.ok) return admitted;
  if (isEmptyBody(body)) return err({ code: 'text_required' });
  const seen = checkNoNewerEntries(ticket, agent, seenEntryId);
  if (!seen.ok) return seen;
  const entry = answerEntry(command, agent, body, context);
  return ok({ ...answered(command, ticket, agent, context, { entry }), entry });
};
