import { DeleteCommand, PutCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { dynamoImportantTickets } from '../../../../shared/adapters/dynamodb/important-tickets.ts';
import { IMPORTANT_BUDGET } from '../../../../shared/adapters/dynamodb/ticket-lists.ts';
import type { TicketList } from '../../../../shared/application/ports/tickets.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { listedDeskOn, type ListedDesk } from '../../../support/listed-desks.ts';
import { earlierImportantItem, earlierTicketItem } from '../../../support/earlier-rows.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
let desk: Omit<ListedDesk, 'close'>;
/** What queries asked for and what they cost, as the engine says. */
let commands: string[] = [];
let queries: { readonly limit: number; readonly looked: number; readonly units: number }[] = [];
const GROUPS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const MARKED = 260;

beforeAll(async () => {
  engine = await startDynamoEngine();
  engine.client.middlewareStack.add(
    (next, context) => async (args) => {
      commands.push(String(context.commandName));
      const input = args.input as { Limit?: number; ReturnConsumedCapacity?: string };
      if (context.commandName === QueryCommand.name) input.ReturnConsumedCapacity = 'TOTAL';
      const result = await next(args);
      if (context.commandName !== QueryCommand.name) return result;
      const { ScannedCount, ConsumedCapacity } = result.output as QueryCommandOutput;
      queries.push({ limit: input.Limit!, looked: ScannedCount!, units: ConsumedCapacity!.CapacityUnits! });
      return result;
    },
    { step: 'initialize', name: 'recordQueries' },
  );
  desk = listedDeskOn(engine);
  const at = (i: number) => new Date(Date.UTC(2026, 10, 1) + i * 60_000).toISOString();
  await desk.put(
    ...Array.from({ length: 700 }, (_, i) =>
      aTicket({
        number: i + 1,
        title: `주문 A-${100_000 + i} 배송이 언제 되나요? Where is my order?`,
        groupId: GROUPS[i % GROUPS.length]!,
        activityAt: at(i),
        status: i === 0 ? 'pending' : 'processing',
        assigneeId: 'mina',
      }),
    ),
  );
  const importantTickets = dynamoImportantTickets({
    client: engine.client,
    deskTable: engine.deskTable,
    backoff: async () => {},
  });
  for (let i = 0; i < MARKED; i += 1)
    await importantTickets.mark(
      aTicket({
        number: i + 1,
        groupId: GROUPS[i % GROUPS.length]!,
        activityAt: at(i),
        status: i === 0 ? 'pending' : 'processing',
        assigneeId: 'mina',
      }),
      'jun',
    );
}, 60_000);
afterAll(() => engine.stop());
beforeEach(() => {
  queries = [];
  commands = [];
});

const read = (list: TicketList, limit: number, cursor?: string) =>
  desk.tickets.listTickets('support', list, { limit, order: 'newest', ...(cursor === undefined ? {} : { cursor }) });
const total = (of: 'limit' | 'looked' | 'units') => queries.reduce((sum, query) => sum + query[of], 0);

describe('reading lists of tickets', () => {
  it.each([1, 10, 50])(
    'asks seven groups together for no more rows than one list of %i is asked for, but for one a group',
    async (limit) => {
      await read({ kind: 'group', groupIds: GROUPS }, limit);
      expect(queries).toHaveLength(GROUPS.length);
      expect(total('limit')).toBeLessThan(limit + GROUPS.length);
    },
  );

  it.each<readonly [string, TicketList]>([
    ['all', { kind: 'all' }],
    ['my processing', { kind: 'assignee', assigneeId: 'mina', status: 'processing' }],
    ['my three groups', { kind: 'group', groupIds: GROUPS.slice(0, 3) }],
    ['important', { kind: 'important', agentId: 'jun', of: { kind: 'all' } }],
  ])('a page of 50 rows of %s costs no more than two read units', async (_, list) => {
    const { items } = await read(list, 50);
    expect(items.length).toBeGreaterThan(40);
    expect(total('units')).toBeLessThanOrEqual(2);
  });

  it('looks at so many marks at most for one page, which may be empty, and goes on from there', async () => {
    const list: TicketList = {
      kind: 'important',
      agentId: 'jun',
      of: { kind: 'assignee', assigneeId: 'mina', status: 'pending' },
    };
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      queries = [];
      const page = await read(list, 30, cursor);
      expect(total('looked')).toBeLessThanOrEqual(IMPORTANT_BUDGET);
      sizes.push(page.items.length);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(sizes).toEqual([0, 0, 0, 1]);
  });

  it('looks at few more marks than the page holds when most of them are in the list', async () => {
    // Six groups of seven.
    const { items, cursor } = await read(
      { kind: 'important', agentId: 'jun', of: { kind: 'group', groupIds: GROUPS.slice(0, 6) } },
      30,
    );
    expect([items.length, cursor === undefined]).toEqual([30, false]);
    expect(total('looked')).toBeLessThanOrEqual(40);
  });

  it('looks at no more marks than the page holds when all of them are in the list', async () => {
    const { items } = await read({ kind: 'important', agentId: 'jun', of: { kind: 'all' } }, 30);
    expect([items.length, total('looked')]).toEqual([30, 30]);
  });
});

describe('reading lists with rows that an earlier release wrote', () => {
  const serviceId = 'earlier';
  const at = (minute: number) => `2026-11-22T09:${String(minute).padStart(2, '0')}:00.000Z`;
  const put = (Item: object) => engine.client.send(new PutCommand({ TableName: engine.deskTable, Item: { ...Item } }));
  const shared = { serviceId, customerId: 'cus_1', assigneeId: 'mina' } as const;
  const now = aTicket({ ...shared, number: 1, activityAt: at(3) });
  const full = aTicket({
    ...shared,
    number: 2,
    activityAt: at(2),
    tags: ['fire'],
    transfer: 'dooray',
    status: 'dooray_in_progress',
    unreadReply: true,
    customer: { name: 'A customer', email: 'customer@example.com', phone: '+821012345678' },
  });
  const bare = aTicket({ ...shared, number: 3, activityAt: at(1), groupId: undefined, customer: {} });
  const spam = aTicket({ ...shared, number: 4, status: 'resolved', internalReason: 'spam' });
  const shownOf = ({
    createdAt: _,
    language: __,
    serviceAddress: ___,
    customerId: ____,
    tags: _____,
    ...row
  }: typeof now) => row;
  const page = (list: TicketList, limit = 50, cursor?: string) =>
    desk.tickets.listTickets(serviceId, list, {
      limit,
      order: 'newest',
      ...(cursor === undefined ? {} : { cursor }),
    });

  beforeAll(async () => {
    await desk.put(now);
    for (const ticket of [full, bare, spam]) {
      await put(earlierTicketItem(ticket));
      await put(earlierImportantItem(ticket, 'mina'));
    }
  });

  it.each<readonly [string, TicketList, readonly (typeof now)[]]>([
    ['all', { kind: 'all' }, [now, full, bare]],
    ['a place', { kind: 'place', places: ['dooray'] }, [full]],
    ['spam', { kind: 'place', places: ['spam'] }, [spam]],
    ['an agent’s', { kind: 'assignee', assigneeId: 'mina', status: 'processing' }, [now, bare]],
    ['groups’', { kind: 'group', groupIds: ['first-line', 'second-line'] }, [now, full]],
    ['a customer’s', { kind: 'customer', customerIds: ['cus_1'] }, [bare, full, now]],
    ['important', { kind: 'important', agentId: 'mina', of: { kind: 'all' } }, [full, bare]],
    ['important spam', { kind: 'important', agentId: 'mina', of: { kind: 'place', places: ['spam'] } }, [spam]],
  ])('shows them like others: %s', async (_, list, tickets) => {
    expect((await page(list)).items).toEqual(tickets.map(shownOf));
  });

  it('reads their tickets in one call, and none for rows of today', async () => {
    await page({ kind: 'all' });
    expect(commands).toEqual(['QueryCommand', 'BatchGetItemCommand']);
    commands = [];
    await page({ kind: 'all' }, 1);
    expect(commands).toEqual(['QueryCommand']);
  });

  it('goes on behind them', async () => {
    const first = await page({ kind: 'all' }, 2);
    const second = await page({ kind: 'all' }, 2, first.cursor);
    expect([first, second].map(({ items }) => items.map(({ number }) => number))).toEqual([[1, 2], [3]]);
  });

  it('shows a ticket as it is now, when its row of the list is older', async () => {
    await put(earlierTicketItem({ ...full, version: 4, title: 'Printer is wet' }));
    expect((await page({ kind: 'important', agentId: 'mina', of: { kind: 'all' } })).items).toMatchObject([
      { number: 2, title: 'Printer is wet', version: 4 },
      { number: 3 },
    ]);
  });

  it('shows nothing of a ticket that is gone', async () => {
    const gone = aTicket({ ...shared, number: 5, activityAt: at(4) });
    await put(earlierImportantItem(gone, 'jun'));
    expect((await page({ kind: 'important', agentId: 'jun', of: { kind: 'all' } })).items).toEqual([]);
    await put(earlierTicketItem(gone));
    expect((await page({ kind: 'important', agentId: 'jun', of: { kind: 'all' } })).items).toHaveLength(1);
    const { PK, SK } = earlierTicketItem(gone);
    await engine.client.send(new DeleteCommand({ TableName: engine.deskTable, Key: { PK, SK } }));
    expect((await page({ kind: 'important', agentId: 'jun', of: { kind: 'all' } })).items).toEqual([]);
  });

  it('brings a ticket along with its next change', async () => {
    const next = { ...bare, version: bare.version + 1, title: 'Printer is dry' };
    expect(await desk.tickets.save(aChange(next))).toMatchObject({ ok: true });
    await desk.importantTickets.follow(next, false);
    commands = [];
    expect((await page({ kind: 'assignee', assigneeId: 'mina', status: 'processing' })).items).toEqual(
      [now, next].map(shownOf),
    );
    expect(commands).toEqual(['QueryCommand']);
  });

  it('follows marks of earlier releases, and takes them away with their ticket', async () => {
    const marked = () => page({ kind: 'important', agentId: 'mina', of: { kind: 'all' } }, 2);
    expect((await marked()).items.map(({ number }) => number)).toEqual([2, 3]);
    await desk.importantTickets.follow({ ...full, version: 5, title: 'Printer is new' }, false);
    commands = [];
    expect((await marked()).items).toMatchObject([{ title: 'Printer is new' }, { title: 'Printer is dry' }]);
    expect(commands).toEqual(['QueryCommand']);
    await desk.importantTickets.follow(full, true);
    expect((await marked()).items.map(({ number }) => number)).toEqual([3]);
  });
});
