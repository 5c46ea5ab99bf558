import { AsyncLocalStorage } from 'node:async_hooks';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import DataLoader from 'dataloader';
import type { Backoff } from '../../application/ports/platform.ts';
import { getMany, queryPage } from './query.ts';
import type { Attributes, Key } from './rows.ts';

type Row = Attributes | undefined;

const textOf = ({ PK, SK }: Key): string => JSON.stringify([PK, SK]);

/** The key of a consistent read of a whole row of the table; other reads are sent as they are. */
const wholeRowOf = (table: string, command: unknown): Key | undefined => {
  if (!(command instanceof GetCommand)) return undefined;
  const { TableName, Key, ConsistentRead, ...rest } = command.input;
  return TableName === table && ConsistentRead && Object.keys(rest).length === 0 ? (Key as Key) : undefined;
};

/** Two rows of one partition with nothing between them, as an agent's and what lies at the same key and `#…`. */
const sideBySide = (keys: readonly Key[]) => {
  const [first, second, ...others] = keys.toSorted((a, b) => (a.SK < b.SK ? -1 : 1));
  return first?.PK === second?.PK && second?.SK.startsWith(`${first!.SK}#`) && others.length === 0
    ? { partition: first!.PK, from: first!.SK, to: second.SK }
    : undefined;
};

export type GatheredReads = {
  /**
   * Reads of single rows that are asked for in one turn are one call: the function needs `BatchGetItem`, and `Query`
   * for two rows that lie side by side.
   */
  readonly client: DynamoDBDocumentClient;
  /**
   * Begins to read rows and runs `work`, which finds each of them the first time that it asks for it; who asks again,
   * as after a conflict, reads anew.
   */
  ahead<T>(keys: readonly Key[], work: () => Promise<T>): Promise<T>;
};

/**
 * Gathers what a request reads of a table by key. A call of DynamoDB costs a function about as much as all that it does
 * with the row, so the rows of who asks and of what they ask about are one call instead of one after the other.
 */
export const gatheredReads = (
  client: DynamoDBDocumentClient,
  { table: TableName, backoff }: { readonly table: string; readonly backoff: Backoff },
): GatheredReads => {
  const send = client.send.bind(client) as (...given: readonly unknown[]) => Promise<{ readonly Item?: Attributes }>;
  const readTogether = async (keys: readonly Key[]): Promise<readonly Row[]> => {
    const different = new Map(keys.map((key) => [textOf(key), key]));
    if (different.size === 1) {
      const { Item } = await send(new GetCommand({ TableName, Key: keys[0]!, ConsistentRead: true }));
      return keys.map(() => Item);
    }
    const wanted = [...different.values()];
    const stretch = sideBySide(wanted);
    // A batch charges each row for itself, a query what all of them weigh.
    const items =
      stretch === undefined
        ? await getMany({ client, TableName }, wanted, { consistent: true, backoff })
        : (await queryPage({ client, TableName }, { ...stretch, consistent: true })).items;
    const found = new Map(items.map((item) => [textOf(item as Key), item]));
    return keys.map((key) => found.get(textOf(key)));
  };
  const loader = new DataLoader(readTogether, { cache: false });

  const begun = new AsyncLocalStorage<Map<string, Promise<Row>>>();
  const readRow = async (key: Key): Promise<{ readonly Item?: Attributes }> => {
    const rows = begun.getStore();
    const row = rows?.get(textOf(key));
    rows?.delete(textOf(key));
    const Item = await (row ?? loader.load(key));
    return Item === undefined ? {} : { Item };
  };
  const gathering = (command: unknown, ...rest: readonly unknown[]): unknown => {
    const key = rest.length === 0 ? wholeRowOf(TableName, command) : undefined;
    return key === undefined ? send(command, ...rest) : readRow(key);
  };

  return {
    client: new Proxy(client, {
      get: (target, name) => (name === 'send' ? gathering : (Reflect.get(target, name) as unknown)),
    }),
    ahead: (keys, work) => {
      const rows = new Map(
        keys.map((key) => {
          const row = loader.load(key);
          // Nobody may ask for it in the end; who does is told of the fault.
          row.catch(() => undefined);
          return [textOf(key), row];
        }),
      );
      return begun.run(rows, work);
    },
  };
};
