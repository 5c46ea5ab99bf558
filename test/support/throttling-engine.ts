import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers of DynamoDB that the engine never gives. */
export type ThrottlingEngine = {
  readonly endpoint: string;
  /** How many calls of each operation were refused, as a whole or in part. */
  readonly refusals: ReadonlyMap<string, number>;
  stop(): Promise<void>;
};

type Batch = { RequestItems: Record<string, unknown> };
type Transaction = { readonly TransactItems: readonly unknown[] };
type Answer = { readonly status: number; readonly body: object };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const fault = (name: string, more: object = {}): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'Too much at once', ...more },
});
const WHOLE = ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'] as const;
const PARTS = ['ThrottlingError', 'ProvisionedThroughputExceeded'] as const;

/**
 * The engine behind a table that has too much to do. The SDK's first attempt of each call is refused: it would not
 * refund more of its budget of attempts. Each transaction is cancelled before that, once for each reason; each batch
 * gets one item done at a time, and none at first.
 */
export const startThrottlingEngine = async (engine: string): Promise<ThrottlingEngine> => {
  const refusals = new Map<string, number>();
  const seen = new Map<string, number>();
  const timesSeen = (what: string): number => {
    const times = seen.get(what) ?? 0;
    seen.set(what, times + 1);
    return times;
  };
  const refused = (operation: string) => {
    refusals.set(operation, (refusals.get(operation) ?? 0) + 1);
  };

  const ask = async (request: IncomingMessage, body: string): Promise<Answer> => {
    const headers = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'].map((name): [string, string] => [
      name,
      String(request.headers[name]),
    ]);
    const answer = await fetch(engine, { method: 'POST', headers, body });
    return { status: answer.status, body: (await answer.json()) as object };
  };

  /** The first item alone, the others left; nothing at all when the same batch comes for the first time. */
  const batch = async (request: IncomingMessage, operation: string, body: string): Promise<Answer> => {
    const { RequestItems, ...rest } = JSON.parse(body) as Batch;
    const [[table, asked] = ['', {}]] = Object.entries(RequestItems);
    const { Keys, ...how } = (Array.isArray(asked) ? { Keys: asked } : asked) as { readonly Keys: readonly unknown[] };
    const some = (keys: readonly unknown[]) => ({ [table]: Array.isArray(asked) ? keys : { ...how, Keys: keys } });
    const taken = timesSeen(body) === 0 ? 0 : 1;
    const left = Keys.slice(taken);
    if (left.length > 0) refused(operation);
    const unprocessed = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
    const { status, body: answer } =
      taken === 0
        ? { status: 200, body: {} }
        : await ask(request, JSON.stringify({ ...rest, RequestItems: some(Keys.slice(0, taken)) }));
    return { status, body: status === 200 ? { ...answer, [unprocessed]: left.length > 0 ? some(left) : {} } : answer };
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request);
    const operation = String(request.headers['x-amz-target']).split('.')[1]!;
    if (operation.startsWith('Transact')) {
      const { TransactItems } = JSON.parse(body) as Transaction;
      const Code = PARTS[timesSeen(JSON.stringify(TransactItems))];
      if (Code !== undefined) {
        refused(operation);
        const CancellationReasons = TransactItems.map((_, index) => ({ Code: index === 0 ? Code : 'None' }));
        return fault('TransactionCanceledException', { CancellationReasons });
      }
    }
    if (String(request.headers['amz-sdk-request']).startsWith('attempt=1;')) {
      refused(operation);
      return fault(WHOLE[timesSeen(operation) % WHOLE.length]!);
    }
    if (operation.startsWith('Batch')) return batch(request, operation, body);
    return ask(request, body);
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    answerTo(request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
      },
      (cause: unknown) => {
        response.writeHead(500).end(String(cause));
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refusals,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
