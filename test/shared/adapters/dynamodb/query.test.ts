import { BatchGetCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { listById, readPage } from '../../../../shared/adapters/dynamodb/cursor.ts';
import { compares, type Table } from '../../../../shared/adapters/dynamodb/rows.ts';
import { LISTS_ALL } from '../../../../shared/adapters/dynamodb/keys.ts';
import { beginningWith, getMany, queryAll, queryPages } from '../../../../shared/adapters/dynamodb/query.ts';
import { InvalidCursorError } from '../../../../shared/application/ports/pages.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';

/** Each has 100 KB: ten of them are a page of DynamoDB's. */
const BOOKS = 25;
const bookKey = (id: string) => ({ PK: 'SHELF', SK: `BOOK#${id}` });
const idOf = (number: number) => String(number).padStart(2, '0');
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => idOf(from + i));
const readId = (item: Readonly<Record<string, unknown>>) => String(item['SK']).slice('BOOK#'.length);

let engine: DynamoEngine;
let table: Table;
let calls = 0;
beforeAll(async () => {
  engine = await startDynamoEngine();
  table = { client: engine.client, TableName: engine.deskTable };
  const put = (Item: Record<string, unknown>) =>
    engine.client.send(new PutCommand({ TableName: engine.deskTable, Item }));
  for (const id of ids(0, BOOKS))
    await put({
      ...bookKey(id),
      pages: Number(id),
      text: 'x'.repeat(100_000),
      LA_PK: 'ALL',
      L_SK: id,
      row: `No ${id}`,
    });
  await put({ PK: 'SHELF', SK: 'ATLAS' });
  await put({ PK: 'SHELF', SK: 'BOOKEND' });
  engine.client.middlewareStack.add(
    (next) => (args) => {
      calls += 1;
      return next(args);
    },
    { step: 'initialize', name: 'countCalls' },
  );
});
afterAll(() => engine.stop());
beforeEach(() => {
  calls = 0;
});

const books = { ...beginningWith(bookKey('')), consistent: true };

describe('queryAll', () => {
  it('reads the second and the third page, and nothing but the rows whose key begins so', async () => {
    expect(await queryAll(table, books, readId)).toEqual(ids(0, BOOKS));
    expect(calls).toBe(3);
  });

  it('reads the newest first', async () => {
    expect(await queryAll(table, { ...books, order: 'newest' }, readId)).toEqual(ids(0, BOOKS).toReversed());
  });

  it('reads no more than it is asked for, over as many pages as that lies on', async () => {
    expect(await queryAll(table, books, readId, { atMost: 5 })).toEqual(ids(0, 5));
    expect(calls).toBe(1);
    expect(await queryAll(table, books, readId, { atMost: 15 })).toEqual(ids(0, 15));
    expect(calls).toBe(3);
  });

  it('reads on after a row', async () => {
    expect(await queryAll(table, books, readId, { after: bookKey('21'), atMost: 2 })).toEqual(['22', '23']);
  });

  it('reads a stretch of the sort keys', async () => {
    const stretch = { partition: 'SHELF', from: bookKey('03').SK };
    expect(await queryAll(table, { ...stretch, pageSize: 4 }, readId, { atMost: 2 })).toEqual(['03', '04']);
    expect(await queryAll(table, { partition: 'SHELF', below: bookKey('01').SK }, ({ SK }) => SK)).toEqual([
      'ATLAS',
      'BOOK#00',
    ]);
  });

  it('gives the rows that a filter lets through, though whole pages have none', async () => {
    const thick = { ...books, filter: compares('pages', '>', 22) };
    expect(await queryAll(table, thick, readId)).toEqual(['23', '24']);
    expect(calls).toBe(3);
  });

  it('reads an index, and of each row no more than what is asked for', async () => {
    const shown = { index: LISTS_ALL, partition: 'ALL', attributes: ['row'], pageSize: 10 };
    const found = await queryAll(table, shown, (item) => item);
    expect(found.slice(0, 2)).toEqual([{ row: 'No 00' }, { row: 'No 01' }]);
    expect(found).toHaveLength(BOOKS);
    expect(calls).toBe(3);
  });

  it('gives nothing of an empty partition', async () => {
    expect(await queryAll(table, { partition: 'CELLAR' }, readId)).toEqual([]);
    expect(calls).toBe(1);
  });
});

describe('queryPages', () => {
  it('reads no page before it is asked for', async () => {
    for await (const items of queryPages(table, books)) {
      expect(items.length).toBeGreaterThan(0);
      break;
    }
    expect(calls).toBe(1);
  });
});

describe('readPage', () => {
  const list = listById(bookKey);
  const page = { limit: 2, order: 'newest' } as const;

  it('goes on where the page before ended, to the end', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const read = await readPage(table, list, { ...page, limit: 9, ...(cursor !== undefined && { cursor }) }, readId);
      seen.push(...read.items);
      ({ cursor } = read);
    } while (cursor !== undefined);
    expect(seen).toEqual(ids(0, BOOKS).toReversed());
  });

  it('refuses a cursor of another list and of the other order', async () => {
    const { cursor } = await readPage(table, list, page, readId);
    const other = listById((id) => ({ PK: 'CELLAR', SK: `BOOK#${id}` }));
    await expect(readPage(table, other, { ...page, cursor: cursor! }, readId)).rejects.toThrow(InvalidCursorError);
    const turned = readPage(table, list, { limit: 2, order: 'oldest', cursor: cursor! }, readId);
    await expect(turned).rejects.toThrow(InvalidCursorError);
  });
});

describe('getMany', () => {
  const keys = Array.from({ length: 150 }, (_, i) => bookKey(String(i)));
  const waits: number[] = [];
  const backoff = async (attempt: number) => {
    waits.push(attempt);
  };
  // Only what the engine can't be brought to: it leaves no key unread.
  const mockDdb = () => mockClient(DynamoDBDocumentClient);
  let ddb: ReturnType<typeof mockDdb>;
  let mocked: Table;
  beforeAll(() => {
    ddb = mockDdb();
    mocked = { client: ddb as unknown as DynamoDBDocumentClient, TableName: 'desk' };
  });
  afterAll(() => {
    ddb.restore();
  });
  beforeEach(() => {
    ddb.reset();
    waits.length = 0;
  });
  const asked = () => ddb.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems!['desk']!);
  const askedKeys = () => asked().map(({ Keys }) => Keys!.length);
  const leaving = (count: number) => ({
    Responses: { desk: [{ PK: 'a row' }] },
    ...(count > 0 && { UnprocessedKeys: { desk: { Keys: keys.slice(0, count) } } }),
  });

  it('asks for a hundred keys at once', async () => {
    ddb.on(BatchGetCommand).resolves(leaving(0));
    expect(await getMany(mocked, keys, { backoff })).toHaveLength(2);
    expect(askedKeys()).toEqual([100, 50]);
  });

  it('asks again for what was left unread, after a wait', async () => {
    ddb.on(BatchGetCommand).resolvesOnce(leaving(3)).resolves(leaving(0));
    expect(await getMany(mocked, keys.slice(0, 5), { backoff })).toHaveLength(2);
    expect([askedKeys(), waits]).toEqual([[5, 3], [1]]);
  });

  it('gives up what is left unread again and again, under a name that says that it may pass later', async () => {
    ddb.on(BatchGetCommand).resolves(leaving(1));
    await expect(getMany(mocked, keys.slice(0, 5), { backoff })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked()).toHaveLength(8);
  });

  it('reads consistently, also what was left, when it is asked to', async () => {
    ddb.on(BatchGetCommand).resolvesOnce(leaving(1)).resolves(leaving(0));
    await getMany(mocked, keys.slice(0, 5), { consistent: true, backoff });
    expect(asked()).toHaveLength(2);
    expect(asked().every(({ ConsistentRead }) => ConsistentRead)).toBe(true);
  });
});
