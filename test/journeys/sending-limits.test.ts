import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

/** An account that may send 4 mails a second, and 30 in a day of 20 seconds; a minute is two seconds. */
const sesLimits = { mailsPerSecond: 4, mailsPerDay: 30, daySeconds: 20 };
const timings = { lateSeconds: 2, giveUpSeconds: 20, settleSeconds: 15, throttledSeconds: 1, quotaSeconds: 1 };
const LIMIT = 120_000;
const TICKETS = 20;
const care = { serviceId: 'care' };

let desk: OpenDesk;
let mina: DeskClient;
beforeAll(async () => {
  desk = await openDesk({ config: { timings }, sesLimits });
  mina = await desk.signIn('mina@example.com');
});
afterAll(() => desk.close());

const customerOf = (nth: number) => `limits-${nth}@customer.example.com`;
/** A ticket with an interim answer and a final one, as fast as the desk takes them. */
const answerTwice = async (nth: number): Promise<number> => {
  const created = await mina.call('createTicket', {
    params: care,
    body: { title: `Question ${nth}`, customer: { name: 'A customer', email: customerOf(nth) }, html: '<p>When?</p>' },
  });
  expect(created).toMatchObject({ status: 201 });
  const { number } = created.body;
  const params = { ...care, number };
  expect((await mina.call('keepTicket', { params, body: {} })).status).toBe(200);
  expect((await mina.call('pendTicket', { params, body: { html: '<p>FIRST</p>' } })).status).toBe(200);
  expect((await mina.call('resolveTicket', { params, body: { html: '<p>SECOND</p>' } })).status).toBe(200);
  return number;
};
const mailsOf = async (number: number) => {
  const { entries } = (await mina.call('listEntries', { params: { ...care, number } })).body;
  return entries.flatMap(({ mail }) => mail ?? []);
};

it('given forty answers to an account with a small rate and a quota for thirty, then all leave once, in order on each ticket', async () => {
  const numbers: number[] = [];
  for (let nth = 0; nth < TICKETS; nth += 4)
    numbers.push(...(await Promise.all([0, 1, 2, 3].map((more) => answerTwice(nth + more)))));

  // While they wait, the tickets say what for.
  const waiting = await waitUntil(
    'a mail that is late because of the quota',
    async () => {
      const mails = (await Promise.all(numbers.map(mailsOf))).flat();
      return mails.find(({ late, waitsFor }) => late && waitsFor === 'daily_quota');
    },
    LIMIT,
  );
  expect(waiting).toMatchObject({ status: 'queued', failure: null });

  await waitUntil(
    'all mails to leave',
    async () => {
      const mails = (await Promise.all(numbers.map(mailsOf))).flat();
      expect(mails.filter(({ status }) => status === 'failed')).toEqual([]);
      return mails.length === 2 * TICKETS && mails.every(({ status }) => status === 'sent') ? mails : undefined;
    },
    LIMIT,
  );
  for (let nth = 0; nth < TICKETS; nth += 1) {
    const mails = await mailsTo(desk.outboxUrl, customerOf(nth));
    expect(mails.map(({ text }) => /FIRST|SECOND/.exec(text ?? '')?.[0])).toEqual(['FIRST', 'SECOND']);
  }
  const log = readFileSync(join(desk.data, 'logs', 'send-mail.log'), 'utf8');
  for (const reason of ['sending_rate', 'daily_quota', 'earlier_answer']) expect(log).toContain(`"reason":"${reason}"`);
  expect(await desk.operate('redrive', '--of', 'send-mail')).toContain('0 dead letters sent again');
});
