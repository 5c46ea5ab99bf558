import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startIdentity } from './cognito/start-identity.ts';
import type { SignInLook } from './cognito/sign-in-words.ts';
import { apiHealth } from './distribution/api-health.ts';
import { deployFiles } from './distribution/bucket-deployment.ts';
import { type Distribution, distributionOf } from './distribution/distribution.ts';
import { backlogOf } from './event-sources/backlog.ts';
import { startEventSources } from './event-sources/start-event-sources.ts';
import { runningTogether, startServices, type ServicesOptions } from './host-services.ts';
import { httpApi } from './http-api/http-api.ts';
import type { Credentials } from './iam/iam.ts';
import type { Deployment, Log, Running } from './kernel.ts';
import { type StartedFunctions, startFunctions } from './lambda/start-functions.ts';
import { startOutbox } from './outbox/start-outbox.ts';
import { startSmtp } from './smtp/start-smtp.ts';
import { assetsOf } from './template/template.ts';
import { loadDeployment } from './template/load-deployment.ts';
import { startWebSocketApi } from './websocket-api/start-websocket-api.ts';

export type AssemblyOptions = Omit<
  ServicesOptions<StartedFunctions>,
  'deployment' | 'functions' | 'connections' | 'sweepSeconds'
> & {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The folder to take in the place of one that was staged in the assembly. */
  readonly assetAt?: (stagedFolder: string) => string;
  /** The account's concurrent executions of functions: more are throttled. Without it there is no limit. */
  readonly concurrentExecutions?: number;
  /** The longest wait before a failing batch of a stream is repeated; a minute, as on AWS, unless it is given. */
  readonly longestStreamRetrySeconds?: number;
  /** What the sign-in pages show. */
  readonly signInLook?: SignInLook;
};

export type HostedAssembly = Running & {
  readonly deployment: Deployment;
  readonly distribution: Distribution;
  /** The parts between the distribution and the API's functions that don't answer. */
  readonly missing: () => Promise<readonly string[]>;
  readonly operatorCredentials: Credentials;
  readonly awsEndpoint: string;
  /** The database engine itself, without authorization. */
  readonly engineEndpoint: string;
  /** Puts the files of the template's bucket deployments into their buckets. */
  deployFiles(): Promise<void>;
  /**
   * Begins to work: follows streams and queues, sends and receives mail, and starts an instance of each function that a
   * person waits for. Until then what is written only gathers.
   */
  open(): Promise<void>;
};

/** How long `stop` waits for batches that functions are handling. */
const inFlightMilliseconds = 1000;
/** How long nothing must have been invoked before a function is started ahead. */
const quietMilliseconds = 2000;

/**
 * Hosts the CloudFormation assembly in `folder` (what `cdk synth` wrote): every resource on its host, connected as the
 * template says. Rejects for a template with something that isn't hosted; what was started is stopped again then.
 */
export const hostAssembly = async (folder: string, options: AssemblyOptions): Promise<HostedAssembly> => {
  const { state, dataDir, ports, log, assetAt = (staged) => staged } = options;
  // Node adds a folder of its version.
  const compileCache = getCompileCacheDir();
  const staged = assetsOf(folder);
  const assetFolder = (objectKey: string) => assetAt(staged(objectKey));
  const deployment = loadDeployment({ ...options, cloudAssembly: folder });
  const { keep, stop } = runningTogether();
  try {
    const services = keep(
      await startServices({
        ...options,
        deployment,
        functions: ({ rights, queues, awsEndpoint }) =>
          startFunctions({
            deployment,
            codeFolder: assetFolder,
            iam: rights,
            state,
            queues: queues.queues,
            awsEndpoint,
            logsFolder: join(dataDir, 'logs'),
            compileCache: compileCache && dirname(compileCache),
            log,
            ...(options.concurrentExecutions === undefined
              ? {}
              : { concurrentExecutions: options.concurrentExecutions }),
          }),
        connections: async ({ rights: { authorize }, functions }) => {
          const [api, another] = apisOf(deployment, 'WEBSOCKET');
          if (another)
            throw new Error(`${another.stack}/${another.logicalId}: one WebSocket API is hosted on one machine.`);
          return api && startWebSocketApi({ deployment, api, functions, authorize, port: ports.live, log });
        },
      }),
    );
    const { functions, objects, queues, topics, dynamodb, mailing, mails, users } = services;
    await Promise.all([
      startIdentity({
        port: ports.identity,
        cognito: users,
        log,
        ...(options.signInLook === undefined ? {} : { look: options.signInLook }),
      }).then(keep),
      startOutbox({ port: ports.outbox, mails, log }).then(keep),
    ]);

    const httpApis = apisOf(deployment, 'HTTP').map((api) => httpApi({ deployment, api, functions, log }));
    const [resource] = deployment.ofType('AWS::CloudFront::Distribution');
    if (!resource) throw new Error('The template has no distribution: there is no website to show.');
    const distribution = distributionOf({
      deployment,
      distribution: resource,
      buckets: objects.buckets,
      httpApis,
      log,
    });
    return {
      stop,
      deployment,
      awsEndpoint: services.awsEndpoint,
      engineEndpoint: dynamodb.endpoint,
      operatorCredentials: services.rights.operatorCredentials,
      distribution,
      missing: apiHealth({ deployment, distribution, functions }),
      deployFiles: () => deployFiles({ deployment, assetFolder, buckets: objects.buckets, state }),
      open: async () => {
        keep(
          await startSmtp({
            port: ports.smtp,
            deployment,
            buckets: objects.buckets,
            functions,
            topics: topics.topics,
            backlog: backlogOf({ deployment, functions, queues }),
            log,
          }),
        );
        const stopping = new AbortController();
        keep({
          stop: async () => {
            stopping.abort();
          },
        });
        void startAhead(interactive(deployment), functions, log, stopping.signal);
        const sources = await startEventSources({
          deployment,
          state,
          authorize: services.rights.authorize,
          log,
          queues: queues.queues,
          buckets: objects.buckets,
          functions,
          ...(options.longestStreamRetrySeconds === undefined
            ? {}
            : { longestRetrySeconds: options.longestStreamRetrySeconds }),
          streamReader: (arn) => dynamodb.streamReader(arn),
          onWrite: (table, wrote) => dynamodb.onWrite(table, wrote),
        });
        // What takes longer is cut off with its function and begins again at the next start.
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

/**
 * One after the other, whenever nothing was invoked for a while: who uses what is hosted right after its start needs
 * the processor, and starts what they ask for themselves.
 */
const startAhead = async (
  arns: readonly string[],
  functions: StartedFunctions,
  log: Log,
  stopping: AbortSignal,
): Promise<void> => {
  for (const arn of arns) {
    do {
      await pause(quietMilliseconds, undefined, { ref: false });
      if (stopping.aborted) return;
    } while (functions.quietFor() < quietMilliseconds);
    await functions.warm(arn).catch((fault: unknown) => {
      log('lambda', `${arn} could not be started ahead`, fault);
    });
  }
};

/** The functions behind the APIs. */
const interactive = (deployment: Deployment): readonly string[] => [
  ...new Set(
    deployment
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ properties }) => /arn:aws:lambda:[^/]+/.exec(String(properties.IntegrationUri))?.[0])
      .filter((arn) => arn !== undefined),
  ),
];

// What a start needs beside the assembly: the data folder, the log, the site's port before there is a site.
export { type SiteServer, startSiteServer } from './distribution/site-server.ts';
export { hostLog } from './log-files.ts';
export { writeCalls, type MeteredCall } from './meter/metered.ts';
export { writeUsedRights } from './iam/iam.ts';
export { holdsKey } from './kms/kms.ts';
export { openState, type State } from './state/open-state.ts';
export type { Deployment, Ports, Running } from './kernel.ts';
export type { SignInLook } from './cognito/sign-in-words.ts';
