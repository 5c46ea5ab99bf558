import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoProjectionStore } from '../../shared/adapters/dynamodb/projection-store.ts';
import { readListRow } from '../../shared/adapters/dynamodb/ticket-rows.ts';
import { SLICE_FIGURES } from '../../shared/domain/figures/last-day.ts';
import type { MenuList } from '../../shared/domain/ticket/ticket.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { type DeskTables, openTables } from '../support/desk-tables.ts';
import { earlierDesk } from '../support/earlier-desk/earlier-desk.ts';
import { listenLive } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const { said, unpack } = earlierDesk('before-list-rows');
let desk: OpenDesk;
let tables: DeskTables;
let agents: Readonly<Record<string, DeskClient>>;

beforeAll(async () => {
  desk = await openDesk({ unpack });
  tables = await openTables(desk.data);
  agents = Object.fromEntries(
    await Promise.all(
      Object.keys(said.lists).map(async (name) => [name, await desk.signIn(`${name}@example.com`)] as const),
    ),
  );
});
afterAll(async () => {
  tables.close();
  await desk.close();
});

const listOf = async (by: DeskClient, name: string) => {
  const [list, important] = name.split(', ') as [MenuList, string?];
  const query = { list, important: important === undefined ? ('false' as const) : ('true' as const), limit: 100 };
  const { status, body } = await by.call('listTickets', { params: care, query });
  expect(status).toBe(200);
  return body.rows.map(({ number, title, status: at, important: marked }) => ({
    number,
    title,
    status: at,
    important: marked,
  }));
};
/** All that the release which wrote the folder said of it, as the desk says it now. */
const saidNow = async () => {
  const lists = Object.fromEntries(
    await Promise.all(
      Object.entries(said.lists).map(async ([agent, of]) => [
        agent,
        Object.fromEntries(
          await Promise.all(Object.keys(of).map(async (list) => [list, await listOf(agents[agent]!, list)] as const)),
        ),
      ]),
    ),
  ) as typeof said.lists;
  const { revision: _grows, marked, ...counts } = (await agents['mina']!.call('getListCounts', { params: care })).body;
  // That release did not say which they are.
  expect(marked).toHaveLength(counts.mine.important);
  const { customerId } = said.customer;
  const ofCustomer = (await agents['mina']!.call('listCustomerTickets', { params: { ...care, customerId } })).body.rows;
  return { lists, counts, customer: { customerId, tickets: ofCustomer.map(({ title }) => title) } };
};
const { masked, ...toBeSaid } = said;

const rowsNow = async () => {
  const { Items = [] } = await tables.client.send(
    new ScanCommand({ TableName: tables.deskTable, ConsistentRead: true }),
  );
  return Items;
};
/** The service's counters that are not zero: those of the last 24 hours, by half hours, and all others. */
const countersNow = async () => {
  const { client, viewsTable } = tables;
  const store = dynamoProjectionStore({ client, viewsTable, backoff: async () => {} });
  const counters: (readonly [string, string, number])[] = [];
  for await (const page of store.counters('care'))
    for (const { scope, span, figures } of page)
      for (const [figure, count] of Object.entries(figures))
        if (count !== undefined && count !== 0) counters.push([`${span} ${scope}`, figure, count]);
  const isOfHalfHour = ([, figure]: (typeof counters)[number]) => (SLICE_FIGURES as readonly string[]).includes(figure);
  return {
    halfHours: counters.filter(isOfHalfHour).toSorted(),
    others: counters.filter((counter) => !isOfHalfHour(counter)).toSorted(),
  };
};
/** Rows that an earlier release wrote and today's would write otherwise. */
const earlierRows = async () =>
  (await rowsNow()).filter(
    ({ entity, SK, row, form }) =>
      (entity === 'ticket' && (row === undefined || form !== 2)) ||
      (entity === 'star' && row === undefined) ||
      (entity === 'stars' && String(SK).startsWith('STARS#')),
  );
const changedSoFar = async () =>
  (await rowsNow())
    .filter(({ entity }) => entity === 'migrated')
    .reduce((sum, { changed }) => sum + Number(changed), 0);

/** The addresses that answers to a customer ask to reply to, the oldest answer's first. */
const addressesOf = async (email: string) =>
  (await mailsTo(desk.outboxUrl, email)).map(({ replyTo }) => replyTo?.value[0]?.address);

describe('a data folder of the release before list rows were one text', () => {
  let open = 0;

  it('is opened with every ticket in its lists, as that release showed them', async () => {
    const rows = await earlierRows();
    open = rows.length;
    expect(rows.filter(({ entity }) => entity === 'ticket').length).toBeGreaterThan(15);
    expect(rows.filter(({ entity }) => entity === 'star')).toHaveLength(4);
    expect(rows.filter(({ entity }) => entity === 'stars')).toHaveLength(2);
    expect(await saidNow()).toEqual(toBeSaid);
  });

  it('says the same while its migration was killed in the middle', async () => {
    expect(await desk.operate('migrate', '--list')).toMatch(/^list-rows: .*; open$/m);
    const child = spawn(process.execPath, ['infra/operate/migrate.ts', '--data', desk.data, '--page', '2'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await waitUntil('the first changed rows', async () => (await changedSoFar()) > 2, 20_000, 1);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const left = (await earlierRows()).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(open);
    expect(await desk.operate('migrate', '--list')).toMatch(/^list-rows: .*; begun .*, 0 of 1 segments done/m);
    expect(await saidNow()).toEqual(toBeSaid);
  });

  it('goes on where it was, leaves nothing of an earlier form, and tells no console of it', async () => {
    const live = await listenLive(agents['jun']!, 'care');
    const before = await changedSoFar();

    const printed = await desk.operate('migrate', '--page', '50');

    const goesOn = /segment 1 of 1: (\d+) rows looked at, (\d+) changed/.exec(printed)!.slice(1).map(Number);
    expect(goesOn).toEqual([expect.any(Number), before]);
    expect(goesOn[0]).toBeGreaterThan(0);
    expect(printed).toMatch(/^list-rows: done /m);
    expect(await earlierRows()).toEqual([]);
    expect(await saidNow()).toEqual(toBeSaid);
    // Whatever the stream brings of it has been worked off when a later change has been told.
    await agents['mina']!.call('editTicket', { params: { ...care, number: masked.number }, body: { tags: ['late'] } });
    await live.row(({ number }) => number === masked.number, { limit: 20_000 });
    const told = live.received.flatMap((message) => (message.type === 'changes' ? message.rows : []));
    expect(told.map(({ number }) => number)).toEqual([masked.number]);
    await live.close();
  });

  it('counts all but the half hours of the last day, which that release did not, until its figures are repaired', async () => {
    const reconcile = (...more: readonly string[]) =>
      desk.operate('reconcile', '--service', 'care', ...more).catch(({ message }: Error) => message);
    const before = await countersNow();
    const [, summary, ...found] = (await reconcile()).trimEnd().split('\n');
    expect(summary).toMatch(/^care: \d+ projections, \d+ differences$/);
    expect(found).not.toEqual([]);
    for (const line of found) expect(line).toMatch(/^  ticket #\d+: version (\d+), projected at version \1$/);

    expect(await reconcile('--repair')).toMatch(/no difference is left/);
    expect(await reconcile()).toMatch(/no difference/);
    const after = await countersNow();
    expect(after.others).toEqual(before.others);
    expect(after.halfHours).not.toEqual(before.halfHours);
  });

  it('shows every list out of its index alone', async () => {
    const { Items = [] } = await tables.client.send(
      new ScanCommand({
        TableName: tables.deskTable,
        IndexName: 'rows-all',
        ProjectionExpression: 'L_SK, #row',
        ExpressionAttributeNames: { '#row': 'row' },
      }),
    );
    const rowKey = () => ({ PK: '', SK: '' });
    const place = { activityAt: '', number: 1 };
    expect(Items.length).toBeGreaterThan(15);
    for (const item of Items) expect(readListRow(item, place, { serviceId: 'care', rowKey })).toBeDefined();
  });

  it('lets a reply come by the address that the earlier release signed, and signs by a secret of its own', async () => {
    const [row] = said.lists['mina']!['my_resolved']!;
    const params = { ...care, number: row!.number };
    const { customer } = (await agents['mina']!.call('getTicket', { params })).body;
    const [theirs] = await addressesOf(customer!.email!);
    expect(theirs).toMatch(new RegExp(`^support\\+${row!.number}-[a-z2-7]{16}@`));

    await sendAsCustomer(desk.smtpPort, {
      from: 'colleague@customer.example.com',
      to: theirs!,
      subject: 'Under another subject',
      text: 'by the address of an earlier release',
    });
    await waitUntil('the reply on its ticket', async () =>
      (await agents['mina']!.call('listEntries', { params })).body.entries.some(({ text }) =>
        text.includes('by the address of an earlier release'),
      ),
    );

    await agents['mina']!.call('resolveTicket', { params, body: { html: '<p>Once more</p>' } });
    const [, ours] = await waitUntil(
      'the second answer, which leaves when it can be taken back no more',
      async () => {
        const addresses = await addressesOf(customer!.email!);
        return addresses.length > 1 ? addresses : undefined;
      },
      25_000,
    );
    expect(ours).toMatch(new RegExp(`^support\\+${row!.number}-[a-z2-7]{16}@`));
    expect(ours).not.toBe(theirs);
  });

  it('is done when it is asked to migrate once more, and looks through everything again when it is told to', async () => {
    expect(await desk.operate('migrate')).toMatch(/; done .*, \d+ rows looked at, \d+ changed\n$/);
    expect(await desk.operate('migrate', '--again', 'list-rows')).toMatch(
      /^list-rows: done .*, \d+ rows looked at, 0 changed$/m,
    );
  });

  it('lives on: a masked entry stays masked, an old ticket is marked and answered, and a mail becomes a ticket', async () => {
    const { body } = await agents['jun']!.call('listEntries', { params: { ...care, number: masked.number } });
    expect(body.entries.find(({ id }) => id === masked.entryId)?.html).toMatch(/\*\*\*/);
    expect(JSON.stringify(body)).not.toContain('2846');

    const mine = said.lists['mina']!['my_processing']![0]!;
    const params = { ...care, number: mine.number };
    expect((await agents['mina']!.call('starTicket', { params, body: {} })).status).toBe(200);
    const answer = await agents['mina']!.call('resolveTicket', { params, body: { html: '<p>Here it is</p>' } });
    expect([answer.status, answer.body.status]).toEqual([200, 'resolved']);
    await sendAsCustomer(desk.smtpPort, {
      from: 'new@customer.example.com',
      to: 'support@desk.example.com',
      subject: 'Years later',
      text: 'Hello',
    });
    await waitUntil('the ticket of the mail', async () =>
      (await listOf(agents['mina']!, 'all')).some(({ title }) => title === 'Years later'),
    );
  });
});
