import { autoCompleteBefore, autoCompleteTicket } from '../../../../shared/domain/ticket/auto-complete-ticket.ts';
import { aContext, aTicket } from '../../../support/tickets.ts';

const resolved = (resolvedAt: string, over = {}) => aTicket({ status: 'resolved', resolvedAt, ...over });
const context = aContext({ at: '2026-11-22T09:00:00.000Z' });

it('given a ticket that was resolved exactly the service’s days ago, then it is completed by the desk itself', () => {
  expect(autoCompleteTicket(resolved('2026-11-08T09:00:00.000Z'), 14, context)).toMatchObject({
    ok: true,
    value: {
      ticket: { status: 'completed', completedAt: context.at, resolvedAt: '2026-11-08T09:00:00.000Z' },
      fact: { type: 'ticket_completed', actor: { kind: 'system' }, reason: 'resolved for 14 days' },
    },
  });
});

it.each([
  ['a moment too young', resolved('2026-11-08T09:00:00.001Z'), 14],
  ['any age where the service never completes', resolved('2020-01-01T00:00:00.000Z'), 0],
])('given a ticket of %s, then nothing happens', (_name, ticket, days) => {
  expect(autoCompleteTicket(ticket, days, context)).toBeUndefined();
});

it.each([
  ['one that was reopened', aTicket()],
  ['spam', resolved('2026-01-01T00:00:00.000Z', { internalReason: 'spam' })],
  ['one that is completed', aTicket({ status: 'completed', resolvedAt: '2026-01-01T00:00:00.000Z' })],
])('given %s, then it is refused', (_name, ticket) => {
  expect(autoCompleteTicket(ticket, 14, context)).toMatchObject({
    ok: false,
    error: { code: 'illegal_transition', command: 'auto_complete' },
  });
});

it('counts days of 24 hours back from now', () => {
  expect(autoCompleteBefore(new Date('2026-11-22T09:00:00.000Z'), 14)).toBe('2026-11-08T09:00:00.000Z');
  expect(autoCompleteBefore(new Date('2026-11-22T09:00:00.000Z'), 0)).toBeUndefined();
});
