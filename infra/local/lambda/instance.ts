import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { stop as stopCompiler, transformSync } from 'esbuild';

/** The data that a worker gets at its start. */
export type WorkerStart = {
  readonly codeFolder: string;
  readonly handler: string;
  /** Where Node keeps what it compiled, for the next start; a worker begins without the one of its process. */
  readonly compileCache?: string | undefined;
};

export type Invocation = {
  readonly requestId: string;
  readonly event: string;
  readonly deadline: number;
  readonly functionArn: string;
};

/** An error as Lambda reports it in the payload. */
export type ReportedError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

/** What an invocation used. */
export type Used = { readonly heapBytes: number; readonly processorMilliseconds: number };
const NOTHING_USED: Used = { heapBytes: 0, processorMilliseconds: 0 };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init_failed'; readonly error: ReportedError }
  | { readonly kind: 'log'; readonly text: string }
  | ({ readonly kind: 'done'; readonly requestId: string; readonly payload: string } & Used)
  | ({ readonly kind: 'failed'; readonly requestId: string; readonly error: ReportedError } & Used)
  /** An uncaught error, which ends the instance. */
  | { readonly kind: 'crashed'; readonly error: ReportedError };

export type Outcome =
  | ({ readonly kind: 'done'; readonly payload: string } & Used)
  | ({ readonly kind: 'failed'; readonly error: ReportedError; readonly timedOut?: boolean } & Used);

/** One execution environment: a worker with its own environment variables, for one invocation at a time. */
export type Instance = {
  /** Milliseconds that loading the code took. Rejects with a LoadFailure when it can't be loaded. */
  readonly ready: Promise<number>;
  /** Never rejects. Afterwards `alive` tells whether the instance can be used again. */
  invoke(invocation: Invocation): Promise<Outcome>;
  readonly alive: () => boolean;
  stop(): Promise<void>;
};

export class LoadFailure extends Error {
  readonly reported: ReportedError;
  constructor(reported: ReportedError) {
    super(reported.errorMessage);
    this.name = 'LoadFailure';
    this.reported = reported;
  }
}

export type InstanceOptions = {
  readonly start: WorkerStart;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutMilliseconds: number;
  readonly write: (text: string) => void;
};

/** Stack traces name the module as `name`, not by this URL. */
const dataUrl = (code: string, name: string) =>
  new URL(`data:text/javascript;base64,${Buffer.from(`${code}\n//# sourceURL=${name}`).toString('base64')}`);

/**
 * The worker's code without its types, taken off once for all: each worker would bring a compiler of its own for it,
 * which takes longer than many a function's start.
 */
const workerUrl = (() => {
  const source = join(import.meta.dirname, 'worker.ts');
  let url: URL | undefined;
  const compiled = () => {
    const { code } = transformSync(readFileSync(source, 'utf8'), { loader: 'ts' });
    // It has a thread and a process, which would stay for as long as this one.
    void stopCompiler();
    return code;
  };
  return () => (url ??= dataUrl(compiled(), pathToFileURL(source).href));
})();

const initSeconds = 10; // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, init phase

const exitError = (requestId: string, code: number): ReportedError => ({
  errorType: 'Runtime.ExitError',
  errorMessage:
    code === 0
      ? `RequestId: ${requestId} Error: Runtime exited without providing a reason`
      : `RequestId: ${requestId} Error: Runtime exited with error: exit status ${String(code)}`,
});

const timedOut = (requestId: string, milliseconds: number): ReportedError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`,
});

export const startInstance = ({
  start,
  environment,
  memoryMegabytes,
  timeoutMilliseconds,
  write,
}: InstanceOptions): Instance => {
  const began = performance.now();
  const loading = Promise.withResolvers<number>();
  loading.promise.catch(() => undefined);
  let alive = true;
  let crash: ReportedError | undefined;
  let current: { readonly requestId: string; readonly settle: (outcome: Outcome) => void } | undefined;

  const worker = new Worker(workerUrl(), {
    env: { ...environment },
    execArgv: [],
    workerData: start,
    // An upper bound on what runs away; Lambda counts the whole process, so this is a little more generous. A small
    // young generation: there are many workers in one process.
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: 8 },
  });

  const finish = (outcome: Outcome) => {
    const settle = current?.settle;
    current = undefined;
    settle?.(outcome);
  };
  const initTimer = setTimeout(() => {
    loading.reject(
      new LoadFailure({
        errorType: 'Sandbox.Timedout',
        errorMessage: `Error: Init timed out after ${initSeconds.toFixed(2)} seconds`,
      }),
    );
    void worker.terminate();
  }, initSeconds * 1000);

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'log') write(message.text);
    else if (message.kind === 'ready') {
      clearTimeout(initTimer);
      loading.resolve(performance.now() - began);
    } else if (message.kind === 'init_failed') loading.reject(new LoadFailure(message.error));
    else if (message.kind === 'crashed') crash = message.error;
    else if (message.requestId === current?.requestId) {
      const { requestId: _, ...outcome } = message;
      finish(outcome);
    }
  });
  worker.on('error', (fault: unknown) => {
    const { name, message } = fault instanceof Error ? fault : new Error(String(fault));
    const outOfMemory = (fault as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
    crash = outOfMemory
      ? { errorType: 'Runtime.OutOfMemory', errorMessage: 'Error: Runtime exited with error: signal: killed' }
      : { errorType: name, errorMessage: message };
  });
  worker.on('exit', (code) => {
    alive = false;
    clearTimeout(initTimer);
    const requestId = current?.requestId ?? '';
    const error = crash ?? exitError(requestId, code);
    loading.reject(new LoadFailure(error));
    finish({ kind: 'failed', error, ...NOTHING_USED });
  });

  return {
    ready: loading.promise,
    alive: () => alive,
    invoke: (invocation) =>
      new Promise((resolve) => {
        const { requestId } = invocation;
        const timer = setTimeout(
          () => {
            alive = false;
            finish({
              kind: 'failed',
              error: timedOut(requestId, timeoutMilliseconds),
              timedOut: true,
              ...NOTHING_USED,
            });
            void worker.terminate();
          },
          Math.max(1, invocation.deadline - Date.now()),
        );
        current = {
          requestId,
          settle: (outcome) => {
            clearTimeout(timer);
            resolve(outcome);
          },
        };
        if (alive) worker.postMessage(invocation);
        else finish({ kind: 'failed', error: crash ?? exitError(requestId, 1), ...NOTHING_USED });
      }),
    stop: async () => {
      alive = false;
      await worker.terminate();
    },
  };
};
