import { documentClient as makeDocumentClient, SILENT } from '../shared/adapters/dynamodb/document-client.ts';

/**
 * Settings of every AWS client: a call times out long before the function does, and is tried at most three times, also
 * when it is throttled: the SDK then waits up to one second and up to two. What is still refused is a request's 503, or
 * comes again with its queue or stream. Times in milliseconds; without throwOnRequestTimeout the SDK only logs a
 * warning. Its middleware is put together once.
 */
export const clientDefaults = {
  cacheMiddleware: true,
  logger: SILENT as never,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;

/** One document client for each function instance. */
export const documentClient = () => makeDocumentClient(clientDefaults);

/**
 * Makes a function's handler from its composition root (`container`), once for each instance. On Lambda this happens
 * while the instance starts; elsewhere (a test that needs only the container) at the first call.
 */
export const serve = <D, A extends readonly unknown[], R>(
  container: () => D,
  createHandler: (deps: D) => (...given: A) => R,
): ((...given: A) => R) => {
  const make = () => createHandler(container());
  let handler = process.env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? undefined : make();
  return (...given) => (handler ??= make())(...given);
};

type Asked = (...given: never) => Promise<unknown>;

/**
 * A port whose adapter is loaded by the first call of one of its methods: for what few requests of a function need,
 * since that call waits for it. `load` imports a file of `later/`, which imports what it uses of a package: to import
 * the package itself would load the whole of it.
 */
export const loadedLater = <P extends Readonly<Record<M, Asked>>, M extends string & keyof P>(
  load: () => Promise<P>,
  methods: readonly M[],
): Pick<P, M> => {
  let port: Promise<P> | undefined;
  const call =
    (method: M) =>
    async (...given: never) =>
      (await (port ??= load()))[method](...given);
  return Object.fromEntries(methods.map((method) => [method, call(method)] as const)) as unknown as Pick<P, M>;
};
