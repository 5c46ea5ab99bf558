import { sendMail } from '../../../../shared/application/mail/send-mail.ts';
import { watchMail } from '../../../../shared/application/mail/watch-mail.ts';
import type { OutgoingMail } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { aMailDesk, PATIENCE as patience, type MailDesk } from '../../../support/mail-desk.ts';
import { aMail, anEntry, aTicket } from '../../../support/tickets.ts';

const ORDERED = '2026-11-22T09:00:00.000Z';
const request = { serviceId: 'support', number: 1024, mailId: 'mail_1', correlationId: 'cor_9', round: 1 };
const withMail = async (mail: Partial<OutgoingMail> = {}): Promise<MailDesk> => {
  const desk = await aMailDesk();
  desk.state.tickets.set('support#1024', aTicket({ status: 'resolved' }));
  desk.state.entries.set('support#1024', [anEntry({ id: 'ent_1', kind: 'agent_reply' })]);
  desk.state.mails.set('mail_1', aMail({ createdAt: ORDERED, ...mail }));
  return desk;
};
const at = (desk: MailDesk, seconds: number) => ({
  ...desk,
  patience,
  clockAndIds: { ...desk.clockAndIds, now: () => new Date(Date.parse(ORDERED) + seconds * 1000) },
});
const told = (desk: MailDesk) => desk.state.facts.map(({ type }) => type);
const mailOf = (desk: MailDesk) => desk.state.mails.get('mail_1')!;

it('tells once that a mail waits for a minute, however often it looks, and at last that it has failed', async () => {
  const desk = await withMail();
  expect(await watchMail(at(desk, 30))(request)).toEqual({ kind: 'later', seconds: 30 });
  for (const seconds of [60, 61, 500])
    expect(await watchMail(at(desk, seconds))(request)).toEqual({ kind: 'later', seconds: 2700 - seconds });
  expect(desk.state.facts).toEqual([
    expect.objectContaining({
      type: 'mail_delayed',
      at: '2026-11-22T09:01:00.000Z',
      mailId: 'mail_1',
      entryId: 'ent_1',
      version: 3,
      actor: { kind: 'system' },
      correlationId: 'cor_9',
    }),
  ]);
  expect(mailOf(desk)).toEqual(aMail({ createdAt: ORDERED }));

  expect(await watchMail(at(desk, 2700))(request)).toEqual({ kind: 'done' });
  expect(await watchMail(at(desk, 2800))(request)).toEqual({ kind: 'done' });
  expect([mailOf(desk).status, mailOf(desk).failure, told(desk)]).toEqual([
    'failed',
    'not_sent_in_time',
    ['mail_delayed', 'mail_failed'],
  ]);
  // What still lies in the queue of send-mail sends nothing any more.
  expect(await sendMail(at(desk, 2900))({ ...request, queuedAt: new Date(ORDERED) })).toEqual({ kind: 'done' });
  expect(desk.mailer.accepted).toEqual([]);
});

it('gives a mail that SES’s limits hold up as long again from the moment at which it is tried next, and three days at most', async () => {
  const until = (seconds: number) => new Date(Date.parse(ORDERED) + seconds * 1000).toISOString();
  const desk = await withMail({ held: { reason: 'daily_quota', times: 3, until: until(9000) } });
  expect(await watchMail(at(desk, 2700))(request)).toEqual({ kind: 'later', seconds: 2700 });
  expect(await watchMail(at(desk, 11_000))(request)).toEqual({ kind: 'later', seconds: 700 });
  expect(told(desk)).toEqual(['mail_delayed']);
  const days = 259_200 + 2700;
  desk.state.mails.set('mail_1', { ...mailOf(desk), held: { reason: 'daily_quota', times: 60, until: until(days) } });
  expect(await watchMail(at(desk, days - 10))(request)).toEqual({ kind: 'later', seconds: 10 });
  expect(await watchMail(at(desk, days))(request)).toEqual({ kind: 'done' });
  expect([mailOf(desk).status, mailOf(desk).held, told(desk)]).toEqual([
    'failed',
    undefined,
    ['mail_delayed', 'mail_failed'],
  ]);
});

it.each(['sent', 'failed'] as const)('tells nothing of a mail that is %s', async (status) => {
  const desk = await withMail({ status });
  expect(await watchMail(at(desk, 5000))(request)).toEqual({ kind: 'done' });
  expect(told(desk)).toEqual([]);
});

it.each([60, 2700])(
  'given that the mail leaves while it is looked at after %d s, then nothing is told of it',
  async (seconds) => {
    const desk = await withMail();
    const mails: MailDesk['mails'] = {
      ...desk.mails,
      save: async (...args) => {
        await sendMail(desk)(request);
        return desk.mails.save(...args);
      },
    };
    expect(await watchMail({ ...at(desk, seconds), mails })(request)).toEqual({ kind: 'done' });
    expect([mailOf(desk).status, told(desk), desk.mailer.accepted.length]).toEqual(['sent', ['mail_sent'], 1]);
  },
);

it('leaves a mail that was sent again to the watch of that order, and is done with one that was erased with its ticket', async () => {
  const desk = await withMail({ round: 2, orderedAt: ORDERED });
  expect(await watchMail(at(desk, 5000))(request)).toEqual({ kind: 'done' });
  expect(mailOf(desk).status).toBe('queued');
  expect(await watchMail(at(desk, 60))({ ...request, round: 2 })).toEqual({ kind: 'later', seconds: 2640 });
  desk.state.mails.clear();
  await expect(watchMail(at(desk, 60))({ ...request, round: 2 })).rejects.toThrow('There is no mail mail_1');
  desk.state.tickets.clear();
  expect(await watchMail(at(desk, 60))({ ...request, round: 2 })).toEqual({ kind: 'done' });
});
