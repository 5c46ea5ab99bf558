import { type IncomingMessage, createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpRequest, gatewayAnswer, type HttpResponse } from '../http-api/http-event.ts';
import type { Log, Running } from '../kernel.ts';
import { largestPayload } from '../http-api/http-api.ts';
import { bodyWithin } from '../request-body.ts';
import type { Distribution } from './distribution.ts';

class TooLarge extends Error {}

/** Reads a request with its body. Throws TooLarge as soon as the body is above the limit in bytes. */
const readRequest = async (message: IncomingMessage, limit: number): Promise<HttpRequest> => {
  const [path = '/', query = ''] = splitOnce(message.url ?? '/', '?');
  const headers = new Map(
    Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []] as const),
  );
  const body = await bodyWithin(message, limit);
  if (!body) throw new TooLarge();
  return {
    method: message.method ?? 'GET',
    path,
    query,
    headers,
    body,
    sourceIp: message.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
  };
};

const splitOnce = (text: string, separator: string): readonly [string, string] => {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
};

export type SiteServerOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  /** The parts that are not ready yet; empty when everything serves. */
  readonly waitingFor: () => readonly string[];
  /** What should serve and doesn't answer; asked with every `GET /healthz` once nothing is waited for. */
  readonly missing?: () => Promise<readonly string[]>;
  readonly log: Log;
};

export type SiteServer = Running & { readonly port: number; serve(distribution: Distribution): void };

/**
 * The site's port: answers `GET /healthz` at once, and everything else when `serve` was called.
 */
export const startSiteServer = async ({ port, waitingFor, missing, log }: SiteServerOptions): Promise<SiteServer> => {
  let distribution: Distribution | undefined;

  const starting = (): HttpResponse => json(503, { status: 'starting', waiting: waitingFor() });
  const health = async (): Promise<HttpResponse> => {
    if (waitingFor().length > 0) return starting();
    const broken = (await missing?.()) ?? [];
    return broken.length === 0 ? json(200, { status: 'ok' }) : json(503, { status: 'broken', missing: broken });
  };

  const server = createServer((message, response) => {
    const answer = async (): Promise<HttpResponse> => {
      if (message.method === 'GET' && message.url?.split('?')[0] === '/healthz') return health();
      if (!distribution) return starting();
      return distribution(await readRequest(message, largestPayload));
    };
    answer().then(
      (answered) => {
        send(response, answered, message.method === 'HEAD');
      },
      (fault: unknown) => {
        if (!(fault instanceof TooLarge))
          log('distribution', `${message.method ?? ''} ${message.url ?? ''} failed`, fault);
        // The connection ends with this answer, which a client hears only if nobody hangs up while it is still writing.
        response.setHeader('connection', 'close');
        const refusal =
          fault instanceof TooLarge
            ? gatewayAnswer(413, 'Request Entity Too Large')
            : gatewayAnswer(502, 'Bad Gateway');
        void restIsRead(message).then(() => {
          send(response, refusal, false);
        });
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      resolve();
    });
  });

  return {
    port: (server.address() as AddressInfo).port,
    serve: (served) => {
      distribution = served;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => {
          server.closeAllConnections();
        }, 500).unref();
      }),
  };
};

/** Bytes that are still taken, and milliseconds that are waited, of a body that is refused. */
const [REST_BYTES, REST_MS] = [64 * 1024 * 1024, 5_000];

/** Reads and drops the rest of a refused body, up to a limit of bytes and time. */
const restIsRead = (message: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    if (message.readableEnded || message.destroyed) {
      resolve();
      return;
    }
    let taken = 0;
    const timer = setTimeout(resolve, REST_MS);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    message.on('data', (chunk: Buffer) => {
      if ((taken += chunk.length) > REST_BYTES) done();
    });
    message.once('end', done).once('close', done);
    message.resume();
  });

const json = (status: number, body: unknown): HttpResponse => ({
  status,
  headers: [
    ['content-type', 'application/json'],
    ['cache-control', 'no-store'],
  ],
  body: Buffer.from(JSON.stringify(body)),
});

const ofTheConnection = new Set(['content-length', 'connection', 'transfer-encoding', 'keep-alive']);

const send = (response: ServerResponse, { status, headers, body }: HttpResponse, headOnly: boolean) => {
  if (response.destroyed) return;
  response.statusCode = status;
  for (const [name, value] of headers) if (!ofTheConnection.has(name)) response.appendHeader(name, value);
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.end(headOnly || status === 204 || status === 304 ? undefined : body);
};
