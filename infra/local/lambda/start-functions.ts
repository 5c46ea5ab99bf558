import { randomUUID } from 'node:crypto';
import {
  AwsError,
  type Authorize,
  type Deployment,
  type Functions,
  type InvokeResult,
  type Log,
  type Queues,
  type Running,
} from '../kernel.ts';
import type { Iam } from '../iam/iam.ts';
import type { State } from '../state/open-state.ts';
import { asyncInvocations } from './async-invocations.ts';
import { concurrency } from './concurrency.ts';
import { functionDefinitions, type FunctionDefinition } from './function-definition.ts';
import { functionLog, type FunctionLog } from '../log-files.ts';
import { type Instance, LoadFailure, type Outcome, startInstance } from './instance.ts';
import { type Budget, createPool, type Pool, trim } from './pool.ts';

export type FunctionsOptions = {
  readonly deployment: Deployment;
  /** The folder of a code asset, by its `Code.S3Key`. */
  readonly codeFolder: (objectKey: string) => string;
  readonly iam: Pick<Iam, 'credentialsFor'> & { readonly authorize: Authorize };
  readonly state: State;
  readonly queues: Pick<Queues, 'send'>;
  /** `AWS_ENDPOINT_URL` of the functions. */
  readonly awsEndpoint: string;
  readonly logsFolder: string;
  readonly log: Log;
  /** The folder where Node keeps what it compiled for the next start. */
  readonly compileCache?: string | undefined;
  readonly retryDelaysSeconds?: readonly number[];
  /** An instance that did nothing for so long is stopped. */
  readonly idleSeconds?: number;
  /** When there are more instances than there may be, one that did nothing for so long is stopped. */
  readonly restSeconds?: number;
  /** Instances per function without ReservedConcurrentExecutions. */
  readonly maximumPerFunction?: number;
  /** Instances of all functions together. */
  readonly maximumInstances?: number;
  /** The account's concurrent executions: more are throttled. Without it they wait for an instance. */
  readonly concurrentExecutions?: number;
};

export type StartedFunctions = Functions &
  Running & {
    readonly definitions: readonly FunctionDefinition[];
    /** Starts one instance ahead of the first call. Never rejects. */
    warm(functionArn: string): Promise<void>;
    instances(functionArn: string): number;
    /** Asynchronous invocations that are due and not yet begun. */
    waiting(): number;
    /** Milliseconds since a function last began or ended an invocation. */
    quietFor(): number;
  };

const maximumPayloadBytes = 6_291_556; // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html

type Hosted = {
  readonly definition: FunctionDefinition;
  readonly pool: Pool;
  readonly log: FunctionLog;
  readonly initOf: WeakMap<Instance, number>;
};

/** The functions of the template, each in workers of its own. */
export const startFunctions = (options: FunctionsOptions): StartedFunctions => {
  const { deployment, iam, state, queues, log } = options;
  const definitions = functionDefinitions(deployment, options.codeFolder);
  const budget: Budget = { total: options.maximumInstances ?? 16, used: 0, pools: new Set() };
  const hosted = new Map(definitions.map((definition) => [definition.arn, host(definition, options, budget)]));

  const hostedBy = (functionArn: string): Hosted => {
    const found = hosted.get(functionArn);
    if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
    return found;
  };
  const running = concurrency(definitions, options.concurrentExecutions);
  let lastUsed = performance.now();
  const invoke = async (functionArn: string, payload: unknown) => {
    const invoked = hostedBy(functionArn);
    const leave = running.enter(invoked.definition);
    lastUsed = performance.now();
    try {
      return await run(invoked, payload);
    } finally {
      lastUsed = performance.now();
      leave();
    }
  };

  const idleMilliseconds = (options.idleSeconds ?? 120) * 1000;
  const restMilliseconds = (options.restSeconds ?? 60) * 1000;
  const evicting = setInterval(
    () => {
      for (const { pool } of hosted.values()) pool.evictIdleSince(Date.now() - idleMilliseconds);
      trim(budget, Date.now() - restMilliseconds);
    },
    Math.min(idleMilliseconds, restMilliseconds, 30_000),
  );
  evicting.unref();

  const asynchronous = asyncInvocations({
    state,
    queues,
    log,
    invoke,
    functions: new Map(definitions.map((each) => [each.arn, each])),
    maySend: (definition, queueArn) => {
      iam.authorize(
        { kind: 'role', roleArn: definition.roleArn, functionName: definition.name },
        'sqs:SendMessage',
        queueArn,
      );
    },
    ...(options.retryDelaysSeconds ? { retryDelaysSeconds: options.retryDelaysSeconds } : {}),
  });

  return {
    definitions,
    invoke,
    invokeAsync: (functionArn, payload) => asynchronous.accept(functionArn, payload),
    warm: async (functionArn) => {
      const { pool } = hostedBy(functionArn);
      await pool.take().then(
        (instance) => {
          pool.release(instance);
        },
        () => undefined,
      );
    },
    instances: (functionArn) => hostedBy(functionArn).pool.size(),
    waiting: () => asynchronous.waiting(),
    quietFor: () => performance.now() - lastUsed,
    stop: async () => {
      clearInterval(evicting);
      const finished = asynchronous.stop();
      await Promise.all([...hosted.values()].map(({ pool }) => pool.stop()));
      await finished;
      await Promise.all([...hosted.values()].map((each) => each.log.close()));
    },
  };
};

const host = (definition: FunctionDefinition, options: FunctionsOptions, budget: Budget): Hosted => {
  const log = functionLog(options.logsFolder, definition.logName);
  const initOf = new WeakMap<Instance, number>();
  const start = () => {
    const instance = startInstance({
      start: { codeFolder: definition.codeFolder, handler: definition.handler, compileCache: options.compileCache },
      environment: environmentOf(definition, options),
      memoryMegabytes: definition.memoryMegabytes,
      timeoutMilliseconds: definition.timeoutMilliseconds,
      write: (text) => {
        log.write(text);
      },
    });
    instance.ready.then(
      (milliseconds) => initOf.set(instance, milliseconds),
      (fault: unknown) => {
        log.write(`INIT_REPORT Status: error\t${String(fault)}`);
      },
    );
    return instance;
  };
  return {
    definition,
    log,
    initOf,
    pool: createPool(start, Math.max(1, definition.reserved ?? options.maximumPerFunction ?? 6), budget),
  };
};

const environmentOf = (
  definition: FunctionDefinition,
  { deployment, iam, awsEndpoint }: FunctionsOptions,
): Record<string, string> => {
  const credentials = iam.credentialsFor(definition.arn);
  return {
    ...definition.environment,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_REGION: deployment.region,
    AWS_DEFAULT_REGION: deployment.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken ? { AWS_SESSION_TOKEN: credentials.sessionToken } : {}),
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    _HANDLER: definition.handler,
    LAMBDA_TASK_ROOT: definition.codeFolder,
  };
};

const run = async ({ definition, pool, log, initOf }: Hosted, payload: unknown): Promise<InvokeResult> => {
  const event = JSON.stringify(payload ?? null);
  if (Buffer.byteLength(event) > maximumPayloadBytes)
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${String(maximumPayloadBytes)} bytes for the InvokeFunction operation`,
      413,
    );
  const requestId = randomUUID();
  let instance: Instance;
  try {
    instance = await pool.take();
  } catch (fault) {
    if (!(fault instanceof LoadFailure))
      return { functionError: 'Unhandled', payload: { errorType: 'ServiceException', errorMessage: String(fault) } };
    log.write(`${new Date().toISOString()}\tundefined\tERROR\tUncaught Exception \t${JSON.stringify(fault.reported)}`);
    return { functionError: 'Unhandled', payload: fault.reported };
  }
  const initMilliseconds = initOf.get(instance);
  initOf.delete(instance);
  log.start(requestId);
  const began = performance.now();
  const outcome = await instance.invoke({
    requestId,
    event,
    deadline: Date.now() + definition.timeoutMilliseconds,
    functionArn: definition.arn,
  });
  const result = resultOf(outcome);
  if (outcome.kind === 'failed')
    log.write(`${new Date().toISOString()}\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify(outcome.error)}`);
  log.report(requestId, {
    milliseconds: performance.now() - began,
    initMilliseconds,
    memoryMegabytes: definition.memoryMegabytes,
    heapBytes: outcome.heapBytes,
    processorMilliseconds: outcome.processorMilliseconds,
  });
  pool.release(instance);
  return result;
};

const resultOf = (outcome: Outcome): InvokeResult => {
  if (outcome.kind === 'failed')
    return { payload: outcome.error, functionError: outcome.timedOut ? 'Timeout' : 'Unhandled' };
  if (Buffer.byteLength(outcome.payload) > maximumPayloadBytes) {
    return {
      functionError: 'Unhandled',
      payload: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${String(maximumPayloadBytes)} bytes).`,
      },
    };
  }
  return { payload: JSON.parse(outcome.payload) as unknown };
};
