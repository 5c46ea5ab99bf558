import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type Authorize,
  AwsError,
  type AwsService,
  type Deployment,
  type Log,
  type Resource,
  type Running,
} from '../kernel.ts';
import { operationOf } from '../aws-endpoint/protocols.ts';
import { askedRights, type Tables, writtenTables } from './asked-rights.ts';
import { createTables, tablesOf } from './create-tables.ts';
import { engineClient } from './engine-client.ts';
import { startEngineProcess } from './engine-process.ts';
import { findEngine } from './find-engine.ts';
import { sharedReads, type StreamReader, streamReaderOn } from './stream-reader.ts';
import { sweepExpired } from './sweep-expired.ts';

export type DynamodbOptions = {
  readonly deployment: Deployment;
  /** The engine's database and its pid file are kept in it. */
  readonly dataDir: string;
  /** The name of the database's file in `dataDir` (default `dynamodb.db`). */
  readonly databaseFile?: string;
  readonly authorize: Authorize;
  /** Where the engine listens. */
  readonly port: number;
  readonly log: Log;
  /** How often expired items are deleted. */
  readonly sweepSeconds?: number;
  /** Called when the engine is gone and doesn't come back. */
  readonly onFatal?: (reason: Error) => void;
  /** Where PATH and DYNAMODB_ENDPOINT are looked up. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

export type Dynamodb = Running & {
  readonly service: AwsService;
  /** The engine itself, without authorization. */
  readonly endpoint: string;
  /** Calls back after every write to the table that went through `service` or the sweeper. Returns the unsubscribe. */
  onWrite(tableName: string, wrote: () => void): () => void;
  /** By the table's ARN or by its stream's. */
  streamReader(tableArn: string): Promise<StreamReader>;
};

const defaultSweepSeconds = 60;

/** Starts the engine, creates the template's tables, and checks the caller's rights before each call to the engine. */
export const startDynamodb = async (options: DynamodbOptions): Promise<Dynamodb> => {
  const { deployment, authorize, log } = options;
  const running = await startEngine(options);
  const engine = engineClient(running.url, deployment.region, running.ready);
  const listeners = new Map<string, Set<() => void>>();
  const arnOf = (table: string) => `arn:aws:dynamodb:${deployment.region}:${deployment.account}:table/${table}`;
  const partitionKeys = new Map(
    tablesOf(deployment).map(({ ref, properties }) => [
      ref,
      (properties.KeySchema as readonly { readonly AttributeName: string; readonly KeyType: string }[]).find(
        ({ KeyType }) => KeyType === 'HASH',
      )?.AttributeName ?? '',
    ]),
  );
  const readers = new Map<string, Promise<StreamReader>>();
  const tables: Tables = { arnOf, partitionKeyOf: (table) => partitionKeys.get(table) ?? '' };
  const wroteTo = (tables: readonly string[]) => {
    for (const table of tables) for (const wrote of listeners.get(table) ?? []) wrote();
  };
  const onWrite: Dynamodb['onWrite'] = (table, wrote) => {
    const all = listeners.get(table) ?? new Set();
    listeners.set(table, all.add(wrote));
    return () => {
      all.delete(wrote);
    };
  };
  const readerOf = async ({ ref, stack, logicalId, attributes }: Resource) => {
    const { Table } = await engine.call<{ readonly Table: { readonly LatestStreamArn?: string } }>('DescribeTable', {
      TableName: ref,
    });
    if (!Table.LatestStreamArn) throw new Error(`${stack}/${logicalId} has no stream`);
    return sharedReads(
      streamReaderOn(engine, Table.LatestStreamArn, attributes.StreamArn!, deployment.region),
      (wrote) => onWrite(ref, wrote),
    );
  };
  try {
    await createTables(deployment, engine);
  } catch (fault) {
    engine.close();
    await running.stop();
    throw fault;
  }

  const sweep = async () => {
    for (const table of tablesOf(deployment))
      if ((await sweepExpired(engine, table, Date.now() / 1000)) > 0) wroteTo([table.ref]);
  };
  let sweeping = Promise.resolve();
  const sweeper = setInterval(
    () => {
      sweeping = sweeping.then(sweep).catch((fault: unknown) => {
        log('dynamodb', 'expired items could not be deleted', fault);
      });
    },
    (options.sweepSeconds ?? defaultSweepSeconds) * 1000,
  ).unref();

  return {
    endpoint: running.url,
    service: async (request) => {
      const target = request.headers['x-amz-target'] ?? '';
      if (!target.startsWith('DynamoDB_20120810.'))
        throw new AwsError(
          'UnknownOperationException',
          `${target} is not hosted on this machine: streams are read by event source mappings.`,
        );
      const operation = operationOf(request);
      const input = parse(request.body);
      for (const { action, resource, leadingKeys } of askedRights(operation, input, tables))
        authorize(request.principal, action, resource, { 'dynamodb:LeadingKeys': leadingKeys });
      const response = await engine.forward(target, request.body);
      if (response.status === 200) wroteTo(writtenTables(operation, input));
      return response;
    },
    onWrite,
    streamReader: async (arn) => {
      const table = deployment.byArn(arn);
      const reader = readers.get(table.ref) ?? readerOf(table);
      readers.set(table.ref, reader);
      return reader;
    },
    stop: async () => {
      clearInterval(sweeper);
      await sweeping;
      engine.close();
      await running.stop();
    },
  };
};

const startEngine = async ({
  dataDir,
  databaseFile = 'dynamodb.db',
  port,
  log,
  onFatal,
  environment = process.env,
}: DynamodbOptions): Promise<Running & { readonly url: string; ready(): Promise<void> }> => {
  const engine = findEngine(environment);
  if (engine.kind === 'endpoint')
    return { url: engine.url, ready: () => Promise.resolve(), stop: () => Promise.resolve() };
  mkdirSync(dataDir, { recursive: true });
  const databasePath = join(dataDir, databaseFile);
  const running = await startEngineProcess({
    program: engine.path,
    dataDir,
    databasePath,
    port,
    log,
    onFatal:
      onFatal ??
      ((reason) => {
        log('dynamodb', 'the engine is gone', reason.message);
      }),
  });
  indexStreams(databasePath);
  return running;
};

/** Without these the engine scans its stream table at every write. */
const indexStreams = (file: string) => {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(`
    CREATE INDEX IF NOT EXISTS fix_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS fix_shard ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER));`);
  database.close();
};

const parse = (body: Buffer): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
};
