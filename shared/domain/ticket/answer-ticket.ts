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
  const entry: Entry = {
    id: context.entryId,
    kind: 'agent_reply',
    author: { kind: 'agent', agentId: agent.agentId },
    at: context.at,
    ...entryBody(body),
    mailId: context.mailId,
    command,
  };
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
  const { to } = TICKET_LIFECYCLE[command];
  const answered = { ...CLEARED_ON_REOPEN, status: to, waitingSince: null };
  const patch = to === 'resolved' ? { ...answered, resolvedAt: context.at, resolvedBy: agent.agentId } : answered;
  return ok({
    ...advance(ticket, ANSWERS[command].fact, { kind: 'agent', id: agent.agentId }, context, patch, {
      entry,
      mailId: mail.id,
    }),
    entry,
    mail,
  });
};
