import type { DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
let mina: DeskClient;
let jun: DeskClient;
let admin: DeskClient;
let live: LiveListener;
const care = { serviceId: 'care' };
/** While everything else of the desk's first minute still starts. */
const PATIENCE = 20_000;

beforeAll(async () => {
  desk = await openDesk();
  [mina, jun, admin] = (await Promise.all(
    ['mina@example.com', 'jun@example.com', 'admin@example.com'].map((email) => desk.signIn(email)),
  )) as [DeskClient, DeskClient, DeskClient];
  live = await listenLive(mina, 'care');
});
afterAll(async () => {
  await live.close();
  await desk.close();
});

const create = async (title: string): Promise<number> => {
  const { status, body } = await mina.call('createTicket', {
    params: care,
    body: { title, html: '<p>text</p>', customer: { email: 'sora@customer.example.com' } },
  });
  expect(status).toBe(201);
  return body.number;
};
const numbers = async (client: DeskClient, query: Readonly<Record<string, string>>) =>
  (await client.call('listTickets', { params: care, query })).body.rows.map(({ number }) => number);
const counts = async (client: DeskClient) => (await client.call('getListCounts', { params: care })).body;

describe('lists, their counts and what an agent marked as important', () => {
  let one: number;
  let two: number;

  it('given two tickets of which Mina marks one, then it has her star and nobody else’s', async () => {
    [one, two] = [await create('The first'), await create('The second')];
    expect((await mina.call('starTicket', { params: { ...care, number: one }, body: {} })).body).toEqual({
      number: one,
      important: true,
    });
    const rows = async (client: DeskClient) =>
      (await client.call('listTickets', { params: care, query: { list: 'all_unassigned' } })).body.rows.map(
        ({ number, important }) => [number, important],
      );
    expect(await rows(mina)).toEqual([
      [two, false],
      [one, true],
    ]);
    expect(await rows(jun)).toEqual([
      [two, false],
      [one, false],
    ]);
    await waitUntil('the counts of both tickets', async () => (await counts(mina)).lists.unassigned === 2, PATIENCE);
    expect(await counts(mina)).toMatchObject({
      lists: { all: 2, unassigned: 2, spam: 0 },
      mine: { processing: 0, important: 1 },
      groups: { delivery: 0 },
    });
  });

  it('when she keeps it, then the mark follows it into her own list, and her console is told the counts', async () => {
    expect((await mina.call('keepTicket', { params: { ...care, number: one }, body: {} })).status).toBe(200);
    await waitUntil(
      'the mark in her own list',
      async () => (await numbers(mina, { list: 'my_processing', important: 'true' })).includes(one),
      PATIENCE,
    );
    expect(await numbers(mina, { list: 'all_unassigned', important: 'true' })).toEqual([]);
    expect(await numbers(mina, { list: 'all_in_group' })).toEqual([one]);
    const figures = await live.figures(({ myLists }) => myLists?.processing === 1, PATIENCE);
    expect(figures).toMatchObject({
      lists: { all: 2, unassigned: 1 },
      myLists: { processing: 1, pending: 0 },
      mine: { processing: 1, transfer: 0 },
    });
    expect(await counts(mina)).toMatchObject({ mine: { processing: 1, important: 1 }, groups: { delivery: 1 } });
  });

  it('when it turns out to be spam, then it is in the list of spam alone, and in no count but that one’s', async () => {
    expect(
      (await mina.call('resolveInternally', { params: { ...care, number: one }, body: { reason: 'spam' } })).status,
    ).toBe(200);
    await waitUntil('the count of spam', async () => (await counts(mina)).lists.spam === 1, PATIENCE);
    expect(await counts(mina)).toMatchObject({
      lists: { all: 1, unassigned: 1, spam: 1 },
      mine: { processing: 0, resolved: 0, important: 1 },
      groups: { delivery: 0 },
    });
    expect([
      await numbers(mina, { list: 'all' }),
      await numbers(mina, { list: 'my_resolved' }),
      await numbers(mina, { list: 'all_in_group' }),
    ]).toEqual([[two], [], []]);
    await waitUntil(
      'the mark in the list of spam',
      async () => (await numbers(mina, { list: 'spam', important: 'true' })).includes(one),
      PATIENCE,
    );
    expect(await numbers(mina, { list: 'all', important: 'true' })).toEqual([]);
  });

  it('when an administrator deletes it, then no mark of it is left', async () => {
    expect((await admin.call('deleteTicket', { params: { ...care, number: one } })).status).toBe(200);
    await waitUntil('no mark', async () => (await counts(mina)).mine.important === 0, PATIENCE);
    expect(await numbers(mina, { list: 'spam', important: 'true' })).toEqual([]);
    expect(await counts(mina)).toMatchObject({ lists: { all: 1, spam: 0 } });
  });

  it('then a recount finds no difference', async () => {
    expect(await desk.operate('reconcile', '--service', 'care')).toContain('no difference');
  });
});
