import type { TicketChange } from '../../shared/application/ports/tickets.ts';
import type { Agent, AgentGroup } from '../../shared/domain/desk/agent.ts';
import type { DeskFact } from '../../shared/domain/desk/desk-facts.ts';
import type { Service } from '../../shared/domain/desk/service.ts';
import type { OutgoingMail } from '../../shared/domain/mail/outgoing-mail.ts';
import type { WaitingTicket } from '../../shared/domain/distribution/waiting-ticket.ts';
import type { DecisionContext } from '../../shared/domain/ticket/decision.ts';
import type { Entry } from '../../shared/domain/ticket/entry.ts';
import type { Fact } from '../../shared/domain/ticket/facts.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';

/** A property given as `undefined` is left out: `aTicket({ assigneeId: undefined })`. */
type Over<T> = { readonly [K in keyof T]?: T[K] | undefined };
const built = <T extends object>(defaults: T, over: Over<T>): T =>
  Object.fromEntries(Object.entries({ ...defaults, ...over }).filter(([, value]) => value !== undefined)) as T;

export const aTicket = (over: Over<Ticket> = {}): Ticket =>
  built<Ticket>(
    {
      serviceId: 'support',
      number: 1024,
      version: 3,
      title: 'Printer on fire',
      status: 'processing',
      channel: 'email',
      priority: 'normal',
      language: 'en',
      customer: { name: 'A customer', email: 'customer@example.com' },
      serviceAddress: 'support@example.com',
      assigneeId: 'agent_1',
      groupId: 'first-line',
      createdAt: '2026-11-22T08:00:00.000Z',
      activityAt: '2026-11-22T08:30:00.000Z',
      unreadReply: false,
      tags: [],
    },
    over,
  );

export const anAgent = (over: Over<Agent> = {}): Agent =>
  built<Agent>(
    {
      serviceId: 'support',
      agentId: 'agent_1',
      name: 'First Agent',
      email: 'first@example.com',
      role: 'agent',
      groupIds: ['first-line'],
      mayForward: false,
      takesAssignment: true,
      handlesChat: false,
      handlesPhone: false,
      mayUnmask: false,
      active: true,
      version: 1,
    },
    over,
  );

export const aService = (over: Over<Service> = {}): Service =>
  built<Service>(
    {
      serviceId: 'support',
      name: 'Support',
      kind: 'contact',
      timeZone: 'Asia/Seoul',
      language: 'en',
      channels: ['email', 'created'],
      addresses: ['support@example.com', 'help@example.com'],
      senderName: 'Example Support',
      autoCompleteDays: 14,
      undoSeconds: 0,
      leaversTickets: 'give_back',
      country: 'KR',
      languages: ['en'],
      version: 1,
    },
    over,
  );

export const aGroup = (over: Over<AgentGroup> = {}): AgentGroup =>
  built<AgentGroup>(
    { serviceId: 'support', groupId: 'first-line', name: 'First line', agentIds: [], active: true, version: 1 },
    over,
  );

export const aDeskFact = (over: Over<DeskFact> = {}): DeskFact =>
  built<DeskFact>(
    {
      of: 'desk',
      id: 'evt_1',
      type: 'agent_changed',
      serviceId: 'support',
      at: '2026-11-22T09:00:00.000Z',
      actor: { kind: 'agent', id: 'boss' },
      action: 'changed',
      subject: { kind: 'agent', id: 'agent_1' },
      changed: ['active'],
      correlationId: 'cor_1',
    },
    over,
  );

export const aContext = (over: Over<DecisionContext> = {}): DecisionContext =>
  built<DecisionContext>(
    { at: '2026-11-22T09:00:00.000Z', factId: 'evt_1', entryId: 'ent_1', mailId: 'mail_1', correlationId: 'cor_1' },
    over,
  );

export const anEntry = (over: Over<Entry> = {}): Entry =>
  built<Entry>(
    {
      id: 'ent_1',
      kind: 'customer_message',
      author: { kind: 'customer', name: 'A customer', email: 'customer@example.com' },
      at: '2026-11-22T08:00:00.000Z',
      html: '<p>It burns</p>',
      text: 'It burns',
      attachments: [],
    },
    over,
  );

export const aFact = (over: Over<Fact> = {}): Fact =>
  built<Fact>(
    {
      id: 'evt_1',
      type: 'ticket_commented',
      serviceId: 'support',
      number: 1024,
      version: 3,
      at: '2026-11-22T08:30:00.000Z',
      actor: { kind: 'agent', id: 'agent_1' },
      status: 'processing',
      assigneeId: 'agent_1',
      groupId: 'first-line',
      changes: {},
      entryId: 'ent_1',
      correlationId: 'cor_1',
    },
    over,
  );

/** A change that brings a ticket to this state; its fact tells of it and of nothing else. */
export const aChange = (ticket: Ticket, over: Partial<TicketChange> = {}): TicketChange => {
  const { serviceId, number, version } = ticket;
  const type = version === 1 ? 'ticket_created' : 'ticket_edited';
  const fact = aFact({ id: `evt_0_${version}`, serviceId, number, version, type, entryId: undefined });
  return { ticket, fact, ...over };
};

export const aMail = (over: Over<OutgoingMail> = {}): OutgoingMail =>
  built<OutgoingMail>(
    {
      id: 'mail_1',
      serviceId: 'support',
      number: 1024,
      entryId: 'ent_1',
      kind: 'resolved',
      to: 'customer@example.com',
      toName: 'A customer',
      from: 'support@example.com',
      fromName: 'Example Support',
      subject: 'Re: Printer on fire [#1024]',
      language: 'en',
      status: 'queued',
      createdAt: '2026-11-22T09:00:00.000Z',
      attempts: 0,
    },
    over,
  );

export const aWaitingTicket = (over: Over<WaitingTicket> = {}): WaitingTicket =>
  built<WaitingTicket>(
    {
      serviceId: 'support',
      groupId: 'first-line',
      number: 1024,
      since: '2026-11-22T08:30:00.000Z',
      id: 'evt_1',
      strategy: 'sequential',
      triggerId: 'trg_1',
      automation: { chainId: 'evt_1', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'To the first line' }] },
      correlationId: 'cor_1',
    },
    over,
  );
