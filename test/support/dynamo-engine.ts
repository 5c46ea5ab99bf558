import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { BY_AGENT, LIST_INDEXES, LISTS_CUSTOMER } from '../../shared/adapters/dynamodb/keys.ts';
import { importRows } from './import-rows.ts';
import { freePort } from './free-port.ts';

/** The real engine with the three tables, empty, for one test file. Nothing of it is left after `stop`. */
export type DynamoEngine = {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly viewsTable: string;
  readonly sessionsTable: string;
  stop(): Promise<void>;
};

const keyOf = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];
const table = (TableName: string, more: Partial<CreateTableCommandInput> = {}): CreateTableCommandInput => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keyOf('PK', 'SK'),
  AttributeDefinitions: [
    { AttributeName: 'PK', AttributeType: 'S' },
    { AttributeName: 'SK', AttributeType: 'S' },
  ],
  ...more,
});

/** The tables as the template makes them. */
export const TABLES: readonly CreateTableCommandInput[] = [
  table('desk', {
    AttributeDefinitions: [
      ...new Set(['PK', 'SK', ...[...LIST_INDEXES, BY_AGENT].flatMap(({ partition, sort }) => [partition, sort])]),
    ].map((AttributeName) => ({
      AttributeName,
      AttributeType: AttributeName === LISTS_CUSTOMER.sort ? ('N' as const) : ('S' as const),
    })),
    GlobalSecondaryIndexes: [
      ...LIST_INDEXES.map(({ index, partition, sort, projects }) => ({
        IndexName: index,
        KeySchema: keyOf(partition, sort),
        Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...projects] },
      })),
      {
        IndexName: BY_AGENT.index,
        KeySchema: keyOf(BY_AGENT.partition, BY_AGENT.sort),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  }),
  table('views'),
  table('sessions'),
];

const engineBinary = (): string => {
  const binary = join(import.meta.dirname, `../../node_modules/@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  if (!existsSync(binary))
    throw new Error(`The tests need the engine of @dynoxide/${process.platform}-${process.arch}; npm ci installs it`);
  return binary;
};

const answers = async (client: DynamoDBClient) => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 25);
      });
    }
  }
  throw new Error('The engine did not answer within five seconds');
};

/** With streams on, each write scans the engine's stream table unless these indexes are there. */
const indexStream = (file: string) => {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec('CREATE INDEX IF NOT EXISTS fix_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))');
  db.exec(
    'CREATE INDEX IF NOT EXISTS fix_shard ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER))',
  );
  db.close();
};

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else
      child.once('exit', () => {
        resolve();
      });
  });

/**
 * With `deskRows` the desk table holds them from the beginning, on disk rather than in memory and without its stream:
 * for measures with very many.
 */
export const startDynamoEngine = async ({
  deskRows,
}: { readonly deskRows?: Iterable<object> } = {}): Promise<DynamoEngine> => {
  const folder = await mkdtemp(
    join(deskRows === undefined && existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'handover-desk-'),
  );
  const file = join(folder, 'desk.db');
  if (deskRows !== undefined) await importRows(engineBinary(), folder, file, TABLES[0]!, deskRows);
  const port = await freePort();
  const child = spawn(engineBinary(), ['--port', String(port), '--db-path', file], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  const config = {
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const low = new DynamoDBClient(config);
  const client = documentClient(config);
  try {
    await answers(low);
    for (const input of deskRows === undefined ? TABLES : TABLES.slice(1))
      await low.send(new CreateTableCommand(input));
    if (deskRows === undefined) indexStream(file);
  } catch (cause) {
    child.kill('SIGKILL');
    throw cause;
  }
  return {
    endpoint,
    client,
    deskTable: 'desk',
    viewsTable: 'views',
    sessionsTable: 'sessions',
    async stop() {
      low.destroy();
      client.destroy();
      child.kill('SIGKILL');
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
