// The runtime inside a worker: loads the handler once, then answers one invocation after another.
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, Invocation, ReportedError, Used, WorkerStart } from './instance.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const { codeFolder, handler: handlerName, compileCache } = workerData as WorkerStart;
const port = parentPort!;
const post = (message: FromWorker) => {
  port.postMessage(message);
};

// Output takes the same channel as answers, so that a function's last line is logged before its END line.
const capture = (text: string | Uint8Array, ...rest: unknown[]) => {
  post({ kind: 'log', text: typeof text === 'string' ? text : Buffer.from(text).toString('utf8') });
  const callback = rest.at(-1);
  if (typeof callback === 'function') queueMicrotask(callback as () => void);
  return true;
};
process.stdout.write = capture as typeof process.stdout.write;
process.stderr.write = capture as typeof process.stderr.write;

const reported = (thrown: unknown): ReportedError =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };

const crash = (error: ReportedError) => {
  post({ kind: 'crashed', error });
  process.exit(128);
};
process.on('uncaughtException', (thrown) => {
  crash(reported(thrown));
});
process.on('unhandledRejection', (reason) => {
  const { errorMessage, errorType, trace } = reported(reason);
  crash({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: `${errorType}: ${errorMessage}`,
    trace: trace ?? [],
  });
});

const load = async (): Promise<Handler> => {
  const dot = handlerName.lastIndexOf('.');
  const [file, name] = [handlerName.slice(0, dot), handlerName.slice(dot + 1)];
  const path = ['.mjs', '.js', '.cjs']
    .map((extension) => join(codeFolder, `${file}${extension}`))
    .find((each) => existsSync(each));
  if (!path) throw Object.assign(new Error(`Cannot find module '${file}'`), { name: 'Runtime.ImportModuleError' });
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const found = module[name];
  if (typeof found !== 'function')
    throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  return found as Handler;
};

const contextFor = ({ requestId, deadline, functionArn }: Invocation) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: '$LATEST',
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  invokedFunctionArn: functionArn,
  awsRequestId: requestId,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const answer = async (handler: Handler, invocation: Invocation) => {
  const { requestId } = invocation;
  const before = process.threadCpuUsage();
  const used = (): Used => {
    const { user, system } = process.threadCpuUsage(before);
    return { heapBytes: getHeapStatistics().used_heap_size, processorMilliseconds: (user + system) / 1000 };
  };
  try {
    const result = await handler(JSON.parse(invocation.event), contextFor(invocation));
    // As on Lambda, what JSON can't say (undefined, functions) is null.
    const payload = JSON.stringify(result ?? null);
    post({ kind: 'done', requestId, payload, ...used() });
  } catch (thrown) {
    post({ kind: 'failed', requestId, error: reported(thrown), ...used() });
  }
};

try {
  if (compileCache !== undefined) enableCompileCache(compileCache);
  const handler = await load();
  port.on('message', (invocation: Invocation) => {
    void answer(handler, invocation);
  });
  post({ kind: 'ready' });
  // Once for a bundle: what was read from the cache is not written again. A worker that is stopped would not write it.
  if (compileCache !== undefined) flushCompileCache();
} catch (thrown) {
  post({ kind: 'init_failed', error: reported(thrown) });
  process.exit(1);
}
