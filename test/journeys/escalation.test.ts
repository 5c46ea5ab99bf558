import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo, sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const CARE = { serviceId: 'care' };
const ENGINEERING = { serviceId: 'engineering' };
const CUSTOMER = 'sora@customer.example.com';
/** Milliseconds, on a machine under the load of other tests. */
const WITHIN = 60_000;

let desk: OpenDesk;
let jun: DeskClient;
let engineer: DeskClient;
let admin: DeskClient;
let live: LiveListener;
let there: LiveListener;
beforeAll(async () => {
  desk = await openDesk();
  [jun, engineer, admin] = (await Promise.all(
    ['jun@example.com', 'engineer@example.com', 'admin@example.com'].map((email) => desk.signIn(email)),
  )) as [DeskClient, DeskClient, DeskClient];
  live = await listenLive(jun, 'care');
  there = await listenLive(engineer, 'engineering');
});
afterAll(async () => {
  await live.close();
  await there.close();
  await desk.close();
});

const kept = async (subject: string): Promise<number> => {
  await sendAsCustomer(desk.smtpPort, {
    from: CUSTOMER,
    to: 'support@desk.example.com',
    subject,
    text: 'My printer burns',
    attachments: [{ filename: 'photo.png', content: Buffer.from('bytes') }],
  });
  const { number } = await live.row((row) => row.title === subject, { limit: WITHIN });
  expect((await jun.call('keepTicket', { params: { ...CARE, number }, body: {} })).status).toBe(200);
  return number;
};
const escalate = async (number: number, title: string) => {
  const answer = await jun.call('escalateTicket', {
    params: { ...CARE, number },
    body: { targetServiceId: 'engineering', title, html: '<p>It burns since Monday</p>' },
  });
  expect(answer).toMatchObject({ status: 200, body: { status: 'processing', transferring: true } });
  await live.row((row) => row.number === number && row.status === 'transferred', { limit: WITHIN });
  return (await there.row((row) => row.title === title, { limit: WITHIN })).number;
};
const escalationsOf = async (client: DeskClient, place: { serviceId: string; number: number }) =>
  (await client.call('listEscalations', { params: place })).body.escalations;

it('an agent hands a ticket over, the issue team solves it, and the agent answers the customer', async () => {
  expect((await jun.call('listEscalationTargets', { params: CARE })).body.targets).toMatchObject([
    { serviceId: 'engineering', name: 'Engineering' },
  ]);
  const number = await kept('The printer');
  const issue = await escalate(number, 'Printer of Sora');

  // Both sides know of each other; the issue team reads what happened before.
  expect(await escalationsOf(jun, { ...CARE, number })).toMatchObject([
    {
      direction: 'out',
      status: 'waiting',
      other: { serviceName: 'Engineering', number: issue, status: 'unassigned', mayOpen: false },
    },
  ]);
  expect(await escalationsOf(engineer, { ...ENGINEERING, number: issue })).toMatchObject([
    { direction: 'in', orderedByName: 'Jun', other: { serviceName: 'Customer Care', number, status: 'transferred' } },
  ]);
  expect(await escalationsOf(admin, { ...CARE, number })).toMatchObject([{ other: { mayOpen: true } }]);
  const { body: history } = await engineer.call('listOriginHistory', { params: { ...ENGINEERING, number: issue } });
  expect(history.entries.map(({ kind }) => kind).toSorted()).toEqual(['customer_message', 'transfer_note']);
  expect(history.agents.map(({ name }) => name)).toEqual(['Jun']);
  expect((await engineer.call('getTicket', { params: { ...CARE, number } })).status).toBe(404);

  // The issue team's answer is for the agent: nothing is mailed.
  const at = { ...ENGINEERING, number: issue };
  expect((await engineer.call('keepTicket', { params: at, body: {} })).status).toBe(200);
  const spam = await engineer.call('resolveInternally', { params: at, body: { reason: 'spam' } });
  expect(spam).toMatchObject({ status: 409, body: { code: 'reason_not_allowed' } });
  const solved = await engineer.call('resolveTicket', { params: at, body: { html: '<p>A new fuse</p>' } });
  expect(solved).toMatchObject({ status: 200, body: { status: 'resolved' } });
  await live.row((row) => row.number === number && row.status === 'transfer_completed', { limit: WITHIN });
  expect(await sentTo(desk.outboxUrl, CUSTOMER)).toEqual([]);

  expect(
    await jun.call('resolveTicket', { params: { ...CARE, number }, body: { html: '<p>We mended it</p>' } }),
  ).toMatchObject({ status: 200, body: { status: 'resolved' } });
  const { parsed } = await onlyMailTo(desk.outboxUrl, CUSTOMER, WITHIN);
  expect(parsed.text).toContain('We mended it');
  expect(await escalationsOf(jun, { ...CARE, number })).toMatchObject([
    { status: 'finished', failure: null, answer: { entry: { text: expect.stringContaining('A new fuse') } } },
  ]);
});

it('an agent takes a ticket back, and what the issue team does later changes nothing', async () => {
  const number = await kept('The lamp');
  const issue = await escalate(number, 'Lamp of Sora');
  expect(await jun.call('withdrawTransfer', { params: { ...CARE, number }, body: {} })).toMatchObject({
    status: 200,
    body: { status: 'processing', transfer: null },
  });
  const ticketThere = async () =>
    (await engineer.call('getTicket', { params: { ...ENGINEERING, number: issue } })).body;
  await waitUntil(
    'the issue team to be told',
    async () => typeof (await ticketThere()).origin?.withdrawnAt === 'string',
    WITHIN,
  );
  const at = { ...ENGINEERING, number: issue };
  await engineer.call('keepTicket', { params: at, body: {} });
  await engineer.call('resolveTicket', { params: at, body: { html: '<p>Done</p>' } });
  const again = await escalate(number, 'Lamp of Sora, once more');
  expect(again).not.toBe(issue);
  expect((await escalationsOf(jun, { ...CARE, number })).map(({ status }) => status)).toEqual(['waiting', 'withdrawn']);
});

it('figures and lists are those of a recount', async () => {
  for (const service of ['care', 'engineering'])
    expect(await desk.operate('reconcile', '--service', service)).toMatch(/: .*no difference/);
  const { body } = await jun.call('listTickets', { params: CARE, query: { list: 'all_transferred' } });
  expect(body.rows.map(({ title, status, transfer }) => [title, status, transfer])).toEqual([
    ['The lamp', 'transferred', 'issue'],
  ]);
});
