import { assignTicket } from '../../../../shared/domain/distribution/assign-ticket.ts';
import {
  RECENT_LIMIT,
  RECENT_SECONDS,
  receive,
  type Received,
  recentOf,
} from '../../../../shared/domain/distribution/distribution.ts';
import { waitForAgent, waitsBy } from '../../../../shared/domain/distribution/waiting-ticket.ts';
import { advance } from '../../../../shared/domain/ticket/decision.ts';
import { keepTicket } from '../../../../shared/domain/ticket/keep-ticket.ts';
import { forwardTicket } from '../../../../shared/domain/ticket/forward-ticket.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import { resolveInternally } from '../../../../shared/domain/ticket/resolve-internally.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import type { AutomatedBy } from '../../../../shared/domain/trigger/chain.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const automation: AutomatedBy = { chainId: 'evt_0', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'VIP' }] };
const PLACEMENT = { kind: 'assign', triggerId: 'trg_1', groupId: 'first-line', strategy: 'sequential' } as const;

const placed = (ticket: Ticket, groupId = 'first-line', over: Parameters<typeof aContext>[0] = {}) => {
  const context = aContext(over);
  const { patch, waiting } = waitForAgent(ticket, { ...PLACEMENT, groupId, cap: 3 }, automation, context);
  return { ...advance(ticket, 'ticket_edited', { kind: 'system' }, context, patch), waiting };
};

describe('a placement', () => {
  it('takes the ticket from whoever has it, and puts it in the line of the group', () => {
    const { ticket, waiting } = placed(aTicket(), 'second-line');
    expect(ticket).toMatchObject({
      status: 'unassigned',
      groupId: 'second-line',
      waiting: { id: 'evt_1', since: '2026-11-22T09:00:00.000Z' },
    });
    expect(ticket).not.toHaveProperty('assigneeId');
    expect(waiting).toEqual({
      serviceId: 'support',
      number: 1024,
      groupId: 'second-line',
      triggerId: 'trg_1',
      strategy: 'sequential',
      cap: 3,
      since: '2026-11-22T09:00:00.000Z',
      id: 'evt_1',
      automation,
      correlationId: 'cor_1',
    });
    expect(waitsBy(ticket, waiting)).toBe(true);
  });

  it('keeps the place in line of a ticket that waits in the group already, and is no longer what it waits by', () => {
    const first = placed(aTicket());
    const again = placed(first.ticket, 'first-line', { at: '2026-11-22T10:00:00.000Z', factId: 'evt_2' });
    expect(again.waiting).toMatchObject({ since: first.waiting.since, id: 'evt_2' });
    expect([waitsBy(again.ticket, first.waiting), waitsBy(again.ticket, again.waiting)]).toEqual([false, true]);
    const elsewhere = placed(again.ticket, 'second-line', { at: '2026-11-22T11:00:00.000Z', factId: 'evt_3' });
    expect(elsewhere.waiting.since).toBe('2026-11-22T11:00:00.000Z');
  });
});

const agent = anAgent();
const administrator = anAgent({ agentId: 'boss', role: 'administrator' });
const ENDINGS = {
  kept: (ticket: Ticket) => keepTicket(ticket, { agent }, aContext()),
  'given to another group': (ticket: Ticket) =>
    forwardTicket(
      ticket,
      { agent: administrator, target: { kind: 'group', groupId: 'second-line', exists: true } },
      aContext(),
    ),
  resolved: (ticket: Ticket) => resolveInternally(ticket, { agent, reason: 'test' }, aContext()),
  assigned: (ticket: Ticket) => assignTicket(ticket, 'agent_9', { automation }, aContext()),
} as const;

describe('a ticket that waits', () => {
  it.each(Object.entries(ENDINGS))('waits no more once it is %s, also after it is unassigned again', (_ending, end) => {
    const { ticket, waiting } = placed(aTicket());
    const ended = end(ticket);
    if (!ended.ok) throw new Error(ended.error.code);
    expect(ended.value.ticket).not.toHaveProperty('waiting');
    const back = { ...ended.value.ticket, status: 'unassigned' as const, groupId: 'first-line' };
    expect(waitsBy(back, waiting)).toBe(false);
  });

  it('waits on when the customer writes again, or its fields are changed', () => {
    const { ticket, waiting } = placed(aTicket());
    const replied = receiveReply(
      ticket,
      { body: { html: 'x', text: 'x' }, author: {}, assigneeActive: false },
      aContext(),
    );
    expect(replied.ok && waitsBy(replied.value.ticket, waiting)).toBe(true);
    const edited = advance(ticket, 'ticket_edited', { kind: 'system' }, aContext(), { priority: 'high' });
    expect(waitsBy(edited.ticket, waiting)).toBe(true);
  });

  it('is given to an agent by the desk itself, and its fact says by which trigger', () => {
    const { ticket } = placed(aTicket({ unreadReply: true }));
    expect(assignTicket(ticket, 'agent_9', { automation }, aContext({ at: '2026-11-22T09:05:00.000Z' }))).toMatchObject(
      {
        ok: true,
        value: {
          ticket: {
            status: 'processing',
            assigneeId: 'agent_9',
            unreadReply: true,
            activityAt: '2026-11-22T09:05:00.000Z',
          },
          fact: {
            type: 'ticket_assigned',
            actor: { kind: 'system' },
            automation,
            changes: { status: { before: 'unassigned', after: 'processing' }, assignee: { after: 'agent_9' } },
          },
        },
      },
    );
  });
});

describe('what an agent was given lately', () => {
  const at = (seconds: number) => new Date(Date.parse('2026-11-22T09:00:00.000Z') + seconds * 1000).toISOString();
  const lee = { serviceId: 'support', agentId: 'lee' };

  it('is kept for some seconds, each ticket once', () => {
    const one = receive(lee, undefined, 1, at(0));
    const two = receive(lee, one, 2, at(10));
    expect(two).toEqual({
      ...lee,
      version: 2,
      lastAt: at(10),
      recent: [
        { number: 1, at: at(0) },
        { number: 2, at: at(10) },
      ],
    });
    expect(receive(lee, two, 1, at(12)).recent).toEqual([
      { number: 2, at: at(10) },
      { number: 1, at: at(12) },
    ]);
    expect(recentOf(two, at(RECENT_SECONDS)).map(({ number }) => number)).toEqual([2]);
    expect(recentOf(undefined, at(0))).toEqual([]);
  });

  it('is kept of so many tickets at most, the latest', () => {
    const burst = Array.from({ length: RECENT_LIMIT + 10 }, (_, n) => n + 1).reduce<Received | undefined>(
      (before, number) => receive(lee, before, number, at(number / 100)),
      undefined,
    );
    expect(burst!.recent.map(({ number }) => number)).toEqual(Array.from({ length: RECENT_LIMIT }, (_, n) => n + 11));
  });
});
