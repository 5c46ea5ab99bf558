import { createHandler } from '../../../functions/watch-mails/index.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aMailDesk } from '../../support/mail-desk.ts';
import { inRole } from '../../support/roles/in-role.ts';
import { received } from '../../support/roles/role-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { aFact, aMail, anEntry, aTicket } from '../../support/tickets.ts';

const record = (messageId: string, body: string, SentTimestamp = '0') =>
  ({
    messageId,
    body,
    receiptHandle: `handle-${messageId}`,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'eu-west-1',
  }) as never;

const resolved = (mailId: string) =>
  aBusMessage(aFact({ type: 'ticket_resolved', status: 'resolved', mailId, entryId: 'ent_1' }));

it('tells of each mail that waits and looks again, is done with one that left, and reports what can’t be read', async () => {
  const desk = await aMailDesk();
  const now = desk.clockAndIds.now();
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  desk.state.tickets.set('support#1024', aTicket({ status: 'resolved' }));
  desk.state.entries.set('support#1024', [anEntry({ id: 'ent_1', kind: 'agent_reply' })]);
  for (const mail of [
    aMail({ id: 'mail_waits', createdAt: ago(61) }),
    aMail({ id: 'mail_left', createdAt: ago(61), status: 'sent' }),
    aMail({ id: 'mail_again', createdAt: ago(9000), round: 2, orderedAt: ago(2800) }),
    aMail({ id: 'mail_told_late', createdAt: ago(9000) }),
  ])
    desk.state.mails.set(mail.id, mail);
  const postponed: (readonly [string, number])[] = [];
  const handler = createHandler({
    ...desk,
    patience: { lateSeconds: 60, giveUpSeconds: 2700, heldSeconds: 259_200, settleSeconds: 180 },
    tries: 10,
    visibility: {
      postpone: async (handle, seconds) => {
        postponed.push([handle, seconds]);
      },
      repeat: async () => {
        throw new Error('too early');
      },
    },
  });
  const answer = await handler({
    Records: [
      record('waits', resolved('mail_waits')),
      record('left', resolved('mail_left')),
      record('told late', resolved('mail_told_late'), String(now.getTime() - 60_000)),
      record('old round', resolved('mail_again')),
      record(
        'second round',
        aBusMessage(aFact({ type: 'mail_requeued', mailId: 'mail_again', entryId: 'ent_1', round: 2 })),
      ),
      record('riddle', '{"x":1}'),
    ],
  });
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
    'waits',
    'told late',
    'riddle',
  ]);
  expect(postponed).toEqual([
    ['handle-waits', expect.any(Number)],
    ['handle-told late', expect.any(Number)],
  ]);
  for (const [, seconds] of postponed) expect(seconds).toBeGreaterThan(2000);
  expect(desk.state.facts.map(({ type, mailId }) => [type, mailId])).toEqual([
    ['mail_delayed', 'mail_waits'],
    ['mail_delayed', 'mail_told_late'],
    ['mail_failed', 'mail_again'],
  ]);
});

it('watches a mail that waits for days by a new message each time that the old one has come half of its times', async () => {
  const desk = await aMailDesk();
  const now = desk.clockAndIds.now();
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  desk.state.tickets.set('support#1024', aTicket({ status: 'resolved' }));
  const held = { reason: 'daily_quota', times: 9, until: inSeconds(3600) } as const;
  desk.state.mails.set('mail_1', aMail({ createdAt: inSeconds(-86_400), held }));
  const { visibility, tries, patience } = await inRole('watch-mails');
  const handler = createHandler({ ...desk, visibility, tries, patience });
  const message = await received(await hostedStage(), 'watch-mails', 'WATCH_MAILS_QUEUE_URL', resolved('mail_1'));
  const looked = (times: number) =>
    handler({
      Records: [{ ...message, attributes: { ...message.attributes, ApproximateReceiveCount: String(times) } } as never],
    });
  expect(await looked(tries / 2 - 1)).toEqual({ batchItemFailures: [{ itemIdentifier: message.messageId }] });
  expect(message.delayed()).toBe(0);
  expect(await looked(tries / 2)).toEqual({ batchItemFailures: [] });
  expect(message.delayed()).toBe(1);
  expect(desk.state.mails.get('mail_1')!.status).toBe('queued');
});
