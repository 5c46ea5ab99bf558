import {
  startOutsideReceivers,
  type OutsideReceiversSimulator,
} from '../simulators/outside-receivers/start-outside-receivers.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { mailBurst } from '../support/mail-burst.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

const CARE = { serviceId: 'care' };
/** Milliseconds, on a machine under the load of other tests. */
const WITHIN = 60_000;

let receivers: OutsideReceiversSimulator;
let desk: OpenDesk;
let admin: DeskClient;
let jun: DeskClient;
let live: LiveListener;
let agents: ReadonlyMap<string, string>;
beforeAll(async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  receivers = await startOutsideReceivers(tls);
  desk = await openDesk({
    config: { customerInformation: { allowedHosts: [receivers.host], authority: tls.certificate } },
  });
  [admin, jun] = [await desk.signIn('admin@example.com'), await desk.signIn('jun@example.com')];
  const { body } = await admin.call('getService', { params: CARE });
  agents = new Map(body.agents.map(({ name, agentId }) => [name, agentId]));
  live = await listenLive(admin, 'care');
});
afterAll(async () => {
  await live.close();
  await desk.close();
  await receivers.stop();
});

type NewTrigger = NonNullable<NonNullable<Parameters<typeof admin.call<'createTrigger'>>[1]>['body']>;
/** A trigger for new tickets whose title begins so. */
const forNew = async (begins: string, actions: NewTrigger['actions']): Promise<void> => {
  const { status, body } = await admin.call('createTrigger', {
    params: CARE,
    body: {
      name: begins,
      event: { kind: 'ticket_created' },
      conditions: { match: 'all', conditions: [{ field: 'ticket.title', operator: 'starts_with', value: begins }] },
      actions,
    },
  });
  expect({ status, body }).toMatchObject({ status: 201 });
};
const write = (subject: string) =>
  sendAsCustomer(desk.smtpPort, {
    from: 'sora@customer.example.com',
    to: 'support@desk.example.com',
    subject,
    text: `About ${subject}`,
  });
/** The ticket as a console is told of it, once it is as wanted. */
const told = (title: string, isAs: (row: { readonly assigneeId: string | null }) => boolean = () => true) =>
  live.row((row) => row.title === title && isAs(row), { limit: WITHIN });
const assigned = async (title: string) => {
  const { number, assigneeId } = await told(title, (row) => row.assigneeId !== null);
  return { number, name: [...agents].find(([, id]) => id === assigneeId)?.[0] };
};
const ticketOf = async (number: number) =>
  (await admin.call('getTicketWithHistory', { params: { ...CARE, number } })).body;

describe('Each way to choose an agent', () => {
  it('designated: it is always the same one', async () => {
    await forNew('For Jun', [
      { kind: 'assign', groupId: 'delivery', strategy: 'designated', agentId: agents.get('Jun')! },
    ]);
    for (const title of ['For Jun 1', 'For Jun 2']) await write(title);
    expect([(await assigned('For Jun 1')).name, (await assigned('For Jun 2')).name]).toEqual(['Jun', 'Jun']);
  });

  it('least loaded: those who have less come first', async () => {
    await forNew('Least', [{ kind: 'assign', groupId: 'delivery', strategy: 'least_loaded' }]);
    const names: (string | undefined)[] = [];
    for (const title of ['Least 1', 'Least 2', 'Least 3', 'Least 4']) {
      await write(title);
      names.push((await assigned(title)).name);
    }
    // Jun has two already.
    expect(names.toSorted()).toEqual(['Administrator', 'Administrator', 'Mina', 'Mina']);
  });

  it('random: somebody of the group', async () => {
    await forNew('Anybody', [{ kind: 'assign', groupId: 'delivery', strategy: 'random' }]);
    await write('Anybody 1');
    expect(['Administrator', 'Jun', 'Mina']).toContain((await assigned('Anybody 1')).name);
  });

  it('with a cap: what nobody can take waits, and is given out when there is room, the oldest first', async () => {
    await forNew('Capped', [{ kind: 'assign', groupId: 'billing', strategy: 'sequential', cap: 1 }]);
    const { body } = await admin.call('listTickets', { params: CARE, query: { list: 'my_processing', limit: 50 } });
    // Whoever has open tickets of other groups has less room in this one.
    const resolve = async (number: number) => {
      const { status } = await admin.call('resolveInternally', {
        params: { ...CARE, number },
        body: { reason: 'test' },
      });
      expect(status).toBe(200);
    };
    for (const { number } of body.rows) await resolve(number);
    for (const title of ['Capped 1', 'Capped 2', 'Capped 3']) {
      await write(title);
      await told(title);
    }
    const first = await assigned('Capped 1');
    expect(first.name).toBe('Administrator');
    expect((await told('Capped 3')).assigneeId).toBeNull();
    await resolve(first.number);
    const second = await assigned('Capped 2');
    expect(second.name).toBe('Administrator');
    const waiting = (await told('Capped 3')).number;
    expect((await ticketOf(waiting)).ticket).toMatchObject({ status: 'unassigned', groupId: 'billing' });

    // Who takes no more tickets gets none, and gets what waits once they do again.
    await admin.call('editOwnAssignment', { params: CARE, body: { takesAssignment: false } });
    await resolve(second.number);
    await waitUntil('the resolved one to be counted', async () => {
      const { ticket } = await ticketOf(second.number);
      return ticket.status === 'resolved';
    });
    expect((await ticketOf(waiting)).ticket.status).toBe('unassigned');
    await admin.call('editOwnAssignment', { params: CARE, body: { takesAssignment: true } });
    expect((await assigned('Capped 3')).number).toBe(waiting);
  });
});

it('Each action is done at once, and the trace says so', async () => {
  for (const [kind, categoryId] of [
    ['inquiry_type', 'refund'],
    ['processing_type', 'solved'],
  ] as const) {
    const { status } = await admin.call('createCategory', {
      params: CARE,
      body: { kind, categoryId, names: { en: categoryId } },
    });
    expect(status).toBe(201);
  }
  const field = await admin.call('createField', {
    params: CARE,
    body: { code: 'tier', scope: 'agent', type: 'text', names: { en: 'Tier' } },
  });
  expect(field.status).toBe(201);
  await forNew('Everything', [
    { kind: 'set_priority', priority: 'urgent' },
    { kind: 'set_inquiry_type', categoryId: 'refund' },
    { kind: 'set_processing_type', categoryId: 'solved' },
    { kind: 'set_field', code: 'tier', value: 'gold' },
    { kind: 'add_tag', tag: 'vip' },
    { kind: 'comment', html: '<p>Look at #{ticket.number}</p>' },
    { kind: 'forward_to_group', groupId: 'billing' },
    { kind: 'mail', to: 'address', address: 'shop@partner.example.com', subject: 'A VIP', html: '<p>Wrote</p>' },
    { kind: 'call_url', url: `${receivers.url}/calls`, secret: 'a secret of both sides' },
    { kind: 'dooray_notice', hook: `${receivers.url}/services/1/2/3`, text: 'A VIP wrote: #{ticket.title}' },
    { kind: 'complete' },
  ]);
  await write('Everything');
  const { number } = await live.row((row) => row.title === 'Everything' && row.priority === 'urgent', {
    limit: WITHIN,
  });
  const { ticket, entries } = await ticketOf(number);
  expect(ticket).toMatchObject({
    priority: 'urgent',
    inquiryTypeId: 'refund',
    processingTypeId: 'solved',
    tags: ['vip'],
    groupId: 'billing',
    status: 'unassigned',
  });
  expect(entries.entries.find(({ kind }) => kind === 'comment')).toMatchObject({
    text: `Look at #${String(number)}`,
    automatedBy: [{ name: 'Everything' }],
  });
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'shop@partner.example.com', WITHIN);
  expect(parsed.subject).toContain('A VIP');
  await waitUntil('the call and the notice', () => receivers.received.length >= 2, WITHIN);
  expect(receivers.received.map(({ path }) => path).toSorted()).toEqual(['/calls', '/services/1/2/3']);
  const [run] = (await admin.call('listTriggerRuns', { params: { ...CARE, number } })).body.runs.toReversed();
  expect(
    run!.considered.find(({ name }) => name === 'Everything')!.actions.map(({ kind, result }) => [kind, result]),
  ).toEqual([
    ['set_priority', 'done'],
    ['set_inquiry_type', 'done'],
    ['set_processing_type', 'done'],
    ['set_field', 'done'],
    ['add_tag', 'done'],
    ['comment', 'done'],
    ['forward_to_group', 'done'],
    ['mail', 'done'],
    ['call_url', 'done'],
    ['dooray_notice', 'done'],
    ['complete', 'not_resolved'],
  ]);
  expect((await admin.call('getTicket', { params: { ...CARE, number } })).body.fields).toContainEqual(
    expect.objectContaining({ code: 'tier', value: 'gold' }),
  );
});

it('A ticket that was resolved as a test is completed by a trigger', async () => {
  const { status } = await admin.call('createTrigger', {
    params: CARE,
    body: {
      name: 'Tests are done',
      event: { kind: 'status_changed' },
      conditions: {
        match: 'all',
        conditions: [
          { field: 'ticket.status', operator: 'changed_from_to', value: { after: 'resolved' } },
          { field: 'ticket.internalReason', operator: 'is', value: 'test' },
        ],
      },
      actions: [{ kind: 'complete' }],
    },
  });
  expect(status).toBe(201);
  await write('Only a test');
  const { number } = await told('Only a test');
  await jun.call('resolveInternally', { params: { ...CARE, number }, body: { reason: 'test' } });
  await waitUntil('it to be completed', async () => (await ticketOf(number)).ticket.status === 'completed', WITHIN);
});

it('A burst of mails is handed out evenly, and lists and figures are those of a recount', async () => {
  const { agents: each, unassigned, recount } = await mailBurst(desk, 60, 20);
  expect(each.map(({ assigned }) => assigned.length)).toEqual([20, 20, 20]);
  expect(each.map(({ listed }) => listed)).toEqual(each.map(({ assigned }) => assigned));
  expect(unassigned).toEqual([]);
  expect(recount).toMatch(/care: .*no difference/);
});
