import {
  EARLIER_LIMIT,
  MAIL_OUTCOMES,
  MAIL_STATUSES,
  type OutgoingMail,
} from '../../../../shared/domain/mail/outgoing-mail.ts';
import { addressNow, isRedriven, nextRound, sendAgain } from '../../../../shared/domain/mail/send-again.ts';
import { settleMail } from '../../../../shared/domain/mail/settle-mail.ts';
import { aMail, aTicket } from '../../../support/tickets.ts';

const AT = '2026-11-22T10:00:00.000Z';
const order = { at: AT, to: 'customer@example.com' };
const assignee = { agentId: 'agent_1', role: 'agent' } as const;
const ticket = aTicket({ status: 'resolved', assigneeId: 'agent_1' });

const STATES = MAIL_STATUSES.flatMap((status) =>
  (status === 'sent' ? [undefined, ...MAIL_OUTCOMES] : [undefined]).map((outcome) => ({
    status,
    ...(outcome === undefined ? {} : { outcome }),
  })),
);

describe.each(STATES)('given a mail that is $status ($outcome)', (state) => {
  const isGood = state.status === 'failed' || state.outcome === 'bounced';
  it(isGood ? 'then it waits in its next round' : 'then it is refused, with the state that it has', () => {
    const mail = aMail({ ...state, attempts: 3 });
    const result = sendAgain(mail, ticket, assignee, order);
    expect(result).toEqual(
      isGood
        ? {
            ok: true,
            value: expect.objectContaining({
              status: 'queued',
              round: 2,
              attempts: 3,
              orderedAt: AT,
              orderedBy: 'agent_1',
            }),
          }
        : { ok: false, error: { code: 'mail_not_failed', mailId: 'mail_1', ...state } },
    );
  });
});

describe.each([
  ['the assignee', assignee, true],
  ['an administrator', { agentId: 'boss', role: 'administrator' }, true],
  ['another agent', { agentId: 'agent_2', role: 'agent' }, false],
] as const)('given %s', (_who, agent, may) => {
  it.each(['resolved', 'completed', 'processing', 'unassigned'] as const)(
    `then it ${may ? 'may' : 'may not'} be sent again on a ticket that is %s`,
    (status) => {
      const result = sendAgain(
        aMail({ status: 'failed', kind: 'pending' }),
        aTicket({ status, assigneeId: 'agent_1' }),
        agent,
        order,
      );
      expect(result).toMatchObject(
        may ? { ok: true } : { ok: false, error: { code: 'not_assignee', command: 'pend', assigneeId: 'agent_1' } },
      );
    },
  );
});

it.each(['queued', 'sending'] as const)(
  'given a second click of the same agent while it is %s, then nothing more is ordered; somebody else’s is refused',
  (status) => {
    const waiting = aMail({ status, round: 2, orderedBy: 'agent_1' });
    expect(sendAgain(waiting, ticket, assignee, order)).toEqual({ ok: true, value: undefined });
    expect(sendAgain(waiting, ticket, { agentId: 'boss', role: 'administrator' }, order)).toMatchObject({
      ok: false,
      error: { code: 'mail_not_failed', status },
    });
  },
);

it('given a round that ended, then the next knows nothing of it but its SES id, and counts on how often SES was asked', () => {
  const mail = aMail({
    status: 'sent',
    attempts: 2,
    attemptedAt: AT,
    sentAt: AT,
    sesMessageId: '0100-a',
    outcome: 'bounced',
    failure: 'Permanent',
    orderedBy: 'agent_9',
    orderedAt: AT,
  });
  const { to: _to, ...original } = aMail();
  expect(nextRound(mail, { at: '2026-11-22T11:00:00.000Z', to: 'new@example.com' })).toEqual({
    ...original,
    to: 'new@example.com',
    status: 'queued',
    attempts: 2,
    round: 2,
    orderedAt: '2026-11-22T11:00:00.000Z',
    earlier: ['0100-a'],
  });
});

it('keeps no more SES ids than the limit, the newest', () => {
  let mail: OutgoingMail = aMail();
  for (let round = 1; round <= EARLIER_LIMIT + 5; round += 1)
    mail = nextRound({ ...mail, status: 'sent', outcome: 'bounced', sesMessageId: `id-${round}` }, order);
  expect([mail.earlier?.length, mail.earlier?.at(-1), mail.round]).toEqual([
    EARLIER_LIMIT,
    `id-${EARLIER_LIMIT + 5}`,
    EARLIER_LIMIT + 6,
  ]);
});

const news = (kind: 'sent' | 'delivered' | 'bounced' | 'rejected' | 'complained', sesMessageId: string) => ({
  kind,
  at: AT,
  sentAt: AT,
  sesMessageId,
});

it.each(['sent', 'delivered', 'bounced', 'rejected', 'complained'] as const)(
  'given a mail in its second round, when SES says once more that the first was %s, then it still waits to be sent',
  (kind) => {
    const waiting = nextRound(aMail({ status: 'sent', sesMessageId: '0100-a', outcome: 'bounced' }), order);
    expect(settleMail(waiting, news(kind, '0100-a'))).toBeUndefined();
  },
);

it.each(['sent', 'delivered'] as const)(
  'given a mail that was given up, when SES tells that it was %s after all, then it has left and can’t be sent again',
  (kind) => {
    const settled = settleMail(
      aMail({ status: 'failed', failure: 'not_sent_in_time', failedAt: AT }),
      news(kind, '0100-a'),
    )!;
    expect(settled).toMatchObject({ fact: 'mail_sent', mail: { status: 'sent', sesMessageId: '0100-a' } });
    expect(settled.mail).not.toHaveProperty('failure');
    expect(sendAgain(settled.mail, ticket, assignee, order)).toMatchObject({ ok: false });
    // Also when it was ordered again a moment before: what left needs not leave twice.
    expect(
      settleMail(nextRound(aMail({ status: 'failed', failure: 'not_sent_in_time' }), order), news(kind, '0100-a')),
    ).toMatchObject({ mail: { status: 'sent' } });
    // What SES refused stays refused.
    expect(settleMail(aMail({ status: 'failed', failure: 'MessageRejected' }), news(kind, '0100-a'))).toBeUndefined();
  },
);

it.each([
  [
    'put into the queue after it was given up',
    { failure: 'not_sent_in_time', failedAt: AT },
    '2026-11-22T10:00:01.000Z',
    true,
  ],
  ['from before', { failure: 'not_sent_in_time', failedAt: AT }, '2026-11-22T09:00:00.000Z', false],
  ['of a mail that SES refused', { failure: 'MessageRejected', failedAt: AT }, '2026-11-22T10:00:01.000Z', false],
  ['of no known time', { failure: 'not_sent_in_time', failedAt: AT }, 'unknown', false],
])('given a message %s, then it is known whether it was redriven', (_what, state, queuedAt, expected) => {
  expect(isRedriven(aMail({ status: 'failed', ...state }), new Date(queuedAt))).toBe(expected);
});

it.each([
  ['the same', { email: 'customer@example.com' }, ['customer@example.com'], 'customer@example.com'],
  ['the same in other letters', { email: 'Customer@Example.com' }, [], 'customer@example.com'],
  ['the ticket’s, corrected', { email: 'right@example.com' }, ['customer@example.com'], 'right@example.com'],
  [
    'the record’s, corrected',
    { email: 'customer@example.com' },
    ['right@example.com', 'other@example.com'],
    'right@example.com',
  ],
  ['the old one when nobody knows a better', {}, [], 'customer@example.com'],
])('sends to %s', (_what, customer, emails, expected) => {
  expect(addressNow(aMail(), { customer }, emails)).toBe(expected);
});

test.each(['assignee', 'group', 'address'] as const)('sends a mail of a trigger to %s where it went', (audience) => {
  const mail = aMail({ kind: 'automatic', audience, to: 'boss@example.org' });
  expect(addressNow(mail, { customer: { email: 'new@example.com' } }, ['new@example.com'])).toBe('boss@example.org');
});
