import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { HURRIED, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

const CARE = { serviceId: 'care' };
/** Published, delivered, worked off and told: on a machine under the load of other tests. Milliseconds. */
const WITHIN = 60_000;

let desk: OpenDesk;
let admin: DeskClient;
let mina: DeskClient;
let jun: DeskClient;
let [minaId, junId] = ['', ''];
let admins: LiveListener;
let juns: LiveListener;
beforeAll(async () => {
  desk = await openDesk({ config: HURRIED });
  [admin, mina, jun] = [
    await desk.signIn('admin@example.com'),
    await desk.signIn('mina@example.com'),
    await desk.signIn('jun@example.com'),
  ];
  [minaId, junId] = [(await mina.call('getMe')).body.agentId, (await jun.call('getMe')).body.agentId];
  [admins, juns] = [await listenLive(admin, 'care'), await listenLive(jun, 'care')];
});
afterAll(async () => {
  // His console was closed when he left.
  juns.socket.terminate();
  await admins.close();
  await desk.close();
});

const create = async (email: string): Promise<number> => {
  const made = await jun.call('createTicket', {
    params: CARE,
    body: { title: `A question of ${email}`, html: '<p>Hello</p>', customer: { email } },
  });
  expect(made.status).toBe(201);
  return made.body.number;
};
const kept = async (by: DeskClient, email: string): Promise<number> => {
  const number = await create(email);
  expect((await by.call('keepTicket', { params: { ...CARE, number }, body: {} })).status).toBe(200);
  return number;
};
const ticket = async (number: number) => (await admin.call('getTicket', { params: { ...CARE, number } })).body;
const setActive = async (agentId: string, active: boolean) => {
  expect((await admin.call('editAgent', { params: { ...CARE, agentId }, body: { active } })).status).toBe(200);
};
const departures = async () => (await admin.call('listDepartures', { params: CARE })).body.departures;
const openOnes = async () =>
  (await jun.call('listTickets', { params: CARE, query: { list: 'all_unassigned' } })).body.rows.map(
    ({ number }) => number,
  );
const reply = async (from: string) => {
  const { parsed } = await onlyMailTo(desk.outboxUrl, from);
  await sendAsCustomer(desk.smtpPort, {
    from,
    to: 'support@desk.example.com',
    subject: parsed.subject!,
    inReplyTo: parsed.messageId!,
    references: [parsed.messageId!],
    text: 'And now?',
  });
};
const noDifference = async () => {
  expect(await desk.operate('reconcile', '--service', 'care')).toMatch(/care: .*no difference/);
};

it('An agent leaves: their open tickets are everybody’s, administrators learn of it at once and until they have seen to it, and the customer finds somebody', async () => {
  const [processing, pending, resolved] = [
    await kept(mina, 'one@customer.example.com'),
    await kept(mina, 'two@customer.example.com'),
    await kept(mina, 'three@customer.example.com'),
  ];
  const juns1 = await kept(jun, 'four@customer.example.com');
  expect(
    (await mina.call('pendTicket', { params: { ...CARE, number: pending }, body: { html: '<p>A moment please</p>' } }))
      .status,
  ).toBe(200);
  expect(
    (await mina.call('resolveTicket', { params: { ...CARE, number: resolved }, body: { html: '<p>Done</p>' } })).status,
  ).toBe(200);
  const call = await mina.call('reserveCall', {
    params: { ...CARE, number: pending },
    body: { phone: '010-1234-5678', at: new Date(Date.now() + 3_600_000).toISOString() },
  });
  expect(call.status).toBe(201);

  await setActive(minaId, false);
  const { departureId } = await admins.next('departure', undefined, WITHIN);
  expect(await departures()).toEqual([
    expect.objectContaining({
      departureId,
      agentId: minaId,
      outcome: 'given_back',
      tickets: 2,
      groups: [{ groupId: 'delivery', tickets: 2 }],
      openCalls: 1,
    }),
  ]);
  for (const number of [processing, pending]) {
    expect(await ticket(number)).toMatchObject({ status: 'unassigned', assigneeId: null, groupId: 'delivery' });
    await juns.row((row) => row.number === number && row.assigneeId === null, { limit: WITHIN });
    const { events } = (await admin.call('listEvents', { params: { ...CARE, number } })).body;
    expect(events.filter(({ type }) => type === 'ticket_given_back')).toEqual([
      expect.objectContaining({ actor: { kind: 'system' }, reason: 'its assignee left the service' }),
    ]);
  }
  expect((await openOnes()).sort()).toEqual([processing, pending].sort());
  expect([await ticket(resolved), await ticket(juns1)]).toMatchObject([
    { status: 'resolved', assigneeId: minaId },
    { status: 'processing', assigneeId: junId },
  ]);

  // Nobody but administrators hears or reads of it.
  expect((await jun.call('listDepartures', { params: CARE })).status).toBe(403);
  expect((await jun.call('dismissDeparture', { params: { ...CARE, departureId } })).status).toBe(403);
  expect(juns.received.filter(({ type }) => type === 'departure')).toEqual([]);

  await reply('two@customer.example.com');
  await juns.row((row) => row.number === pending && row.replied, { limit: WITHIN });
  expect(await ticket(pending)).toMatchObject({ status: 'unassigned', assigneeId: null, unreadReply: true });
  expect((await openOnes())[0]).toBe(pending);
  await reply('three@customer.example.com');
  await juns.row((row) => row.number === resolved && row.replied, { limit: WITHIN });
  expect(await ticket(resolved)).toMatchObject({ status: 'unassigned', assigneeId: null });

  expect((await admin.call('dismissDeparture', { params: { ...CARE, departureId } })).status).toBe(200);
  expect(await departures()).toEqual([]);
  expect((await admin.call('dismissDeparture', { params: { ...CARE, departureId: 'evt_none' } })).status).toBe(404);
  await noDifference();
});

it('They come back, take one and leave again: it is a departure of its own; one who stays keeps what they have', async () => {
  await setActive(minaId, true);
  const [number, his] = [await kept(mina, 'five@customer.example.com'), await kept(jun, 'six@customer.example.com')];
  const told = admins.received.filter(({ type }) => type === 'departure').length;
  await setActive(minaId, false);
  await waitUntil(
    'administrators are told again',
    () => admins.received.filter(({ type }) => type === 'departure').length > told,
    WITHIN,
    50,
  );
  expect(await departures()).toEqual([expect.objectContaining({ agentId: minaId, tickets: 1 })]);
  expect([await ticket(number), await ticket(his)]).toMatchObject([
    { status: 'unassigned' },
    { status: 'processing', assigneeId: junId },
  ]);
  await noDifference();
});

it('A service lets leavers keep their tickets: they stay until the customer writes; it decides otherwise, and the rest goes back', async () => {
  expect((await admin.call('editService', { params: CARE, body: { leaversTickets: 'keep' } })).body).toMatchObject({
    leaversTickets: 'keep',
  });
  expect((await admin.call('getService', { params: CARE })).body.leaversTickets).toBe('keep');
  const written = await kept(jun, 'seven@customer.example.com');
  expect(
    (await jun.call('pendTicket', { params: { ...CARE, number: written }, body: { html: '<p>A moment please</p>' } }))
      .status,
  ).toBe(200);
  const before = (await departures()).length;
  await setActive(junId, false);
  await waitUntil('administrators read what stays', async () => (await departures()).length > before, WITHIN, 100);
  const [departure] = await departures();
  expect(departure).toMatchObject({ agentId: junId, outcome: 'kept' });
  expect(await ticket(written)).toMatchObject({ status: 'pending', assigneeId: junId });

  await reply('seven@customer.example.com');
  await admins.row((row) => row.number === written && row.replied, { limit: WITHIN });
  expect(await ticket(written)).toMatchObject({ status: 'unassigned', assigneeId: null });

  expect((await admin.call('editService', { params: CARE, body: { leaversTickets: 'give_back' } })).status).toBe(200);
  await waitUntil(
    'what was kept goes back',
    async () => (await departures()).some(({ agentId, outcome }) => agentId === junId && outcome === 'given_back'),
    WITHIN,
    100,
  );
  expect(
    (await departures()).find(({ agentId, outcome }) => agentId === junId && outcome === 'given_back'),
  ).toMatchObject({ tickets: departure!.tickets - 1 });
  expect(
    (await admin.call('listTickets', { params: CARE, query: { list: 'all' } })).body.rows.filter(
      ({ status, assigneeId }) => status === 'processing' && [minaId, junId].includes(assigneeId ?? ''),
    ),
  ).toEqual([]);
  await noDifference();
});
