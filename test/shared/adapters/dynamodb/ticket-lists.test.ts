import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { dynamoImportantTickets } from '../../../../shared/adapters/dynamodb/important-tickets.ts';
import { IMPORTANT_BUDGET } from '../../../../shared/adapters/dynamodb/ticket-lists.ts';
import type { TicketList } from '../../../../shared/application/ports/tickets.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { listedDeskOn, type ListedDesk } from '../../../support/listed-desks.ts';
import { aTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
let desk: Omit<ListedDesk, 'close'>;
/** What queries asked for and what they cost, as the engine says. */
let queries: { readonly limit: number; readonly looked: number; readonly units: number }[] = [];
const GROUPS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const MARKED = 260;

beforeAll(async () => {
  engine = await startDynamoEngine();
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
  engine.client.middlewareStack.add(
    (next, context) => async (args) => {
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
}, 60_000);
afterAll(() => engine.stop());
beforeEach(() => {
  queries = [];
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
  ])('a page of 50 rows of %s costs less than four read units', async (_, list) => {
    const { items } = await read(list, 50);
    expect(items.length).toBeGreaterThan(40);
    expect(total('units')).toBeLessThan(4);
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
