import fc from 'fast-check';
import type { Decision } from '../../../../shared/domain/ticket/decision.ts';
import { changesBetween } from '../../../../shared/domain/ticket/facts.ts';
import { AGENT_COMMANDS, allowedFor, isAllowed, transitionOf } from '../../../../shared/domain/ticket/lifecycle.ts';
import { createTicket } from '../../../../shared/domain/ticket/create-ticket.ts';
import { isSpam, placeOf, type Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aTicketLife, lifeStep, stepTaken, type LifeStep } from '../../../support/ticket-life.ts';
import { aContext, anAgent } from '../../../support/tickets.ts';

/** Runs any history and looks at each step that was not refused. */
const along = (look: (before: Ticket, decision: Decision, step: LifeStep) => void) =>
  fc.assert(
    fc.property(fc.array(lifeStep, { maxLength: 40 }), (steps) => {
      aTicketLife(steps, look);
    }),
    { numRuns: 300 },
  );

describe('whatever happens to a ticket', () => {
  it('its version grows by one with each change, and the fact has the same', () => {
    along((before, { ticket, fact }) => {
      expect(ticket.version).toBe(before.version + 1);
      expect(fact).toMatchObject({
        version: ticket.version,
        status: ticket.status,
        serviceId: ticket.serviceId,
        number: ticket.number,
      });
      expect(fact.assigneeId).toBe(ticket.assigneeId);
      expect(fact.groupId).toBe(ticket.groupId);
    });
  });

  it('its status changes only as the table says', () => {
    along((before, { ticket }, { command }) => {
      const name =
        command === 'reply'
          ? isAllowed('reopen', before)
            ? 'reopen'
            : 'receive'
          : command === 'leave'
            ? isAllowed('give_back', before)
              ? 'give_back'
              : 'release'
            : command;
      const { to, otherwise } = transitionOf(name);
      expect(isAllowed(name, before)).toBe(true);
      const expected = { same: before.status, gone: before.status, before: before.beforeSpam?.status };
      expect([to in expected ? expected[to as keyof typeof expected] : to, otherwise?.to]).toContain(ticket.status);
    });
  });

  it('it has an assignee exactly while it is not unassigned, but for spam that was born as such and for what waits after its assignee left', () => {
    along((_before, { ticket }) => {
      if (isSpam(ticket) || (isAllowed('release', ticket) && ticket.assigneeId === undefined)) return;
      expect(ticket.assigneeId === undefined).toBe(ticket.status === 'unassigned');
    });
  });

  it('it loses its assignee while it waits only because they left, and once work can go on without one it is unassigned', () => {
    along((before, { ticket, fact }) => {
      if (!isAllowed('release', ticket) || ticket.assigneeId !== undefined || before.assigneeId === undefined) return;
      expect(['ticket_given_back', 'customer_replied']).toContain(fact.type);
    });
  });

  it('it says why it is resolved exactly while it is, and what was before exactly while it is spam', () => {
    along((_before, { ticket }) => {
      const done = ticket.status === 'resolved' || ticket.status === 'completed';
      expect(ticket.resolvedAt !== undefined).toBe(done);
      if (!done)
        expect([ticket.resolvedBy, ticket.internalReason, ticket.duplicateOf]).toEqual([
          undefined,
          undefined,
          undefined,
        ]);
      expect(ticket.beforeSpam !== undefined).toBe(isSpam(ticket));
      expect(ticket.completedAt !== undefined).toBe(ticket.status === 'completed');
      expect(placeOf(ticket) === 'spam').toBe(isSpam(ticket));
    });
  });

  it('the log tells every change, and no other', () => {
    along((before, { ticket, fact }) => {
      expect(fact.changes).toEqual(changesBetween(before, ticket));
    });
  });

  it('what was said is the newest entry, and nothing else is', () => {
    along((before, { ticket, entry, fact }) => {
      expect(fact.entryId).toBe(entry?.id);
      expect(ticket.lastEntry?.id).toBe(entry?.id ?? before.lastEntry?.id);
    });
  });

  it('a mail is asked for exactly by resolve and pend, and never without an entry', () => {
    along((_before, { mail, entry, fact }, { command }) => {
      expect(mail !== undefined).toBe(command === 'resolve' || command === 'pend');
      expect(fact.mailId).toBe(mail?.id);
      if (mail) expect(entry?.mailId).toBe(mail.id);
    });
  });

  it('its place in the lists moves with messages, assignments and statuses, and with nothing else', () => {
    along((before, { ticket, fact }, { command }) => {
      const stays = command === 'comment' || command === 'edit' || command === 'delete';
      expect(ticket.activityAt).toBe(stays ? before.activityAt : fact.at);
    });
  });

  it('what is said to be allowed is never refused for its status or for who gives it', () => {
    fc.assert(
      fc.property(fc.array(lifeStep, { maxLength: 20 }), lifeStep, (steps, last) => {
        const ticket = aTicketLife(steps);
        for (const command of AGENT_COMMANDS) {
          const result = stepTaken(ticket, { ...last, command, text: 'said', available: true }, 99);
          expect([command, result === undefined || result.ok]).toEqual([
            command,
            allowedFor(ticket, anAgent(last.agent)).includes(command),
          ]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

it('given spam by its birth, when it is restored, then it is as if it had been born unassigned', () => {
  const birth = {
    serviceId: 'support',
    number: 1,
    title: 't',
    channel: 'email',
    priority: 'normal',
    language: 'en',
    customer: { email: 'c@example.com' },
    body: { html: 'x', text: 'x' },
    actor: { kind: 'customer' },
  } as const;
  const spam = createTicket({ ...birth, isSpam: true }, aContext()).ticket;
  expect(placeOf(spam)).toBe('spam');
  const restored = stepTaken(
    spam,
    {
      command: 'restore',
      agent: { agentId: 'a', role: 'administrator', groupIds: [], mayForward: false },
      text: '',
      available: true,
      toGroup: false,
      spam: false,
    },
    1,
  );
  expect(restored?.ok && restored.value.ticket).toEqual({
    ...createTicket(birth, aContext()).ticket,
    version: 2,
    activityAt: expect.any(String) as unknown,
  });
});
