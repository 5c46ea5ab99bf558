import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { findDesk } from '../../infra/operate/deployed-desk.ts';
import { deadLettersOutput, workOutput } from '../../infra/operate/stack-outputs.ts';
import { aBusMessage } from '../support/bus-message.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { startDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { operate, startRunningDesk, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { enableSending } from '../support/ses-account.ts';
import { tokenFor } from '../support/sign-in.ts';
import { stageWithoutGrant } from '../support/altered-stage.ts';
import { aFact } from '../support/tickets.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

/**
 * Seconds for a minute, for the three quarters of an hour that a mail is given and for the three days that SES's limits
 * are, so that the story is short.
 */
const config = { timings: { lateSeconds: 2, giveUpSeconds: 8, heldSeconds: 5, settleSeconds: 5, quotaSeconds: 1 } };
const LIMIT = 60_000;
const care = { serviceId: 'care' };
const folder = throwawayFolder();
const data = join(folder.path, 'data');
let desk: RunningDesk;
let port: number | undefined;
let mina: DeskClient;
let jun: DeskClient;
let admin: DeskClient;
let live: LiveListener;

const open = async (assembly?: string): Promise<void> => {
  desk = await (assembly === undefined
    ? startRunningDesk({ data, config, ...(port === undefined ? {} : { port }) })
    : startDesk({ data, config, assembly }));
  ({ port } = desk);
  [mina, jun, admin] = (await Promise.all(
    ['mina', 'jun', 'admin'].map(async (name) =>
      deskClient(desk.url, (await tokenFor(desk.url, `${name}@example.com`, 'Handover-Test-1')).accessToken),
    ),
  )) as [DeskClient, DeskClient, DeskClient];
  live = await listenLive(jun, 'care');
};
beforeAll(() => open(stageWithoutGrant(folder.path, 'MailSend', 'dynamodb:BatchGetItem', config)));
afterAll(async () => {
  await desk.stop();
  folder.remove();
});

/** A customer's question, kept and answered by Mina: the ticket's number. */
const answered = async (customer: string): Promise<number> => {
  const from = live.received.length;
  await sendAsCustomer(desk.smtpPort, {
    from: customer,
    to: 'support@desk.example.com',
    subject: `Question of ${customer}`,
    text: 'When?',
  });
  const { number } = await live.row(({ version }) => version === 1, { from, limit: LIMIT });
  await live.show(number);
  expect((await mina.call('keepTicket', { params: { ...care, number }, body: {} })).status).toBe(200);
  expect(
    (await mina.call('resolveTicket', { params: { ...care, number }, body: { html: '<p>Tomorrow.</p>' } })).status,
  ).toBe(200);
  return number;
};
const mailOf = async (number: number) => {
  const { entries } = (await jun.call('listEntries', { params: { ...care, number } })).body;
  return entries.flatMap(({ mail }) => mail ?? []).at(-1)!;
};
const mailIs = (number: number, status: string, round: number) =>
  waitUntil(
    `a mail that is ${status} in round ${round}`,
    async () => {
      const mail = await mailOf(number);
      return mail.status === status && mail.round === round ? mail : undefined;
    },
    LIMIT,
  );
/** What the log says of the mail, oldest first, and of whom. */
const toldOf = async (number: number) => {
  const { events } = (await jun.call('listEvents', { params: { ...care, number } })).body;
  return events
    .filter(({ type }) => type.startsWith('mail_') && type !== 'mail_delivered')
    .map(({ type, actor }) => (actor.kind === 'agent' ? `${type} by agent` : type))
    .reverse();
};
const hint = (number: number, fact: string) => live.next('hint', (m) => m.number === number && m.fact === fact, LIMIT);
const sendAgain = (who: DeskClient, number: number, mailId: string) =>
  who.call('sendMailAgain', { params: { ...care, number, mailId }, body: {} });

const customer = 'late@customer.example.com';
let number: number;

it('given that send-mail lacks a grant, when a mail waits, then its ticket says so to everybody, and at last that it has failed', async () => {
  number = await answered(customer);
  await hint(number, 'mail_delayed');
  expect(await mailOf(number)).toMatchObject({ status: 'queued', late: true, round: 1 });
  expect(await toldOf(number)).toEqual(['mail_delayed']);
  const refused = await sendAgain(mina, number, (await mailOf(number)).id);
  expect(refused).toMatchObject({ status: 409, body: { code: 'mail_not_failed', mailStatus: 'queued' } });

  await hint(number, 'mail_failed');
  expect(await mailOf(number)).toMatchObject({ status: 'failed', failure: 'not_sent_in_time', late: false, round: 1 });
  expect(await toldOf(number)).toEqual(['mail_delayed', 'mail_failed']);
  expect(await sentTo(desk.outboxUrl, customer)).toEqual([]);
  await live.close();
});

it('given that the grant is there, when the mail is sent again, then it leaves once, whatever is left of its first round', async () => {
  await desk.stop();
  await open();
  await live.show(number);
  const mail = await mailOf(number);
  expect(await sendAgain(jun, number, mail.id)).toMatchObject({
    status: 403,
    body: { code: 'not_assignee', assigneeName: 'Mina' },
  });
  expect(await sendAgain(mina, number, 'mail_of_nobody')).toMatchObject({
    status: 404,
    body: { code: 'mail_not_found' },
  });

  // A second click, and an administrator at the same moment.
  const answers = await Promise.all([
    sendAgain(mina, number, mail.id),
    sendAgain(mina, number, mail.id),
    sendAgain(admin, number, mail.id),
  ]);
  const ordered = answers.filter(({ status }) => status === 200);
  expect(ordered.length).toBeGreaterThan(0);
  for (const { body } of ordered) expect(body).toMatchObject({ round: 2 });
  for (const { status, body } of answers.filter((answer) => answer.status !== 200))
    expect([status, body]).toMatchObject([409, { code: 'mail_not_failed' }]);
  await mailIs(number, 'sent', 2);
  await hint(number, 'mail_requeued');

  // Its dead letter is sent again by the operator's command, twice.
  const found = await findDesk({ data });
  const sqs = new SQSClient(found.client);
  const letter = aBusMessage(
    aFact({
      type: 'ticket_resolved',
      status: 'resolved',
      serviceId: 'care',
      number,
      mailId: mail.id,
      entryId: 'ent_1',
    }),
  );
  for (let round = 0; round < 2; round += 1)
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: found.output(deadLettersOutput('customers')),
        MessageBody: letter,
        // As EventBridge leaves what it could not bring to a queue.
        MessageAttributes: {
          TARGET_ARN: {
            DataType: 'String',
            StringValue: `arn:aws:sqs:ap-northeast-2:000000000000:${found.output(workOutput('queueUrl', 'send-mail')).split('/').at(-1)!}`,
          },
        },
      }),
    );
  expect(await operate(desk, 'redrive')).toContain('send-mail: 2, the oldest sent ');
  expect(await operate(desk, 'redrive', '--of', 'send-mail')).toContain('2 dead letters sent again');
  sqs.destroy();
  await waitUntil(
    'the letters to be worked off',
    () => readFileSync(join(data, 'logs', 'send-mail.log'), 'utf8').split('mail_superseded').length > 2 || undefined,
    LIMIT,
  );
  expect(await sentTo(desk.outboxUrl, customer)).toHaveLength(1);
  expect(await toldOf(number)).toEqual(['mail_delayed', 'mail_failed', 'mail_requeued by agent', 'mail_sent']);
});

it('given that sending is paused for too long, when a mail fails twice and is sent again twice, then it leaves once and the log tells each time', async () => {
  await enableSending(data, false);
  const again = await answered('twice@customer.example.com');
  await hint(again, 'mail_delayed');
  expect(await mailOf(again)).toMatchObject({ status: 'queued', late: true, waitsFor: 'sending_paused' });
  const first = await mailIs(again, 'failed', 1);
  expect(first).toMatchObject({ failure: 'not_sent_in_time', late: false, waitsFor: null });
  expect((await sendAgain(mina, again, first.id)).status).toBe(200);
  await mailIs(again, 'failed', 2);
  await enableSending(data, true);
  expect((await sendAgain(admin, again, first.id)).status).toBe(200);
  await mailIs(again, 'sent', 3);
  expect(await sentTo(desk.outboxUrl, 'twice@customer.example.com')).toHaveLength(1);
  expect(await toldOf(again)).toEqual([
    'mail_delayed',
    'mail_failed',
    'mail_requeued by agent',
    'mail_delayed',
    'mail_failed',
    'mail_requeued by agent',
    'mail_sent',
  ]);
});

it('given a mail that came back, when the customer’s address was corrected, then sending again goes there', async () => {
  const bounced = await answered('bounce@customer.example.com');
  const mail = await waitUntil(
    'the bounce',
    async () => {
      const now = await mailOf(bounced);
      return now.outcome === 'bounced' ? now : undefined;
    },
    LIMIT,
  );
  expect(
    (
      await mina.call('editTicket', {
        params: { ...care, number: bounced },
        body: { customer: { email: 'corrected@customer.example.com' } },
      })
    ).status,
  ).toBe(200);
  expect(await sendAgain(mina, bounced, mail.id)).toMatchObject({
    status: 200,
    body: { to: 'corrected@customer.example.com', round: 2, status: 'queued', outcome: null },
  });
  await mailIs(bounced, 'sent', 2);
  expect(await sentTo(desk.outboxUrl, 'corrected@customer.example.com')).toHaveLength(1);
});
