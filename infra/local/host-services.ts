import { startAwsEndpoint } from './aws-endpoint/start-aws-endpoint.ts';
import { type Cognito, cognito } from './cognito/cognito.ts';
import { type Dynamodb, startDynamodb } from './dynamodb/start-dynamodb.ts';
import { type EventBuses, eventBuses } from './events/event-buses.ts';
import { type Iam, iam, type OnUsedRight } from './iam/iam.ts';
import type { AwsService, Deployment, Functions, Log, Ports, Running } from './kernel.ts';
import { kms } from './kms/kms.ts';
import { logNameOf } from './lambda/function-definition.ts';
import { lambdaService } from './lambda/lambda-service.ts';
import { meteredBuckets, meteredQueues, meteredServices, meteredTopics, type OnCall } from './meter/metered.ts';
import { type MailStore, mailStore } from './outbox/mail-store.ts';
import { type S3, s3 } from './s3/s3.ts';
import { scheduler } from './scheduler/scheduler.ts';
import type { SesLimits } from './ses/sending-limits.ts';
import { type Ses, ses } from './ses/ses.ts';
import { type Sns, sns } from './sns/sns.ts';
import { type Sqs, sqs } from './sqs/sqs.ts';
import type { State } from './state/open-state.ts';

export type ServicesOptions<F extends Functions> = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly dataDir: string;
  readonly ports: Ports;
  readonly log: Log;
  /** Makes the part that runs functions. Its `stop`, if it has one, is called with the services'. */
  readonly functions: (services: {
    readonly rights: Iam;
    readonly queues: Sqs;
    readonly awsEndpoint: string;
  }) => F & Partial<Running>;
  /** Makes the management API of the WebSocket connections. */
  readonly connections: (services: {
    readonly rights: Iam;
    readonly functions: F;
  }) => Promise<({ readonly service: AwsService } & Partial<Running>) | undefined>;
  /** The name of the DynamoDB engine's file in the data folder. */
  readonly databaseFile?: string;
  /** Seconds between two deletions of expired items. */
  readonly sweepSeconds?: number;
  /** smtp://user:password@host:port of a real mail server for addresses that no receipt rule takes. */
  readonly relayUrl?: string;
  /** What SES lets the account send. Default: whatever it is asked to. */
  readonly sesLimits?: SesLimits;
  /** People with this attribute of the user pool sign in by one click. */
  readonly oneClickAttribute?: string;
  readonly onUsedRight?: OnUsedRight;
  /** Told of every call that AWS would charge for. */
  readonly onCall?: OnCall;
  /** Called when the database engine is gone and doesn't come back. */
  readonly onFatal?: (reason: Error) => void;
};

/** The AWS services of a deployment, behind one endpoint that checks every caller's rights. */
export type Services<F extends Functions> = Running & {
  readonly awsEndpoint: string;
  readonly rights: Iam;
  readonly functions: F;
  readonly dynamodb: Dynamodb;
  readonly objects: S3;
  readonly queues: Sqs;
  readonly topics: Sns;
  readonly buses: EventBuses;
  readonly mailing: Ses;
  readonly mails: MailStore;
  readonly users: Cognito;
};

/** Starts the services that the deployment's functions call. What was started is stopped again when one fails. */
export const startServices = async <F extends Functions>(options: ServicesOptions<F>): Promise<Services<F>> => {
  const { deployment, state, dataDir, ports, log, onCall } = options;
  const { keep, stop } = runningTogether();
  try {
    const rights = iam(deployment, state, options.onUsedRight);
    const { authorize } = rights;
    const common = { deployment, state, authorize, log };
    const awsEndpoint = `http://127.0.0.1:${String(ports.aws)}`;
    const dynamodb = keep(await startDynamodb({ ...options, authorize, port: ports.dynamodb }));
    // Buses are made after what sends to queues; a bucket tells them of objects once it is asked to keep some.
    const store = s3({ deployment, dataDir, authorize, buses: { put: (events) => buses.buses.put(events) } });
    const objects = onCall ? { ...store, buckets: meteredBuckets(store.buckets, onCall) } : store;
    const work = keep(sqs(common));
    const queues = onCall ? { ...work, queues: meteredQueues(work.queues, onCall) } : work;
    const told = sns({ ...common, queues: queues.queues });
    const topics = onCall ? { ...told, topics: meteredTopics(told.topics, onCall) } : told;
    const functions = options.functions({ rights, queues, awsEndpoint });
    keep({ stop: async () => functions.stop?.() });
    const targets = { ...common, queues: queues.queues, functions, topics: topics.topics };
    const buses = keep(eventBuses(targets));
    const schedules = keep(scheduler(targets));
    const mails = mailStore(state);
    const mailing = keep(
      ses({
        ...common,
        ports,
        topics: topics.topics,
        buses: buses.buses,
        mails,
        ...(options.relayUrl === undefined ? {} : { relayUrl: options.relayUrl }),
        ...(options.sesLimits === undefined ? {} : { limits: options.sesLimits }),
      }),
    );
    const users = cognito({
      deployment,
      state,
      authorize,
      mails,
      ...(options.oneClickAttribute === undefined ? {} : { oneClickAttribute: options.oneClickAttribute }),
    });
    const connections = await options.connections({ rights, functions });
    keep({ stop: async () => connections?.stop?.() });
    const services = {
      dynamodb: dynamodb.service,
      s3: objects.service,
      sqs: queues.service,
      sns: topics.service,
      events: buses.service,
      scheduler: schedules.service,
      kms: kms({ deployment, state, authorize }),
      ses: mailing.service,
      sesv2: mailing.secondService,
      'cognito-idp': users.service,
      lambda: lambdaService({ functions, authorize }),
      ...(connections ? { 'execute-api': connections.service } : {}),
    };
    const logNames = new Map(deployment.ofType('AWS::Lambda::Function').map((each) => [each.ref, logNameOf(each)]));
    keep(
      await startAwsEndpoint({
        port: ports.aws,
        region: deployment.region,
        iam: rights,
        crossOrigin: objects.crossOrigin,
        log,
        services: onCall ? meteredServices(services, (name) => logNames.get(name) ?? name, onCall) : services,
      }),
    );
    return { stop, awsEndpoint, rights, functions, dynamodb, objects, queues, topics, buses, mailing, mails, users };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

/** Collects running hosts and stops them together, in reverse order. */
export const runningTogether = () => {
  const started: Running[] = [];
  return {
    keep: <T extends Running>(host: T): T => {
      started.push(host);
      return host;
    },
    stop: async () => {
      for (const host of started.splice(0).reverse()) await host.stop();
    },
  };
};

// What tests need that start the services without the rest.
export { type Credentials, type Iam } from './iam/iam.ts';
export { type Grant, grantsIn } from './iam/policy-document.ts';
export { statementsOfRole } from './iam/roles.ts';
export { writeUsedRights } from './iam/iam.ts';
export type { Deployment, Functions, Ports, QueueMessage } from './kernel.ts';
export { type FunctionDefinition, functionDefinitions } from './lambda/function-definition.ts';
export type { MailStore } from './outbox/mail-store.ts';
export type { ObjectMeta } from './s3/object-files.ts';
export type { Sqs } from './sqs/sqs.ts';
export { openState } from './state/open-state.ts';
export { loadDeployment } from './template/load-deployment.ts';
export { assetsOf } from './template/template.ts';
export { connectionsService, type OpenConnection } from './websocket-api/connections-service.ts';
