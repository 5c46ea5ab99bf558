import { join } from 'node:path';
import type { Deployment, Log, Ports, Running } from './kernel.ts';
import { startAwsEndpoint } from './aws-endpoint/start-aws-endpoint.ts';
import { cognito } from './cognito/cognito.ts';
import { startIdentity } from './cognito/start-identity.ts';
import { deployFiles } from './distribution/bucket-deployment.ts';
import { apiHealth } from './distribution/api-health.ts';
import { distributionOf, type Distribution } from './distribution/distribution.ts';
import { startDynamodb } from './dynamodb/start-dynamodb.ts';
import { startEventSources } from './event-sources/start-event-sources.ts';
import { eventBuses } from './events/event-buses.ts';
import { httpApi } from './http-api/http-api.ts';
import { iam, type Credentials, type OnUsedRight } from './iam/iam.ts';
import { kms } from './kms/kms.ts';
import { lambdaService } from './lambda/lambda-service.ts';
import { startFunctions } from './lambda/start-functions.ts';
import { mailStore } from './outbox/mail-store.ts';
import { startOutbox } from './outbox/start-outbox.ts';
import { s3 } from './s3/s3.ts';
import { scheduler } from './scheduler/scheduler.ts';
import { ses } from './ses/ses.ts';
import { startSmtp } from './smtp/start-smtp.ts';
import { sns } from './sns/sns.ts';
import { sqs } from './sqs/sqs.ts';
import type { State } from './state/open-state.ts';
import { startWebSocketApi } from './websocket-api/start-websocket-api.ts';

export type HostOptions = {
  readonly deployment: Deployment;
  /** The folder of an asset, by its object key. */
  readonly assetFolder: (objectKey: string) => string;
  readonly state: State;
  readonly dataDir: string;
  readonly ports: Ports;
  readonly log: Log;
  readonly relayUrl?: string;
  readonly onUsedRight?: OnUsedRight;
  /** The machine can't go on: its database engine is gone. */
  readonly onFatal: (reason: Error) => void;
};

export type HostedDesk = Running & {
  readonly distribution: Distribution;
  /** What of the way to the API doesn't answer. */
  readonly missing: () => Promise<readonly string[]>;
  readonly operatorCredentials: Credentials;
  readonly awsEndpoint: string;
  /** The database engine itself, without authorization. */
  readonly engineEndpoint: string;
  /** Puts the console's files, once they are built, where the distribution finds them. */
  deployFiles(): Promise<void>;
  /**
   * Begins to work: follows streams and queues, sends and receives mail, and starts an instance of each function that a
   * person waits for. Until then what is written only gathers.
   */
  open(): Promise<void>;
};

const inFlightMilliseconds = 1000;

/**
 * Puts every resource of the deployment onto its host and connects them, as the template says. What was started is
 * stopped again when something fails.
 */
export const hostDesk = async (options: HostOptions): Promise<HostedDesk> => {
  const { deployment, state, dataDir, ports, log } = options;
  const started: Running[] = [];
  const keep = <T extends Running>(host: T): T => {
    started.push(host);
    return host;
  };
  const stop = async () => {
    for (const host of started.splice(0).reverse()) await host.stop();
  };
  try {
    const rights = iam(deployment, state, options.onUsedRight);
    const { authorize } = rights;
    const common = { deployment, state, authorize, log };
    const awsEndpoint = `http://127.0.0.1:${String(ports.aws)}`;

    const dynamodb = keep(
      await startDynamodb({ deployment, dataDir, authorize, port: ports.dynamodb, log, onFatal: options.onFatal }),
    );
    const objects = s3({ deployment, dataDir, authorize });
    const queues = keep(sqs(common));
    const topics = sns({ ...common, queues: queues.queues });
    const functions = keep(
      startFunctions({
        deployment,
        codeFolder: options.assetFolder,
        iam: rights,
        state,
        queues: queues.queues,
        awsEndpoint,
        logsFolder: join(dataDir, 'logs'),
        log,
      }),
    );
    const buses = keep(eventBuses({ ...common, queues: queues.queues, functions, topics: topics.topics }));
    const schedules = keep(scheduler({ ...common, queues: queues.queues, functions, topics: topics.topics }));
    const mails = mailStore(state);
    const mailing = keep(
      ses({
        ...common,
        ports,
        topics: topics.topics,
        buses: buses.buses,
        mails,
        ...(options.relayUrl ? { relayUrl: options.relayUrl } : {}),
      }),
    );
    const users = cognito({ deployment, state, authorize, mails });
    const live = await Promise.all(
      apisOf(deployment, 'WEBSOCKET').map((api) =>
        startWebSocketApi({ deployment, api, functions, authorize, port: ports.live, log }),
      ),
    );
    for (const api of live) keep(api);

    keep(
      await startAwsEndpoint({
        port: ports.aws,
        region: deployment.region,
        iam: rights,
        crossOrigin: objects.crossOrigin,
        log,
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
          lambda: lambdaService({ functions, authorize }),
          ...(live[0] ? { 'execute-api': live[0].service } : {}),
        },
      }),
    );
    await Promise.all([
      startIdentity({ port: ports.identity, cognito: users, log }).then(keep),
      startOutbox({ port: ports.outbox, mails, log }).then(keep),
    ]);

    const httpApis = apisOf(deployment, 'HTTP').map((api) => httpApi({ deployment, api, functions, log }));
    const [distribution] = deployment.ofType('AWS::CloudFront::Distribution');
    if (!distribution) throw new Error('The template has no distribution: there is no console to show.');
    const shown = distributionOf({ deployment, distribution, buckets: objects.buckets, httpApis, log });
    return {
      stop,
      awsEndpoint,
      engineEndpoint: dynamodb.endpoint,
      operatorCredentials: rights.operatorCredentials,
      distribution: shown,
      missing: apiHealth({ deployment, distribution: shown, functions }),
      deployFiles: () => deployFiles({ deployment, assetFolder: options.assetFolder, buckets: objects.buckets, state }),
      open: async () => {
        keep(
          await startSmtp({
            port: ports.smtp,
            deployment,
            buckets: objects.buckets,
            functions,
            topics: topics.topics,
            log,
          }),
        );
        // Before the streams bring work: who opens the console now shouldn't wait behind it.
        // Nobody is there yet: who comes a moment later finds them started.
        for (const arn of interactive(deployment))
          functions.warm(arn).catch((fault: unknown) => {
            log('lambda', `${arn} could not be started ahead`, fault);
          });
        const sources = await startEventSources({
          ...common,
          queues: queues.queues,
          functions,
          streamReader: (arn) => dynamodb.streamReader(arn),
          onWrite: (table, wrote) => dynamodb.onWrite(table, wrote),
        });
        // What is being handled may end; what takes longer is cut off with its function and begins again at the next
        // start.
        keep({
          stop: () =>
            Promise.race([
              sources.stop(),
              new Promise<void>((resolve) => {
                setTimeout(resolve, inFlightMilliseconds);
              }),
            ]),
        });
        mailing.start();
      },
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

const apisOf = (deployment: Deployment, protocol: string) =>
  deployment.ofType('AWS::ApiGatewayV2::Api').filter(({ properties }) => properties.ProtocolType === protocol);

/** The functions behind the APIs. */
const interactive = (deployment: Deployment): readonly string[] => [
  ...new Set(
    deployment
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ properties }) => /arn:aws:lambda:[^/]+/.exec(String(properties.IntegrationUri))?.[0])
      .filter((arn) => arn !== undefined),
  ),
];
