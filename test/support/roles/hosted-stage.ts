import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  connectionsService,
  type Credentials,
  type Deployment,
  type FunctionDefinition,
  functionDefinitions,
  type Functions,
  loadDeployment,
  type MailStore,
  openState,
  type Ports,
  type Sqs,
  startServices,
  writeUsedRights,
} from '../../../infra/local/host-services.ts';
import { synthesizeStacks } from '../../../infra/one-machine/synthesize.ts';
import { aFolder, quiet } from '../local-aws.ts';
import { engineTables, type Snapshot } from './engine-tables.ts';
import { engineWriter } from './engine-writer.ts';
import { liveView } from './live-view.ts';
import { ACCOUNT, REGION } from './place.ts';
import { recordingConsoles, type RecordingConsoles } from './recording-consoles.ts';
import { type StoredObject, storedObjects } from './stored-objects.ts';
import { storedRows, type StoredRows } from './stored-rows.ts';
import { freePort } from '../free-port.ts';

export type HostedStage = {
  readonly deployment: Deployment;
  /** By the name of the function's folder. */
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  readonly endpoint: string;
  /** The three tables and two buckets by the names that AWS would give them. */
  readonly names: {
    readonly deskTable: string;
    readonly viewsTable: string;
    readonly sessionsTable: string;
    readonly attachments: string;
    readonly rawMail: string;
  };
  credentialsOf(functionName: string): Credentials;
  /** Settings of a client that may do everything, for the test itself. */
  readonly operator: { readonly endpoint: string; readonly region: string; readonly credentials: Credentials };
  /** The operator's client of the tables; `s3` and `kms` are those of files and keys. */
  readonly client: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly kms: KMSClient;
  readonly rows: StoredRows;
  readonly objects: Map<string, StoredObject>;
  readonly rawMails: Map<string, StoredObject>;
  readonly mails: MailStore;
  readonly queues: Sqs;
  /** The messages that connections were sent through the WebSocket API. */
  readonly consoles: RecordingConsoles;
  /** Verifies an address or a domain as a sender. */
  verifySender(name: string): void;
  /** Empties everything; with `seed`, fills the tables as that function did when it was first called. */
  empty(seed?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

const DATABASE = 'engine.db';
/** No function is invoked: a test calls the handler with the event itself. */
const noFunctions: Functions = {
  invoke: () => Promise.resolve({ payload: null }),
  invokeAsync: () => Promise.resolve(),
};
/** Seconds. Expired rows are not swept, because tests have clocks of their own. */
const NEVER = 24 * 60 * 60;
/** Tables that are not emptied: credentials and sealed texts depend on them. */
const KEPT = new Set(['iam_secret', 'kms_keys']);

/**
 * The synthesized stage on this machine as `npm start` hosts it, without its functions: the engine and every AWS
 * service behind the check of the roles. Which rights are used is written to the folder of HANDOVER_USED_RIGHTS.
 */
export const hostStage = async (): Promise<HostedStage> => {
  const folder = aFolder();
  const dataDir = folder.path;
  const [aws, dynamodb] = [await freePort(), await freePort()];
  const ports: Ports = { site: 4400, aws, live: 4402, identity: 4403, smtp: 4404, outbox: 4405, dynamodb };
  const deployment = loadDeployment({
    cloudAssembly: await synthesizeStacks('{}'),
    region: REGION,
    account: ACCOUNT,
    ports,
  });
  const state = openState(dataDir);
  const usedRights = process.env['HANDOVER_USED_RIGHTS'];
  const consoles = recordingConsoles();
  const webSocketApi = deployment
    .ofType('AWS::ApiGatewayV2::Api')
    .find(({ properties }) => properties.ProtocolType === 'WEBSOCKET')!;
  const stage = String(
    deployment.ofType('AWS::ApiGatewayV2::Stage').find(({ properties }) => properties.ApiId === webSocketApi.ref)!
      .properties.StageName,
  );
  const services = await startServices({
    deployment,
    state,
    dataDir,
    databaseFile: DATABASE,
    sweepSeconds: NEVER,
    ports,
    log: quiet,
    functions: () => noFunctions,
    connections: ({ rights: { authorize } }) =>
      Promise.resolve({
        service: connectionsService({
          stage,
          stageArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${webSocketApi.ref}/${stage}`,
          find: consoles.find,
          authorize,
        }),
      }),
    ...(usedRights === undefined ? {} : { onUsedRight: writeUsedRights(usedRights) }),
  });
  const { rights, mails, queues, awsEndpoint: endpoint } = services;
  const functions = new Map(
    functionDefinitions(deployment, () => '').map((definition) => [definition.logName, definition]),
  );
  const operator = { endpoint, region: REGION, credentials: rights.operatorCredentials };
  const files = new S3Client({ ...operator, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const keys = new KMSClient(operator);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(operator), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const output = (key: string) => Object.entries(deployment.outputs).find(([name]) => name.endsWith(`.${key}`))![1];
  const names = {
    deskTable: output('DeskTableName'),
    viewsTable: output('ViewsTableName'),
    sessionsTable: output('SessionsTableName'),
    attachments: output('AttachmentsBucketName'),
    rawMail: functions.get('receive-mail')!.environment['RAW_MAIL_BUCKET']!,
  };
  const database = new DatabaseSync(join(dataDir, DATABASE), { timeout: 10_000 });
  const writer = engineWriter(services.dynamodb.endpoint);
  const tables = engineTables(database);
  const snapshots = new Map<() => Promise<void>, Snapshot>();
  const stateTables = state
    .all<{ readonly name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .map(({ name }) => name)
    .filter((name) => !KEPT.has(name));

  return {
    deployment,
    functions,
    endpoint,
    names,
    operator,
    client,
    s3: files,
    kms: keys,
    mails,
    queues,
    consoles,
    credentialsOf: (name) => rights.credentialsFor(functions.get(name)!.arn),
    rows: storedRows({ database, writer, ...names }),
    objects: liveView(() => storedObjects(dataDir, names.attachments), new Map()),
    rawMails: liveView(() => storedObjects(dataDir, names.rawMail), new Map()),
    verifySender: services.mailing.verify,
    async empty(seed) {
      const snapshot = seed && snapshots.get(seed);
      tables.restore(snapshot);
      for (const table of stateTables) state.run(`DELETE FROM "${table}"`);
      rmSync(join(dataDir, 'objects'), { recursive: true, force: true });
      consoles.empty();
      services.mailing.verify('example.com');
      if (!seed || snapshot) return;
      await seed();
      snapshots.set(seed, tables.copy());
    },
    async stop() {
      client.destroy();
      files.destroy();
      keys.destroy();
      database.close();
      await writer.stop();
      await services.stop();
      state.close();
      folder[Symbol.dispose]();
    },
  };
};
