import { Pool } from 'undici';

export type EngineAnswer = { readonly status: number; readonly contentType: string | undefined; readonly body: Buffer };

export type EngineConnections = {
  /** Sends a POST to `/` with these headers; rejects when there is no whole answer. */
  post(headers: Readonly<Record<string, string>>, body: Buffer): Promise<EngineAnswer>;
  close(): void;
};

/** Milliseconds that a connection is kept open without a question. */
const KEPT_OPEN = 60_000;

/**
 * HTTP connections to an engine on this machine, kept open, one question at a time on each, at most so many. They are
 * dispatched without streams: Node's own client takes longer for a question than everything else that the endpoint does
 * with it.
 */
export const engineConnections = (engine: URL, most: number): EngineConnections => {
  const pool = new Pool(engine.origin, {
    connections: most,
    pipelining: 1,
    keepAliveTimeout: KEPT_OPEN,
    keepAliveMaxTimeout: KEPT_OPEN,
    // A question takes as long as it takes: who asked the endpoint has a limit of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    post: (headers, body) =>
      new Promise((resolve, reject) => {
        const received: Buffer[] = [];
        let [status, contentType]: [number, string | undefined] = [0, undefined];
        pool.dispatch(
          { path: '/', method: 'POST', headers, body },
          {
            onRequestStart: () => undefined,
            onResponseStart: (_, statusCode, answered) => {
              status = statusCode;
              contentType = answered['content-type'] as string | undefined;
            },
            onResponseData: (_, chunk) => {
              received.push(chunk);
            },
            onResponseEnd: () => {
              const [first] = received;
              resolve({ status, contentType, body: first && received.length === 1 ? first : Buffer.concat(received) });
            },
            onResponseError: (_, fault) => {
              reject(fault);
            },
          },
        );
      }),
    close: () => {
      void pool.destroy();
    },
  };
};
