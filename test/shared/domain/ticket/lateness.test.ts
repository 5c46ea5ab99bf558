import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { INTERNAL_REASONS } from '../../../../shared/domain/ticket/internal-reason.ts';
import { latenessOf, WAITING_HOURS } from '../../../../shared/domain/ticket/lateness.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import { resolveInternally } from '../../../../shared/domain/ticket/resolve-internally.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { aContext, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const since = '2026-11-22T08:00:00.000Z';
const after = (hours: number) => Date.parse(since) + hours * 3_600_000;

describe('how late an answer is', () => {
  it.each([
    [0, undefined],
    [WAITING_HOURS.long - 0.001, undefined],
    [WAITING_HOURS.long, 'long'],
    [WAITING_HOURS.late - 0.001, 'long'],
    [WAITING_HOURS.late, 'late'],
    [10_000, 'late'],
  ])('after %d hours', (hours, expected) => {
    expect(latenessOf({ status: 'processing', waitingSince: since }, after(hours))).toBe(expected);
  });
  it.each(TICKET_STATUSES)('is told of a ticket that is %s when it is an agent’s turn', (status) => {
    const isTurn = status === 'unassigned' || status === 'processing';
    expect(latenessOf({ status, waitingSince: since }, after(100))).toBe(isTurn ? 'late' : undefined);
  });
  it('is not told when nobody waits, and before the clock has come so far', () => {
    for (const waitingSince of [undefined, null])
      expect(latenessOf({ status: 'processing', waitingSince }, after(100))).toBeUndefined();
    expect(latenessOf({ status: 'processing', waitingSince: since }, after(-1))).toBeUndefined();
  });
});

describe('since when a customer waits', () => {
  const reply = { body: { html: '<p>And?</p>', text: 'And?' }, author: {}, assigneeActive: true };
  const replied = (over: object) => {
    const result = receiveReply(aTicket(over), reply, aContext());
    return result.ok && result.value.ticket.waitingSince;
  };
  it('is since the first message that nobody answered, also when they ask again', () => {
    expect(replied({})).toBe(aContext().at);
    expect(replied({ waitingSince: since })).toBe(since);
  });
  it.each(['resolve', 'pend'] as const)('ends by %s', (command) => {
    const body = { html: '<p>Here</p>', text: 'Here' };
    const answered = answerTicket(
      command,
      aTicket({ waitingSince: since }),
      { agent: anAgent(), service: aService(), body },
      aContext(),
    );
    expect(answered.ok && answered.value.ticket).not.toHaveProperty('waitingSince');
    expect(answered.ok).toBe(true);
  });
  it.each(INTERNAL_REASONS)(
    'ends when it is resolved internally as %s, unless it is spam, which can be restored',
    (reason) => {
      const resolved = resolveInternally(
        aTicket({ waitingSince: since }),
        { agent: anAgent(), reason, body: { html: '<p>So</p>', text: 'So' } },
        aContext(),
      );
      expect(resolved.ok && resolved.value.ticket.waitingSince).toBe(reason === 'spam' ? since : undefined);
    },
  );
});
