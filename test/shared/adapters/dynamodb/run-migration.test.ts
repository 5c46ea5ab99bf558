import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { earlierImportantNumbersKey, importantNumbersKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { dynamoImportantTickets } from '../../../../shared/adapters/dynamodb/important-tickets.ts';
import { type Item, MIGRATIONS } from '../../../../shared/adapters/dynamodb/migrations.ts';
import { draftRows, dynamoDraftRepository } from '../../../../shared/adapters/dynamodb/draft-repository.ts';
import { isDone, progressOf, runMigration } from '../../../../shared/adapters/dynamodb/run-migration.ts';
import { ticketRows } from '../../../../shared/adapters/dynamodb/ticket-rows.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { aDraft } from '../../../support/drafts.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { earlierImportantItem, earlierTicketItem } from '../../../support/earlier-rows.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';

const [listRows, draftList] = MIGRATIONS;
const NOW = new Date('2026-11-29T10:00:00.000Z');
const serviceId = 'support';

let engine: DynamoEngine;
/** Called with each command before it is sent; what it throws is what the caller gets. */
let beforeSent: (command: string, input: Readonly<Record<string, unknown>>) => void | Promise<void>;
beforeEach(async () => {
  beforeSent = () => {};
  engine = await startDynamoEngine();
  engine.client.middlewareStack.add(
    (next, context) => async (args) => {
      await beforeSent(String(context.commandName), args.input as Record<string, unknown>);
      return next(args);
    },
    { step: 'initialize', name: 'beforeSent' },
  );
});
afterEach(() => engine.stop());

const backoff = async () => {};
const desk = () => ({ client: engine.client, TableName: engine.deskTable, backoff, now: () => NOW });
const putItem = (Item: Readonly<Record<string, unknown>>) =>
  engine.client.send(new PutCommand({ TableName: engine.deskTable, Item }));
const itemAt = async (Key: { readonly PK: string; readonly SK: string }) =>
  (await engine.client.send(new GetCommand({ TableName: engine.deskTable, Key, ConsistentRead: true }))).Item;
const ticketItem = (number: number) => itemAt(ticketRows.key({ serviceId, number }));
const tickets = (count: number) =>
  Array.from({ length: count }, (_, i) => aTicket({ serviceId, number: i + 1, version: 3 }));
const earlierTickets = async (count: number) => {
  for (const ticket of tickets(count)) await putItem(earlierTicketItem(ticket));
};
const run = (over: Partial<Parameters<typeof runMigration>[2]> = {}) =>
  runMigration(desk(), listRows!, { segments: 1, pageSize: 4, ...over });
const sumOf = ({ parts }: Awaited<ReturnType<typeof run>>) => ({
  looked: parts.reduce((sum, { looked }) => sum + looked, 0),
  changed: parts.reduce((sum, { changed }) => sum + changed, 0),
});

it.each([1, 3])(
  'given rows of an earlier form, then all of them are of the last one, in %i segments',
  async (segments) => {
    await earlierTickets(20);
    await putItem(ticketRows.toItem(aTicket({ serviceId, number: 21 })));
    expect(await progressOf(desk(), listRows!)).toBeUndefined();

    const done = await run({ segments });

    expect(isDone(done)).toBe(true);
    expect(done.parts).toHaveLength(segments);
    expect(sumOf(done).changed).toBe(20);
    for (const ticket of tickets(20)) expect(await ticketItem(ticket.number)).toEqual(ticketRows.toItem(ticket));
    expect(await progressOf(desk(), listRows!)).toEqual(done);
  },
);

it('given a run that was cut off in a page, when it is run again, then it goes on with that page, in as many segments', async () => {
  await earlierTickets(20);
  let writes = 0;
  beforeSent = (command, { Item }) => {
    const entity = (Item as Item | undefined)?.['entity'];
    if (command === 'PutItemCommand' && entity === 'ticket' && (writes += 1) > 10) throw new Error('cut off');
  };
  await expect(run({ segments: 1 })).rejects.toThrow('cut off');
  const cut = (await progressOf(desk(), listRows!))!;
  expect(isDone(cut)).toBe(false);
  expect(sumOf(cut).looked).toBeGreaterThan(0);
  const starts: unknown[] = [];
  beforeSent = (command, { ExclusiveStartKey }) => {
    if (command === 'ScanCommand') starts.push(ExclusiveStartKey);
  };

  const goesOn: number[] = [];
  const done = await run({ segments: 7, onProgress: ({ looked }) => goesOn.push(looked) });

  expect([starts[0], goesOn[0]]).toEqual([cut.parts[0]!.after, cut.parts[0]!.looked]);
  expect(done.parts).toHaveLength(1);
  for (const ticket of tickets(20)) expect(await ticketItem(ticket.number)).toEqual(ticketRows.toItem(ticket));
});

it('given a ticket that changes between its reading and its writing, then what changed stays', async () => {
  await earlierTickets(3);
  const repository = dynamoTicketRepository({
    client: engine.client,
    deskTable: engine.deskTable,
    backoff,
    now: () => NOW,
  });
  const [before] = tickets(1);
  const after = { ...before!, version: 4, title: 'Changed meanwhile' };
  let changed = false;
  beforeSent = async (command, { Item }) => {
    const item = Item as Item | undefined;
    if (changed || command !== 'PutItemCommand' || item?.['number'] !== 1) return;
    changed = true;
    expect((await repository.save(aChange(after))).ok).toBe(true);
  };

  expect(sumOf(await run()).changed).toBe(2);

  expect(changed).toBe(true);
  expect(await ticketItem(1)).toEqual(ticketRows.toItem(after));
});

it('given a transaction that holds a row, then the row is written after it', async () => {
  await earlierTickets(1);
  let refused = 0;
  beforeSent = (command, { Item }) => {
    if (command !== 'PutItemCommand' || (Item as Item)['entity'] !== 'ticket' || refused === 2) return;
    refused += 1;
    throw new TransactionConflictException({ $metadata: {}, message: 'held' });
  };
  expect(sumOf(await run()).changed).toBe(1);
  expect(refused).toBe(2);
});

it('given a row that can’t be read, then it is named and left, and all others are brought', async () => {
  await earlierTickets(6);
  const damaged = { ...earlierTicketItem(aTicket({ serviceId, number: 3 })), status: 'lost' };
  await putItem(damaged);

  const done = await run({ pageSize: 2 });

  expect(done.parts.flatMap((part) => part.damaged)).toEqual([
    expect.stringContaining(`the row TICKET#${serviceId}#3 TICKET can't be read as ticket: status`),
  ]);
  expect(sumOf(done).changed).toBe(5);
  expect(await ticketItem(3)).toEqual(damaged);
});

it('given marks of an earlier release, then their copies hold what lists show and their numbers lie beside their agent', async () => {
  await earlierTickets(2);
  const [ticket] = tickets(1);
  await putItem(earlierImportantItem(ticket!, 'mina'));
  // Its ticket is gone: the stream takes it away.
  const orphan = earlierImportantItem(aTicket({ serviceId, number: 99 }), 'mina');
  await putItem(orphan);
  for (const agentId of ['mina', 'jun'])
    await putItem({ ...earlierImportantNumbersKey(serviceId, agentId), entity: 'stars', numbers: new Set([1]) });
  // Jun marked since, and what an earlier release kept is not looked at any more.
  await putItem({ ...importantNumbersKey(serviceId, 'jun'), entity: 'stars', numbers: new Set([2]) });

  expect(sumOf(await run()).changed).toBe(5);

  const important = dynamoImportantTickets({ client: engine.client, deskTable: engine.deskTable, backoff });
  expect(await important.numbers(serviceId, 'mina')).toEqual(new Set([1]));
  expect(await important.numbers(serviceId, 'jun')).toEqual(new Set([2]));
  for (const agentId of ['mina', 'jun'])
    expect(await itemAt(earlierImportantNumbersKey(serviceId, agentId))).toBeUndefined();
  expect(await itemAt({ PK: orphan.PK, SK: orphan.SK })).toEqual(orphan);
  await important.mark(ticket!, 'jun');
  const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: engine.deskTable }));
  const copyOf = (agentId: string) =>
    Items.find((item) => item['entity'] === 'star' && item['agentId'] === agentId && item['PK'] !== orphan.PK)!;
  const { agentId: _a, SK: _b, LM_PK: _c, ...migrated } = copyOf('mina');
  const { agentId: _d, SK: _e, LM_PK: _f, ...marked } = copyOf('jun');
  expect(migrated).toEqual(marked);
});

it('given one that is done, then it does nothing, and looks through everything again when it is told to', async () => {
  await earlierTickets(4);
  const done = await run();
  await putItem(earlierTicketItem(aTicket({ serviceId, number: 5 })));
  expect(await run()).toEqual(done);
  const again = await run({ again: true });
  expect(sumOf(again).changed).toBe(1);
  expect(sumOf(again).looked).toBeGreaterThan(5);
});

describe('drafts that were saved before they had a list', () => {
  /** As earlier releases wrote it. */
  const earlierDraft = (over: Parameters<typeof aDraft>[0] = {}) => {
    const { LM_PK: _partition, L_SK: _place, ...item } = draftRows.toItem(aDraft({ serviceId, ...over }));
    return item as typeof item & { readonly PK: string; readonly SK: string };
  };
  const runDrafts = () => runMigration(desk(), draftList!, { segments: 1, pageSize: 4 });
  const unsent = async () =>
    (
      await dynamoDraftRepository({ client: engine.client, deskTable: engine.deskTable, backoff }).listUnsent(
        serviceId,
        'agent_1',
        { limit: 50, order: 'newest' },
      )
    ).items.map(({ number }) => number);

  it('are listed afterwards, each row as it is written today; empty ones stay as they are', async () => {
    for (const number of [1, 2, 3]) await putItem(ticketRows.toItem(aTicket({ serviceId, number })));
    await putItem(earlierDraft({ number: 1 }));
    const empty = earlierDraft({ number: 2, html: '', text: '' });
    await putItem(empty);
    await putItem(draftRows.toItem(aDraft({ serviceId, number: 3, begunAt: '2026-11-22T07:00:00.000Z' })));
    expect(await unsent()).toEqual([3]);
    expect(sumOf(await runDrafts()).changed).toBe(1);
    expect(await unsent()).toEqual([1, 3]);
    expect(await itemAt(draftRows.key(aDraft({ serviceId, number: 1 })))).toEqual(
      draftRows.toItem(aDraft({ serviceId, number: 1 })),
    );
    expect(await itemAt(draftRows.key(aDraft({ serviceId, number: 2 })))).toEqual(empty);
  });

  it('given one that is masked or sent meanwhile, then what was written meanwhile stays', async () => {
    const masked = earlierDraft({ number: 1 });
    const sent = earlierDraft({ number: 2 });
    for (const item of [masked, sent]) await putItem(item);
    const emptied = draftRows.toItem(aDraft({ serviceId, number: 2, version: 3, html: '', text: '' }));
    let isFirst = true;
    beforeSent = async (command) => {
      if (command !== 'UpdateItemCommand' || !isFirst) return;
      isFirst = false;
      await putItem({ ...masked, html: '<p>***</p>', text: '***' });
      await putItem(emptied);
    };
    await runDrafts();
    expect(await itemAt({ PK: masked.PK, SK: masked.SK })).toMatchObject({ html: '<p>***</p>', text: '***' });
    expect(await itemAt({ PK: sent.PK, SK: sent.SK })).toEqual(emptied);
  });
});

it('given several migrations, then each has a name of its own', () => {
  expect(new Set(MIGRATIONS.map(({ name }) => name)).size).toBe(MIGRATIONS.length);
});
