import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned, type SelfSigned } from '../self-signed-certificate.ts';

export type SimulatorOptions = {
  /** 0: any that is free. */
  readonly port?: number;
  /** When given, calls must be signed with it. */
  readonly key?: string;
  readonly customers?: readonly Readonly<Record<string, string>>[];
  /** DNS names beside localhost that its certificate is for. */
  readonly names?: readonly string[];
  /** Default: made anew. */
  readonly tls?: SelfSigned;
  readonly now?: () => number;
  /** Answers what else comes to the same port; false for a path that it doesn't know. */
  readonly beside?: (
    path: string,
    headers: IncomingMessage['headers'],
    body: string,
    response: ServerResponse,
  ) => boolean;
};

/** A call as it arrived. */
export type Received = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string };

export type CustomerInformationSimulator = {
  readonly port: number;
  /** Of the endpoint that behaves: `https://localhost:…/customers`. */
  readonly url: string;
  /** PEM that its certificate is trusted by. */
  readonly authority: string;
  readonly received: readonly Received[];
  stop(): Promise<void>;
};

/** Customers of a fictitious shop. */
export const SHOP_CUSTOMERS = [
  {
    memberId: 'shop-1001',
    name: '김하늘',
    email: 'customer@example.com',
    phone: '+821012345678',
    grade: 'Gold',
    orders: '12',
    lastOrder: '2026-11-18',
  },
  {
    memberId: 'shop-1002',
    name: 'Alex Example',
    email: 'alex@example.com',
    phone: '+12025550123',
    grade: 'Silver',
    orders: '3',
    lastOrder: '2026-10-02',
  },
] as const;

const FIVE_MINUTES = 5 * 60 * 1000;

/**
 * An organization's API of Customer Information Integration on this machine. `/customers` looks for the customer who
 * has all values that were sent; other paths do what such APIs do when they go wrong: `/status/500`, `/slow`, `/drip`,
 * `/large?bytes=…`, `/not-json`,
 * `/no-data`, `/hangs-up`,
 * `/redirect?to=…&status=307` and `/redirects/3` (as many, ending at /customers).
 */
export const startCustomerInformation = async ({
  port = 0,
  key,
  customers = SHOP_CUSTOMERS,
  names = [],
  tls = selfSigned(['localhost', ...names]),
  now = Date.now,
  beside = () => false,
}: SimulatorOptions = {}): Promise<CustomerInformationSimulator> => {
  const received: Received[] = [];

  const isSigned = ({ headers, body }: Received): boolean => {
    if (key === undefined) return true;
    const timestamp = String(headers['x-tc-timestamp']);
    if (!/^\d{13}$/.test(timestamp) || Math.abs(now() - Number(timestamp)) > FIVE_MINUTES) return false;
    const right = createHmac('sha256', key)
      .update(Buffer.from(body + timestamp, 'utf8'))
      .digest();
    const given = Buffer.from(String(headers['authorization']), 'base64');
    return given.length === right.length && timingSafeEqual(given, right);
  };

  const look = (call: Received): readonly [number, unknown] => {
    if (!isSigned(call)) return failure(403, 'no_permission', 'The signature is not right');
    const asked = Object.entries(JSON.parse(call.body) as Record<string, string>);
    const customer = customers.find(
      (each: Readonly<Record<string, string>>) =>
        asked.length > 0 && asked.every(([name, value]) => each[name] === value),
    );
    return customer === undefined ? failure(400, 'not_found', 'There is no such customer') : [200, { data: customer }];
  };

  const server = createServer({ key: tls.key, cert: tls.certificate }, (request, response) => {
    void bodyOf(request)
      .then((body) => {
        const url = new URL(request.url ?? '/', `https://localhost`);
        const call = { path: `${url.pathname}${url.search}`, headers: request.headers, body };
        if (beside(call.path, call.headers, body, response)) return;
        received.push(call);
        if (url.pathname === '/customers') answer(response, ...look(call));
        else misbehave(url, response);
      })
      .catch(() => {
        response.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `https://localhost:${String(bound)}/customers`,
    authority: tls.certificate,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

const failure = (status: number, code: string, message: string): readonly [number, unknown] => [
  status,
  { error: { code, message, detail: null } },
];

const answer = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const misbehave = (url: URL, response: ServerResponse): void => {
  const [, what = '', detail = ''] = url.pathname.split('/');
  const redirect = (status: number, location: string) => {
    response.writeHead(status, { location }).end();
  };
  if (what === 'status') answer(response, ...failure(Number(detail), 'failed', 'It did not work'));
  else if (what === 'slow') return;
  else if (what === 'drip') drip(response);
  else if (what === 'large')
    answer(response, 200, { data: { grade: 'x'.repeat(Number(url.searchParams.get('bytes'))) } });
  else if (what === 'not-json') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome</p>');
  else if (what === 'no-data') answer(response, 200, { result: {} });
  else if (what === 'hangs-up') response.socket?.destroy();
  else if (what === 'redirect')
    redirect(Number(url.searchParams.get('status') ?? 307), url.searchParams.get('to') ?? '/customers');
  else if (what === 'redirects')
    redirect(308, Number(detail) > 1 ? `/redirects/${String(Number(detail) - 1)}` : '/customers');
  else answer(response, ...failure(404, 'no_route', 'There is nothing here'));
};

/** A byte now and then, and never an end. */
const drip = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => {
    response.write(' ');
  }, 50);
  response.once('close', () => {
    clearInterval(timer);
  });
};
