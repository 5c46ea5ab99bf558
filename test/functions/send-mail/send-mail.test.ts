import { simpleParser } from 'mailparser';
import { createHandler } from '../../../functions/send-mail/index.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aMailDesk, scriptedMailer } from '../../support/mail-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { inRole } from '../../support/roles/in-role.ts';
import { received } from '../../support/roles/role-desk.ts';
import { aFact, aMail, anEntry, aTicket } from '../../support/tickets.ts';

const record = (messageId: string, body: string, SentTimestamp = '0', ApproximateReceiveCount = '1') =>
  ({
    messageId,
    body,
    receiptHandle: `handle-${messageId}`,
    attributes: { SentTimestamp, ApproximateReceiveCount },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'eu-west-1',
  }) as never;
/** Each of the two mails is one of a ticket of its own. */
const numberOf = (mailId: string) => (mailId === 'mail_2' ? 1025 : 1024);
const resolved = (mailId: string) =>
  aBusMessage(
    aFact({ type: 'ticket_resolved', status: 'resolved', number: numberOf(mailId), mailId, entryId: 'ent_1' }),
  );

const aDesk = async (scripted?: ReturnType<typeof scriptedMailer>) => {
  const desk = await aMailDesk();
  const mailer = scripted ?? desk.mailer;
  for (const id of ['mail_1', 'mail_2']) {
    const number = numberOf(id);
    desk.state.tickets.set(`support#${number}`, aTicket({ number, status: 'resolved' }));
    desk.state.entries.set(`support#${number}`, [anEntry({ id: 'ent_1', kind: 'agent_reply' })]);
    desk.state.mails.set(id, aMail({ id, number }));
  }
  const postponed: (readonly [string, number])[] = [];
  const repeated: (readonly [string, number])[] = [];
  return {
    ...desk,
    mailer,
    postponed,
    repeated,
    tries: 20,
    visibility: {
      postpone: async (handle: string, seconds: number) => {
        postponed.push([handle, seconds]);
      },
      repeat: async (body: string, seconds: number) => {
        repeated.push([body, seconds]);
      },
    },
  };
};

it('sends what each event asks for', async () => {
  const desk = await aDesk();
  expect(
    await createHandler(desk)({
      Records: [record('a', resolved('mail_1')), record('b', resolved('mail_2')), record('c', resolved('mail_1'))],
    }),
  ).toEqual({ batchItemFailures: [] });
  expect(desk.mailer.accepted.map(({ tags }) => tags.mailId)).toEqual(['mail_1', 'mail_2']);
});

it('reports only the records that are not done, and lets those that must wait rest', async () => {
  const desk = await aDesk(scriptedMailer([{ kind: 'busy', reason: 'Throttling' }, new Error('socket hang up')]));
  const answer = await createHandler(desk)({
    Records: [
      record('busy', resolved('mail_1')),
      record('lost', resolved('mail_2')),
      record('riddle', '{"x":1}'),
      record('again', resolved('mail_2')),
      record('good', resolved('mail_1')),
    ],
  });
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
    'busy',
    'lost',
    'riddle',
    'again',
  ]);
  expect(desk.postponed).toEqual([
    ['handle-busy', 20],
    ['handle-again', expect.any(Number)],
  ]);
  expect(desk.mailer.accepted).toHaveLength(1);
});

it('knows by its queue time a dead letter that was sent again, and by its round a leftover of an earlier order', async () => {
  const desk = await aDesk();
  const failedAt = '2026-11-22T10:00:00.000Z';
  desk.state.mails.set('mail_1', aMail({ id: 'mail_1', status: 'failed', failure: 'not_sent_in_time', failedAt }));
  const send = createHandler(desk);
  const told = () => desk.state.facts.map(({ type }) => type);
  expect(await send({ Records: [record('leftover', resolved('mail_1'), String(Date.parse(failedAt) - 1))] })).toEqual({
    batchItemFailures: [],
  });
  expect(told()).toEqual([]);
  expect(
    await send({
      Records: [
        record('redriven', resolved('mail_1'), String(Date.parse(failedAt) + 1)),
        record('twice', resolved('mail_1'), String(Date.parse(failedAt) + 2)),
      ],
    }),
  ).toEqual({ batchItemFailures: [] });
  expect([told(), desk.mailer.accepted]).toEqual([['mail_requeued'], []]);
  const again = aBusMessage(desk.state.facts[0]!);
  expect(
    await send({
      Records: [record('round 2', again), record('round 2 again', again), record('round 1', resolved('mail_1'))],
    }),
  ).toEqual({ batchItemFailures: [] });
  expect([told(), desk.mailer.accepted.length]).toEqual([['mail_requeued', 'mail_sent'], 1]);
});

it('says that a mail has failed when SES doesn’t take it at the last try; its message becomes a dead letter, which can be sent again', async () => {
  const desk = await aDesk(
    scriptedMailer([
      { kind: 'busy', reason: 'Throttling' },
      { kind: 'busy', reason: 'Throttling' },
    ]),
  );
  const send = createHandler(desk);
  const mail = () => desk.state.mails.get('mail_1')!;
  await send({ Records: [record('a', resolved('mail_1'), '0', '19')] });
  expect(mail().status).toBe('queued');
  expect(await send({ Records: [record('a', resolved('mail_1'), '0', '20')] })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
  expect([mail().status, mail().failure, desk.state.facts.map(({ type }) => type)]).toEqual([
    'failed',
    'not_sent_in_time',
    ['mail_failed'],
  ]);
  await send({ Records: [record('redriven', resolved('mail_1'), String(Date.parse(mail().failedAt!) + 1))] });
  expect([mail().status, mail().round]).toEqual(['queued', 2]);
});

it('lets a later answer wait behind an earlier one of its ticket, and no others', async () => {
  const desk = await aDesk(scriptedMailer([{ kind: 'held', by: 'sending_rate', reason: 'Throttling' }]));
  desk.state.mails.set('mail_3', aMail({ id: 'mail_3', createdAt: '2026-11-22T09:00:01.000Z' }));
  desk.state.mails.set('mail_4', aMail({ id: 'mail_4', createdAt: '2026-11-22T08:00:00.000Z', status: 'failed' }));
  const answer = await createHandler(desk)({
    Records: ['mail_1', 'mail_3', 'mail_2'].map((id) => record(id, resolved(id))),
  });
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['mail_1', 'mail_3']);
  expect(desk.mailer.accepted.map(({ tags }) => tags.mailId)).toEqual(['mail_2']);
  expect(['mail_1', 'mail_3'].map((id) => desk.state.mails.get(id)!.held?.reason)).toEqual([
    'sending_rate',
    'earlier_answer',
  ]);
});

it('lets a mail wait for SES’s limits as often as need be: a new message takes the place of one that has come half of its times', async () => {
  const held = { kind: 'held', by: 'daily_quota', reason: 'Throttling: Daily message quota exceeded.' } as const;
  const desk = await aDesk(scriptedMailer([held, held]));
  const send = createHandler(desk);
  expect(await send({ Records: [record('a', resolved('mail_1'), '0', '9')] })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'a' }],
  });
  expect(await send({ Records: [record('b', resolved('mail_2'), '0', '10')] })).toEqual({ batchItemFailures: [] });
  expect([desk.postponed, desk.repeated]).toEqual([
    [['handle-a', expect.any(Number)]],
    [[resolved('mail_2'), expect.any(Number)]],
  ]);
  expect(desk.postponed[0]![1]).toBeGreaterThanOrEqual(300);
});

it('refers, in a later answer, to all that was written and sent before it, and carries every file', async () => {
  const desk = await aDesk();
  const answered = (nth: number) =>
    anEntry({
      id: `ent_${nth}1`,
      kind: 'agent_reply',
      author: { kind: 'agent', agentId: 'agent_1' },
      mailId: `mail_${nth}`,
    });
  const asked = (nth: number) => anEntry({ id: `ent_${nth}0`, messageId: `asked-${nth}@mail.example.com` });
  const files = ['one.txt', 'two.txt'].map((name) => ({
    id: `att_${name}`,
    key: `support/1024/${name}`,
    name,
    type: 'text/plain',
    size: 3,
  }));
  for (const { key } of files) desk.objects.set(key, { bytes: Buffer.from('abc'), type: 'text/plain' });
  desk.state.entries.set('support#1024', [
    asked(1),
    answered(1),
    asked(2),
    answered(2),
    asked(3),
    { ...answered(3), attachments: files },
  ]);
  desk.state.mails.clear();
  for (const nth of [1, 2])
    desk.state.mails.set(
      `mail_${nth}`,
      aMail({ id: `mail_${nth}`, entryId: `ent_${nth}1`, status: 'sent', sesMessageId: `0100-sent-${nth}` }),
    );
  desk.state.mails.set('mail_3', aMail({ id: 'mail_3', entryId: 'ent_31' }));

  expect(await createHandler(desk)({ Records: [record('third', resolved('mail_3'))] })).toEqual({
    batchItemFailures: [],
  });

  const sent = await simpleParser(Buffer.from(desk.mailer.accepted[0]!.raw));
  const ours = (nth: number) => `<0100-sent-${nth}@${desk.region}.amazonses.com>`;
  expect(sent.references).toEqual([
    '<asked-1@mail.example.com>',
    ours(1),
    '<asked-2@mail.example.com>',
    ours(2),
    '<asked-3@mail.example.com>',
  ]);
  expect(sent.inReplyTo).toBe('<asked-3@mail.example.com>');
  expect(sent.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['one.txt', 'abc'],
    ['two.txt', 'abc'],
  ]);
  expect(desk.state.mails.get('mail_3')).toMatchObject({ status: 'sent' });
});

it('lets a mail rest in its queue that can not leave yet', async () => {
  const desk = await aDesk(scriptedMailer([{ kind: 'busy', reason: 'Throttling' }]));
  const { visibility } = await inRole('send-mail');
  const message = await received(await hostedStage(), 'send-mail', 'SEND_MAIL_QUEUE_URL', resolved('mail_1'));
  expect(await createHandler({ ...desk, visibility })({ Records: [message as never] })).toEqual({
    batchItemFailures: [{ itemIdentifier: message.messageId }],
  });
});

it('puts a new message into its queue for a mail that has waited often', async () => {
  const desk = await aDesk(scriptedMailer([{ kind: 'held', by: 'sending_paused', reason: 'AccountSendingPaused' }]));
  const { visibility } = await inRole('send-mail');
  const stage = await hostedStage();
  const message = await received(stage, 'send-mail', 'SEND_MAIL_QUEUE_URL', resolved('mail_1'));
  const often = { ...message, attributes: { ...message.attributes, ApproximateReceiveCount: '10' } };
  expect(await createHandler({ ...desk, visibility })({ Records: [often as never] })).toEqual({
    batchItemFailures: [],
  });
  expect(message.delayed()).toBe(1);
});
