import { simpleParser } from 'mailparser';
import { sendAgain } from '../../../../shared/application/mail/send-again.ts';
import { sendMail } from '../../../../shared/application/mail/send-mail.ts';
import type { OutgoingMail } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { aMailDesk, type MailDesk, scriptedMailer } from '../../../support/mail-desk.ts';
import { aMail, anAgent, anEntry, aTicket } from '../../../support/tickets.ts';

const address = { serviceId: 'support', number: 1024, mailId: 'mail_1', correlationId: 'cor_9' };
const agent = anAgent({ agentId: 'agent_1' });
const boss = anAgent({ agentId: 'boss', role: 'administrator' });
const GIVEN_UP = { status: 'failed', failure: 'not_sent_in_time', failedAt: '2026-11-22T09:45:00.000Z' } as const;

const withMail = async (mail: Partial<OutgoingMail>) => {
  const desk = await aMailDesk();
  desk.state.tickets.set('support#1024', aTicket({ status: 'resolved', assigneeId: 'agent_1' }));
  desk.state.entries.set('support#1024', [
    anEntry({ id: 'ent_1', kind: 'agent_reply', html: '<p>Masked ****</p>', text: 'Masked ****' }),
  ]);
  desk.state.mails.set('mail_1', aMail(mail));
  return { ...desk, clock: desk.clockAndIds };
};
const mailOf = (desk: MailDesk) => desk.state.mails.get('mail_1')!;
const told = (desk: MailDesk) =>
  desk.state.facts.map(({ type, actor, round }) => [type, actor.kind, ...(round === undefined ? [] : [round])]);

it('waits in its next round, and the log says who ordered it', async () => {
  const desk = await withMail({ status: 'failed', failure: 'MessageRejected', attempts: 1 });
  expect(await sendAgain(desk)({ ...address, agent })).toMatchObject({
    ok: true,
    value: { status: 'queued', round: 2 },
  });
  expect(desk.state.facts).toEqual([
    expect.objectContaining({
      type: 'mail_requeued',
      round: 2,
      actor: { kind: 'agent', id: 'agent_1' },
      mailId: 'mail_1',
      entryId: 'ent_1',
      version: 3,
      correlationId: 'cor_9',
    }),
  ]);
});

it('given two who press at once, then one orders it, the other is told, and one mail leaves, also with every message delivered twice', async () => {
  const desk = await withMail({ status: 'failed', failure: 'MessageRejected', attempts: 1 });
  const answers = await Promise.all([
    sendAgain(desk)({ ...address, agent: boss }),
    sendAgain(desk)({ ...address, agent }),
  ]);
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'mail_not_failed', status: 'queued' } });
  await Promise.all(
    [2, 1, 2, 1].map((round) => sendMail(desk)({ ...address, round, queuedAt: new Date('2026-11-22T12:00:00.000Z') })),
  );
  await sendMail(desk)({ ...address, round: 2 });
  expect([desk.mailer.accepted.length, mailOf(desk).status, mailOf(desk).round]).toEqual([1, 'sent', 2]);
  expect(told(desk)).toEqual([
    ['mail_requeued', 'agent', 2],
    ['mail_sent', 'system'],
  ]);
});

it('given a second failure, then it can be sent again a second time; letters of each earlier round send nothing', async () => {
  const desk = await withMail({ status: 'failed', failure: 'MessageRejected', attempts: 1 });
  await sendAgain(desk)({ ...address, agent });
  await sendMail({ ...desk, mailer: scriptedMailer([{ kind: 'refused', reason: 'MessageRejected' }]) })({
    ...address,
    round: 2,
  });
  expect(mailOf(desk).status).toBe('failed');
  await sendAgain(desk)({ ...address, agent: boss });
  for (const round of [1, 2])
    expect(await sendMail(desk)({ ...address, round, queuedAt: new Date('2027-01-01T00:00:00.000Z') })).toEqual({
      kind: 'done',
    });
  expect(desk.mailer.accepted).toEqual([]);
  await sendMail(desk)({ ...address, round: 3 });
  expect(desk.mailer.accepted).toHaveLength(1);
  expect(told(desk).map(([type]) => type)).toEqual(['mail_requeued', 'mail_failed', 'mail_requeued', 'mail_sent']);
});

it('given somebody who still works on the first round, then what they write is refused and nothing leaves twice', async () => {
  const desk = await withMail({ status: 'queued' });
  // It reads the mail, then composes for so long that the mail is given up and ordered again.
  const composer: MailDesk['composer'] = {
    compose: async (answer) => {
      desk.state.mails.set('mail_1', aMail(GIVEN_UP));
      await sendAgain(desk)({ ...address, agent });
      return desk.composer.compose(answer);
    },
  };
  expect(await sendMail({ ...desk, composer })(address)).toEqual({ kind: 'later', seconds: 1 });
  expect([desk.mailer.accepted, mailOf(desk).round]).toEqual([[], 2]);
  expect(await sendMail(desk)(address)).toEqual({ kind: 'done' });
  await sendMail(desk)({ ...address, round: 2 });
  expect(desk.mailer.accepted).toHaveLength(1);
});

it('given dead letters that an operator sends again, then a mail that was given up begins its next round once; what SES refused stays', async () => {
  const desk = await withMail(GIVEN_UP);
  const letter = { ...address, round: 1, queuedAt: new Date('2026-11-22T11:00:00.000Z') };
  expect(await sendMail(desk)({ ...letter, queuedAt: new Date('2026-11-22T09:00:00.000Z') })).toEqual({ kind: 'done' });
  expect(told(desk)).toEqual([]);
  await sendMail(desk)(letter);
  await sendMail(desk)(letter);
  expect([told(desk), mailOf(desk).status, desk.mailer.accepted]).toEqual([
    [['mail_requeued', 'system', 2]],
    'queued',
    [],
  ]);
  await sendMail(desk)({ ...address, round: 2 });
  expect(desk.mailer.accepted).toHaveLength(1);

  const refused = await withMail({ ...GIVEN_UP, failure: 'MessageRejected' });
  await sendMail(refused)(letter);
  expect([told(refused), mailOf(refused).status]).toEqual([[], 'failed']);
});

it('sends what the entry says now: what was masked since does not leave', async () => {
  const desk = await withMail({ status: 'failed', failure: 'MessageRejected' });
  await sendAgain(desk)({ ...address, agent });
  await sendMail(desk)({ ...address, round: 2 });
  expect((await simpleParser(Buffer.from(desk.mailer.accepted[0]!.raw))).text).toContain('Masked ****');
});

it('refuses what is not there, and whoever may not', async () => {
  const desk = await withMail({ status: 'failed' });
  expect(await sendAgain(desk)({ ...address, mailId: 'mail_2', agent })).toEqual({
    ok: false,
    error: { code: 'mail_not_found', mailId: 'mail_2' },
  });
  expect(await sendAgain(desk)({ ...address, number: 7, agent })).toEqual({
    ok: false,
    error: { code: 'ticket_not_found', number: 7 },
  });
  expect(await sendAgain(desk)({ ...address, agent: anAgent({ agentId: 'agent_2' }) })).toMatchObject({
    ok: false,
    error: { code: 'not_assignee', assigneeId: 'agent_1' },
  });
  expect(told(desk)).toEqual([]);
});
