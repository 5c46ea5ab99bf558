import fc from 'fast-check';
import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { allowedFor } from '../../../../shared/domain/ticket/allowed.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import { createTicket } from '../../../../shared/domain/ticket/create-ticket.ts';
import type { Decision } from '../../../../shared/domain/ticket/decision.ts';
import { evolve } from '../../../../shared/domain/ticket/evolve.ts';
import { keepTicket } from '../../../../shared/domain/ticket/keep-ticket.ts';
import { isAllowed, TICKET_LIFECYCLE, type TicketCommand } from '../../../../shared/domain/ticket/lifecycle.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aMoment, anAgent, aService } from '../../../support/tickets.ts';

const agent = fc.record({ agentId: fc.constantFrom('a', 'b', 'c'), role: fc.constantFrom('agent' as const, 'administrator' as const), groupIds: fc.subarray(['g1', 'g2']) });
const step = fc.record({ command: fc.constantFrom('keep', 'comment', 'resolve', 'pend', 'reply'), agent, text: fc.constantFrom('said', ''), assigneeActive: fc.boolean() });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const take = (ticket: Ticket, { command, agent: by, text, assigneeActive }: Step, n: number) => {
  const moment = aMoment({ at: new Date(Date.UTC(2026, 10, 22, 9, 0, n)).toISOString(), factId: `evt_${n}`, entryId: `ent_${n}`, mailId: `mail_${n}` });
  const said = { html: text, text };
  const who = anAgent(by);
  switch (command) {
    case 'keep': return keepTicket(ticket, { agent: who, ...(by.groupIds.length > 1 ? { groupId: by.groupIds[0]! } : {}) }, moment);
    case 'comment': return commentTicket(ticket, { agent: who, said }, moment);
    case 'reply': return receiveReply(ticket, { said, author: {}, assigneeActive }, moment);
    default: return answerTicket(command as 'resolve' | 'pend', ticket, { agent: who, service: aService(), said }, moment);
  }
};
const born = () => createTicket({
  serviceId: 'support', number: 1, title: 't', channel: 'email', priority: 'normal', language: 'en', customer: { email: 'c@example.com' }, said: { html: 'x', text: 'x' }, actor: { kind: 'customer' },
}, aMoment({ factId: 'evt_0' })).ticket;

const tableName = (command: string, ticket: Ticket): TicketCommand => (command === 'reply' ? (isAllowed('reopen', ticket.status) ? 'reopen' : 'receive') : command as TicketCommand);

/** Runs any history and looks at each step that was not refused. */
const along = (look: (before: Ticket, decision: Decision, step: Step) => void) =>
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    let ticket = born();
    steps.forEach((one, n) => {
      const decided = take(ticket, one, n + 1);
      if (!decided.ok) return;
      look(ticket, decided.value, one);
      ticket = decided.value.ticket;
    });
  }), { numRuns: 300 });

describe('whatever happens to a ticket', () => {
  it('its version grows by one with each change, and the fact has the same', () => {
    along((before, { ticket, fact }) => {
      expect(ticket.version).toBe(before.version + 1);
      expect(fact.version).toBe(ticket.version);
    });
  });

  it('its status changes only as the table says', () => {
    along((before, { ticket }, { command }) => {
      const name = tableName(command, before);
      const { to } = TICKET_LIFECYCLE[name];
      expect(isAllowed(name, before.status)).toBe(true);
      expect(ticket.status).toBe(to === 'same' ? before.status : name === 'reopen' && ticket.assigneeId === undefined ? 'unassigned' : to);
    });
  });

  it('it has an assignee exactly while it is not unassigned', () => {
    along((_before, { ticket }) => { expect(ticket.assigneeId === undefined).toBe(ticket.status === 'unassigned'); });
  });

  it('the new state follows from the fact alone', () => {
    along((before, { ticket, fact }) => {
      expect(evolve(before, fact)).toEqual(ticket);
      expect(fact).toMatchObject({ status: ticket.status, serviceId: ticket.serviceId, number: ticket.number });
      expect(fact.assigneeId).toBe(ticket.assigneeId);
    });
  });

  it('it is resolved by somebody exactly while it is resolved', () => {
    along((_before, { ticket }) => { expect(ticket.resolvedBy !== undefined && ticket.resolvedAt !== undefined).toBe(ticket.status === 'resolved'); });
  });

  it('a mail is asked for exactly by resolve and pend, and never without an entry', () => {
    along((_before, { mail, entry, fact }, { command }) => {
      expect(mail !== undefined).toBe(command === 'resolve' || command === 'pend');
      expect(fact.mailId).toBe(mail?.id);
      expect(fact.entryId).toBe(entry?.id);
      if (mail) expect(entry?.mailId).toBe(mail.id);
    });
  });

  it('what is said to be allowed is never refused for its status or its assignee', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 20 }), agent, (steps, by) => {
      let ticket = born();
      steps.forEach((one, n) => { const decided = take(ticket, one, n + 1); if (decided.ok) ticket = decided.value.ticket; });
      for (const command of ['keep', 'comment', 'resolve', 'pend'] as const) {
        const result = take(ticket, { command, agent: by, text: 'said', assigneeActive: true }, 99);
        expect(result.ok).toBe(allowedFor(ticket, anAgent(by)).includes(command));
      }
    }), { numRuns: 200 });
  });
});

describe('mail facts', () => {
  it('leave the ticket as it is', () => {
    const ticket = born();
    expect(evolve(ticket, { id: 'evt_9', type: 'mail_bounced', serviceId: 'support', number: 1, version: 1, at: '2026-11-22T10:00:00.000Z', actor: { kind: 'system' }, status: 'unassigned', changes: {}, mailId: 'mail_1', correlationId: 'c' })).toBe(ticket);
  });
});
