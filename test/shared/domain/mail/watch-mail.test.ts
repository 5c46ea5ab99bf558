import { MAIL_STATUSES } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { isLate, watchMail } from '../../../../shared/domain/mail/watch-mail.ts';
import { aMail } from '../../../support/tickets.ts';

const ORDERED = Date.parse('2026-11-22T09:00:00.000Z');
const after = (seconds: number) => new Date(ORDERED + seconds * 1000);
const iso = (seconds: number) => after(seconds).toISOString();
const patience = { lateSeconds: 60, giveUpSeconds: 2700, heldSeconds: 259_200, settleSeconds: 180 };

describe.each([
  ['queued', 0, { kind: 'early', seconds: 60 }],
  ['queued', 59.5, { kind: 'early', seconds: 1 }],
  ['queued', 60, { kind: 'late', at: iso(60), seconds: 2640 }],
  ['queued', 2699, { kind: 'late', at: iso(60), seconds: 1 }],
  ['sending', 59, { kind: 'early', seconds: 1 }],
  ['sending', 60, { kind: 'late', at: iso(60), seconds: 2640 }],
] as const)('given a mail that is %s for %d s', (status, seconds, expected) => {
  it(`then it is ${expected.kind}`, () => {
    expect(watchMail(aMail({ status }), after(seconds), patience)).toEqual(expected);
    expect(isLate(aMail({ status }), after(seconds), 60)).toBe(seconds >= 60);
  });
});

it('given a window in which its answer can be taken back, then its time counts from the window’s end', () => {
  const mail = aMail({ leavesAt: iso(100) });
  expect(watchMail(mail, after(60), patience)).toEqual({ kind: 'early', seconds: 100 });
  expect(isLate(mail, after(159), 60)).toBe(false);
  expect(watchMail(mail, after(160), patience)).toEqual({ kind: 'late', at: iso(160), seconds: 2640 });
  expect(watchMail(mail, after(2799), patience).kind).toBe('late');
  expect(watchMail(mail, after(2800), patience).kind).toBe('give_up');
});

it.each(['queued', 'sending'] as const)(
  'given a mail that is %s for three quarters of an hour, then it has failed, and the row says why and when',
  (status) => {
    const mail = aMail({ status, attempts: 4, attemptedAt: iso(2400) });
    expect(watchMail(mail, after(2700), patience)).toEqual({
      kind: 'give_up',
      failed: { ...mail, status: 'failed', failure: 'not_sent_in_time', failedAt: iso(2700) },
    });
  },
);

it('given a watch that heard of the mail late, as after an outage of the bus, then the mail has its time from then on', () => {
  const told = after(9000);
  expect(watchMail(aMail(), after(9060), patience, told)).toEqual({ kind: 'late', at: iso(60), seconds: 2640 });
  expect(watchMail(aMail(), after(9060), patience).kind).toBe('give_up');
  expect(watchMail(aMail(), after(11_700), patience, told).kind).toBe('give_up');
});

it('given that SES was asked a moment ago and may still tell, then the mail is not given up until it can’t', () => {
  const mail = aMail({ status: 'sending', attempts: 9, attemptedAt: iso(2650) });
  expect(watchMail(mail, after(2700), patience)).toEqual({ kind: 'late', at: iso(60), seconds: 130 });
  expect(watchMail(mail, after(2830), patience).kind).toBe('give_up');
});

it.each(MAIL_STATUSES.filter((status) => status === 'sent' || status === 'failed'))(
  'given a mail that is %s, then there is nothing to watch, however old it is',
  (status) => {
    expect(watchMail(aMail({ status }), after(99_999), patience)).toEqual({ kind: 'over' });
    expect(isLate(aMail({ status }), after(99_999), 60)).toBe(false);
  },
);

it('given a mail that was sent again, then its time counts from then', () => {
  const mail = aMail({ round: 2, orderedAt: iso(5000) });
  expect(watchMail(mail, after(5059), patience)).toEqual({ kind: 'early', seconds: 1 });
  expect(watchMail(mail, after(5060), patience)).toEqual({ kind: 'late', at: iso(5060), seconds: 2640 });
});
