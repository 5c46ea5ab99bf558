import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alteredStage } from '../support/altered-stage.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { acceptEvents } from '../support/event-bus.ts';
import { startDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { operate, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const LIMIT = 60_000;
/** Seconds between two tries instead of up to a minute. */
const longestStreamRetry = 0.05;
/** A record that fails as often is given up where a mapping counts its retries. */
const MANY_TRIES = 15;
/** Seconds that a mail is given once it was ordered: the bus refuses for longer. */
const GIVEN = 5;
const config = { timings: { lateSeconds: 2, giveUpSeconds: GIVEN } };
const care = { serviceId: 'care' };

/** A desk whose bus refuses everything from before the first decision on, and an agent who works on meanwhile. */
const aDeskWithoutBus = async (options: { readonly alter?: Parameters<typeof alteredStage>[2] } = {}) => {
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  const desk: RunningDesk = await startDesk({
    data,
    config,
    longestStreamRetry,
    ...(options.alter ? { assembly: alteredStage(folder.path, config, options.alter) } : {}),
  });
  const agent = deskClient(desk.url, (await tokenFor(desk.url, 'mina@example.com', 'Handover-Test-1')).accessToken);
  await acceptEvents(data, false);
  return {
    desk,
    data,
    agent,
    hostLog: () => readFileSync(join(data, 'logs', 'desk.log'), 'utf8'),
    close: async () => {
      await desk.stop();
      folder.remove();
    },
  };
};

/** A ticket of a customer, answered and resolved by HTTP: its number. */
const decide = async (agent: DeskClient, email: string): Promise<number> => {
  const created = await agent.call('createTicket', {
    params: care,
    body: { title: `Question of ${email}`, html: '<p>When?</p>', customer: { email } },
  });
  expect(created.status).toBe(201);
  const { number } = created.body;
  expect((await agent.call('keepTicket', { params: { ...care, number }, body: {} })).status).toBe(200);
  const resolved = await agent.call('resolveTicket', { params: { ...care, number }, body: { html: '<p>Today.</p>' } });
  expect(resolved.status).toBe(200);
  return number;
};
const mailsTo = async (desk: RunningDesk, customers: readonly string[]) =>
  Promise.all(customers.map(async (email) => (await sentTo(desk.outboxUrl, email)).length));
const hasLeft = async (agent: DeskClient, number: number) => {
  const { entries } = (await agent.call('listEntries', { params: { ...care, number } })).body;
  return entries.flatMap(({ mail }) => mail ?? []).at(-1)?.status === 'sent';
};

it('given a bus that refuses for longer than retries are counted, when it accepts again, then everything that was decided is mailed once', async () => {
  const { desk, data, agent, hostLog, close } = await aDeskWithoutBus();
  try {
    const customers = ['one', 'two', 'three'].map((name) => `${name}@customer.example.com`);
    const numbers: number[] = [];
    for (const customer of customers) numbers.push(await decide(agent, customer));
    const decidedAt = Date.now();
    await waitUntil(
      'the bus to have refused often, and for longer than a mail is given',
      () =>
        Date.now() > decidedAt + GIVEN * 1000 &&
        new RegExp(`EventsPublish\\S*: \\d+ records failed, attempt ${MANY_TRIES}`).test(hostLog()),
      LIMIT,
    );
    expect(await mailsTo(desk, customers)).toEqual([0, 0, 0]);

    await acceptEvents(data, true);
    for (const number of numbers)
      await waitUntil(`the mail of ticket ${number} to leave`, () => hasLeft(agent, number), LIMIT);
    expect(await mailsTo(desk, customers)).toEqual([1, 1, 1]);
    expect(await operate(desk, 'redrive', '--of', 'publish-events')).toContain('publish-events: 0 records');
    expect(await mailsTo(desk, customers)).toEqual([1, 1, 1]);
  } finally {
    await close();
  }
});

it('given records that were given up, when the operator redrives them, then what was decided is mailed once', async () => {
  const { desk, data, agent, close } = await aDeskWithoutBus({
    alter: ({ Resources }) => {
      for (const { Type, Properties } of Object.values(Resources))
        if (Type === 'AWS::Lambda::EventSourceMapping' && JSON.stringify(Properties).includes('FailedEvents'))
          Properties['MaximumRetryAttempts'] = 1;
    },
  });
  try {
    const customer = 'given-up@customer.example.com';
    const number = await decide(agent, customer);
    const refused = () => operate(desk, 'redrive', '--of', 'publish-events').catch((fault: unknown) => String(fault));
    await waitUntil(
      'records to be given up, which the bus refuses again',
      async () => /0 records[^]*left/.test(await refused()) || undefined,
      LIMIT,
    );

    await acceptEvents(data, true);
    expect(await mailsTo(desk, [customer])).toEqual([0]);
    expect(
      await waitUntil('everything to be redriven', () => operate(desk, 'redrive', '--of', 'publish-events'), LIMIT),
    ).toMatch(/publish-events: [1-9]\d* records given to the function again/);
    await waitUntil('the mail to leave', () => hasLeft(agent, number), LIMIT);
    expect(await operate(desk, 'redrive', '--of', 'publish-events')).toContain('publish-events: 0 records');
    expect(await mailsTo(desk, [customer])).toEqual([1]);
  } finally {
    await close();
  }
});
