import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { HURRIED, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

const CARE = { serviceId: 'care' };
/** Published, delivered, evaluated and told: on a machine under the load of other tests. Milliseconds. */
const WITHIN = 60_000;

let desk: OpenDesk;
let admin: DeskClient;
let mina: DeskClient;
let live: LiveListener;
beforeAll(async () => {
  desk = await openDesk({ config: HURRIED });
  [admin, mina] = [await desk.signIn('admin@example.com'), await desk.signIn('mina@example.com')];
  live = await listenLive(mina, 'care');
});
afterAll(async () => {
  await live.close();
  await desk.close();
});

type NewTrigger = NonNullable<NonNullable<Parameters<typeof admin.call<'createTrigger'>>[1]>['body']>;
const makeTrigger = async (body: NewTrigger) => {
  const made = await admin.call('createTrigger', { params: CARE, body });
  expect(made.status).toBe(201);
};
const write = (from: string, text: string) =>
  sendAsCustomer(desk.smtpPort, { from, to: 'support@desk.example.com', subject: `A question of ${from}`, text });
const numberOf = async (from: string): Promise<number> =>
  (await live.row((row) => row.title.includes(from), { limit: WITHIN })).number;
const runsOf = async (number: number) =>
  (await mina.call('listTriggerRuns', { params: { ...CARE, number } })).body.runs;
const counts = async () => (await admin.call('getListCounts', { params: CARE })).body;

it('A customer asks for a refund: the ticket is urgent, tagged and in the group of billing before anybody looks, and its history says which trigger did it', async () => {
  await makeTrigger({
    triggerId: 'refunds',
    name: 'Refunds to billing',
    event: { kind: 'ticket_created' },
    conditions: { match: 'any', conditions: [{ field: 'entry.text', operator: 'contains', value: 'refund' }] },
    actions: [
      { kind: 'set_priority', priority: 'high' },
      { kind: 'add_tag', tag: 'refund' },
      { kind: 'comment', html: '<p>#{customer.email} wants money back</p>' },
      { kind: 'forward_to_group', groupId: 'billing' },
    ],
  });
  await makeTrigger({
    triggerId: 'urgent-refunds',
    name: 'Refunds are urgent',
    event: { kind: 'ticket_updated' },
    conditions: { match: 'all', conditions: [{ field: 'ticket.tags', operator: 'any_of', value: ['refund'] }] },
    actions: [{ kind: 'set_priority', priority: 'urgent' }],
  });
  const before = await counts();
  await write('one@customer.example.com', 'I want a refund, please');
  await write('two@customer.example.com', 'Where is my parcel?');
  const [refund, other] = [await numberOf('one@customer.example.com'), await numberOf('two@customer.example.com')];
  const row = await live.row((each) => each.number === refund && each.priority === 'urgent', { limit: WITHIN });
  expect(row).toMatchObject({ groupId: 'billing', status: 'unassigned', assigneeId: null, snippet: expect.any(String) });

  const { body: opened } = await mina.call('getTicketWithHistory', { params: { ...CARE, number: refund } });
  expect(opened.ticket).toMatchObject({ priority: 'urgent', tags: ['refund'], groupId: 'billing', version: 3 });
  expect(opened.entries.entries.map(({ kind, text, automatedBy }) => [kind, text, automatedBy?.[0]?.name])).toEqual([
    ['comment', 'one@customer.example.com wants money back', 'Refunds to billing'],
    ['customer_message', 'I want a refund, please', undefined],
  ]);
  expect(opened.events.events.map(({ type, actor, automation }) => [type, actor.kind, automation?.depth])).toEqual([
    ['ticket_automated', 'system', 2],
    ['ticket_automated', 'system', 1],
    ['ticket_created', 'customer', undefined],
  ]);

  await waitUntil('all of it is evaluated', async () => (await runsOf(refund)).length === 3, WITHIN, 100);
  const runs = await runsOf(refund);
  expect(runs.map(({ depth, considered }) => [depth, considered.map(({ outcome }) => outcome)])).toEqual([
    [2, ['fired_in_chain']],
    [1, ['fired']],
    [0, ['fired']],
  ]);
  expect(runs.at(-1)!.considered[0]).toMatchObject({
    triggerId: 'refunds',
    conditions: [{ field: 'entry.text', operator: 'contains', value: 'refund', met: true, seen: null }],
    actions: [{ result: 'done' }, { result: 'done' }, { result: 'done' }, { result: 'done', of: 'billing' }],
  });
  await waitUntil('the other one is evaluated too', async () => (await runsOf(other)).length === 1, WITHIN, 100);
  expect((await runsOf(other))[0]!.considered).toMatchObject([{ outcome: 'conditions_not_met' }]);
  expect((await mina.call('getTicket', { params: { ...CARE, number: other } })).body).toMatchObject({
    priority: 'normal',
    tags: [],
    version: 1,
  });

  // Each fired once, and the figures are those of a recount.
  await waitUntil(
    'what fired is counted',
    async () =>
      (await admin.call('listTriggers', { params: CARE })).body.triggers.every(
        ({ fired, firedAt }) => fired === 1 && firedAt !== null,
      ),
    WITHIN,
    100,
  );
  expect((await counts()).groups['billing']).toBe((before.groups['billing'] ?? 0) + 1);
  expect(await desk.operate('reconcile', '--service', 'care')).toMatch(/care: .*no difference/);
});

it('A trigger is switched off: what it did stays, and it does no more', async () => {
  for (const triggerId of ['refunds', 'urgent-refunds'])
    expect((await admin.call('editTrigger', { params: { ...CARE, triggerId }, body: { active: false } })).status).toBe(
      200,
    );
  await write('three@customer.example.com', 'A refund once more');
  const number = await numberOf('three@customer.example.com');
  expect((await mina.call('keepTicket', { params: { ...CARE, number }, body: {} })).status).toBe(200);
  await live.row((row) => row.number === number && row.status === 'processing', { limit: WITHIN });
  expect((await mina.call('getTicket', { params: { ...CARE, number } })).body).toMatchObject({ tags: [], version: 2 });
  expect(await runsOf(number)).toEqual([]);
});
