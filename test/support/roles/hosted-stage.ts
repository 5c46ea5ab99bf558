import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startAwsEndpoint } from '../../../infra/local/aws-endpoint/start-aws-endpoint.ts';
import { cognito } from '../../../infra/local/cognito/cognito.ts';
import { startDynamodb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { eventBuses } from '../../../infra/local/events/event-buses.ts';
import { type Credentials, iam } from '../../../infra/local/iam/iam.ts';
import { writeUsedRights } from '../../../infra/local/iam/used-rights.ts';
import type { Deployment, Functions, Ports } from '../../../infra/local/kernel.ts';
import { kms } from '../../../infra/local/kms/kms.ts';
import { type FunctionDefinition, functionDefinitions } from '../../../infra/local/lambda/function-definition.ts';
import { type MailStore, mailStore } from '../../../infra/local/outbox/mail-store.ts';
import { s3 } from '../../../infra/local/s3/s3.ts';
import { scheduler } from '../../../infra/local/scheduler/scheduler.ts';
import { identities } from '../../../infra/local/ses/identities.ts';
import { ses } from '../../../infra/local/ses/ses.ts';
import { sns } from '../../../infra/local/sns/sns.ts';
import { type Sqs, sqs } from '../../../infra/local/sqs/sqs.ts';
import { openState } from '../../../infra/local/state/open-state.ts';
import { synthesizeStacks } from '../../../infra/one-machine/synthesize.ts';
import { loadDeployment } from '../../../infra/local/template/load-deployment.ts';
import { connectionsService } from '../../../infra/local/websocket-api/connections-service.ts';
import { aFolder, quiet } from '../local-aws.ts';
import { engineTables, type Snapshot } from './engine-tables.ts';
import { engineWriter } from './engine-writer.ts';
import { liveView } from './live-view.ts';
import { ACCOUNT, REGION } from './place.ts';
import { recordingConsoles, type RecordingConsoles } from './recording-consoles.ts';
import { type StoredObject, storedObjects } from './stored-objects.ts';
import { storedRows, type StoredRows } from './stored-rows.ts';

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
  /** For clients of the test itself, which may do everything. */
  readonly operator: { readonly endpoint: string; readonly region: string; readonly credentials: Credentials };
  /** The operator's way to tables, files and keys. */
  readonly client: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly kms: KMSClient;
  readonly rows: StoredRows;
  readonly objects: Map<string, StoredObject>;
  readonly rawMails: Map<string, StoredObject>;
  readonly mails: MailStore;
  readonly queues: Sqs;
  /** What connections were sent through the WebSocket API. */
  readonly consoles: RecordingConsoles;
  /** The name that an address or domain is verified under. */
  verifySender(name: string): void;
  /** As if it had just been deployed; with `seed`, as after that, which is called once and copied from then on. */
  empty(seed?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => {
          resolve(port);
        });
      });
  });

/** Nothing is invoked here: a test gives a handler what would have invoked it. */
const noFunctions: Functions = {
  invoke: () => Promise.resolve({ payload: null }),
  invokeAsync: () => Promise.resolve(),
};
/** Rows whose time is over by the real clock belong to tests with clocks of their own. */
const NEVER = 24 * 60 * 60;
/** What a wipe leaves: with another secret or other keys nobody's credentials would hold. */
const KEPT = new Set(['iam_secret', 'kms_keys']);

/**
 * The synthesized stage on this machine as `npm start` hosts it, without its functions: the engine and every AWS
 * service behind the check of
 * the roles. Which rights are used is written to the folder of HANDOVER_USED_RIGHTS.
 */
export const hostStage = async (): Promise<HostedStage> => {
  const folder = aFolder();
  const dataDir = folder.path;
  const aws = await freePort();
  const ports: Ports = {
    console: 4400,
    aws,
    live: 4402,
    identity: 4403,
    smtp: 4404,
    outbox: 4405,
    dynamodb: 4406,
    shop: 4407,
  };
  const deployment = loadDeployment({
    cloudAssembly: await synthesizeStacks('{}'),
    region: REGION,
    account: ACCOUNT,
    ports,
  });
  const state = openState(dataDir);
  const usedRights = process.env['HANDOVER_USED_RIGHTS'];
  const rights = iam(deployment, state, usedRights === undefined ? undefined : writeUsedRights(usedRights));
  const { authorize } = rights;
  const common = { deployment, state, authorize, log: quiet };
  const dynamodb = await startDynamodb({ deployment, dataDir, authorize, port: 0, log: quiet, sweepSeconds: NEVER });
  const objects = s3({ deployment, dataDir, authorize });
  const queues = sqs(common);
  const topics = sns({ ...common, queues: queues.queues });
  const targets = { ...common, queues: queues.queues, functions: noFunctions, topics: topics.topics };
  const buses = eventBuses(targets);
  const schedules = scheduler(targets);
  const mails = mailStore(state);
  const mailing = ses({ ...common, ports, topics: topics.topics, buses: buses.buses, mails });
  const users = cognito({ deployment, state, authorize, mails });
  const consoles = recordingConsoles();
  const webSocketApi = deployment
    .ofType('AWS::ApiGatewayV2::Api')
    .find(({ properties }) => properties.ProtocolType === 'WEBSOCKET')!;
  const stage = String(
    deployment.ofType('AWS::ApiGatewayV2::Stage').find(({ properties }) => properties.ApiId === webSocketApi.ref)!
      .properties.StageName,
  );
  const live = connectionsService({
    stage,
    stageArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${webSocketApi.ref}/${stage}`,
    find: consoles.find,
    authorize,
  });
  const awsEndpoint = await startAwsEndpoint({
    port: aws,
    region: REGION,
    iam: rights,
    crossOrigin: objects.crossOrigin,
    log: quiet,
    services: {
      dynamodb: dynamodb.service,
      s3: objects.service,
      sqs: queues.service,
      sns: topics.service,
      events: buses.service,
      scheduler: schedules.service,
      kms: kms({ deployment, state, authorize }),
      ses: mailing.service,
      'cognito-idp': users.service,
      'execute-api': live,
    },
  });
  const endpoint = `http://127.0.0.1:${String(aws)}`;
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
  const database = new DatabaseSync(join(dataDir, 'desk.db'), { timeout: 10_000 });
  const writer = engineWriter(dynamodb.endpoint);
  const verified = identities(deployment, state);
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
    verifySender: verified.verify,
    async empty(seed) {
      const snapshot = seed && snapshots.get(seed);
      tables.restore(snapshot);
      for (const table of stateTables) state.run(`DELETE FROM "${table}"`);
      rmSync(join(dataDir, 'objects'), { recursive: true, force: true });
      consoles.empty();
      verified.verify('example.com');
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
      await awsEndpoint.stop();
      await Promise.all([buses.stop(), schedules.stop(), mailing.stop(), queues.stop(), dynamodb.stop()]);
      state.close();
      folder[Symbol.dispose]();
    },
  };
};
