import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError, type AwsResponse, type AwsService, type Log, type Running } from '../kernel.ts';
import type { Iam } from '../iam/iam.ts';
import { bodyWithin } from '../request-body.ts';
import { authenticate } from './authenticate.ts';
import { encodeError } from './encode-error.ts';
import { signatureOf, type SignedRequest } from './signature.ts';

export type AwsEndpointOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly region: string;
  readonly iam: Iam;
  /** By signing name; `sesv2` is SES's second API. */
  readonly services: Readonly<Record<string, AwsService>>;
  /** Answers what browsers ask without a signature (OPTIONS), and adds CORS headers to what they then read. */
  readonly crossOrigin?: CrossOrigin;
  readonly log: Log;
  /** Milliseconds; tests move it. */
  readonly now?: () => number;
};

export type CrossOrigin = {
  preflight(path: string, headers: Readonly<Record<string, string>>): AwsResponse;
  headersFor(path: string, method: string, origin: string): Readonly<Record<string, string>>;
};

/** Larger than anything that a function may send: SES takes 40 MB. */
const largestBodyBytes = 50 * 1024 * 1024;

/**
 * The one HTTP endpoint of all AWS services on 127.0.0.1: checks the signature, finds the principal, asks the service.
 */
export const startAwsEndpoint = async (options: AwsEndpointOptions): Promise<Running & { readonly port: number }> => {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, options).catch((fault: unknown) => {
      options.log('aws-endpoint', 'a request broke off', fault);
      outgoing.destroy();
    });
  });
  // Longer than the SDK's pools keep a connection: the client ends it, so no request runs into a closing one.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

const noQuery = new URLSearchParams();

const answer = async (incoming: IncomingMessage, outgoing: ServerResponse, options: AwsEndpointOptions) => {
  const requestId = randomUUID();
  const { crossOrigin, services } = options;
  const headers = headersOf(incoming);
  const method = incoming.method ?? 'GET';
  const target = incoming.url ?? '/';
  // As sent: a URL object would resolve `..`, which is a part of a key like any other.
  const [path = '/', query = ''] = target.split('?', 2);
  let service = '';
  let response: AwsResponse;
  try {
    const body = await bodyWithin(incoming, largestBodyBytes);
    if (!body)
      throw new AwsError(
        'RequestEntityTooLarge',
        `A body of more than ${String(largestBodyBytes)} bytes is not taken.`,
        413,
      );
    const request: SignedRequest = { method, target, headers, body };
    const signed = signatureOf(request);
    service = apiOf(signed?.service ?? serviceOfUnsigned(headers), path);
    if (method === 'OPTIONS' && crossOrigin) response = crossOrigin.preflight(path, headers);
    else {
      const { principal } = authenticate(request, signed, options.iam, options.region, (options.now ?? Date.now)());
      const host = services[service];
      if (!host) throw new AwsError('UnknownService', `The service ${service} is not hosted on this machine.`, 404);
      response = await host({
        service,
        principal,
        method,
        path,
        query: query === '' ? noQuery : new URLSearchParams(query),
        headers,
        body,
      });
    }
  } catch (fault) {
    response = encodeError(service, asAwsError(fault, service, options.log), requestId);
  }
  const origin = headers.origin;
  const shared =
    service === 's3' && origin && crossOrigin && method !== 'OPTIONS'
      ? crossOrigin.headersFor(path, method, origin)
      : {};
  const body = response.body ?? '';
  outgoing.writeHead(response.status, {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    ...shared,
    ...response.headers,
    ...(method === 'HEAD' || response.status === 204 || response.status === 304
      ? {}
      : { 'content-length': String(Buffer.byteLength(body)) }),
  });
  outgoing.end(method === 'HEAD' ? undefined : body);
};

const headersOf = (incoming: IncomingMessage): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
  return headers;
};

/** SES has two APIs under one signing name, of two protocols. */
const apiOf = (service: string, path: string) => (service === 'ses' && path.startsWith('/v2/') ? 'sesv2' : service);

/** A guess at the service of an unsigned request: it only decides in which protocol the refusal is written. */
const serviceOfUnsigned = (headers: Readonly<Record<string, string>>) => {
  if (!headers['x-amz-target']) return 's3';
  return headers['content-type']?.endsWith('1.1') ? 'kms' : 'dynamodb';
};

const asAwsError = (fault: unknown, service: string, log: Log): AwsError => {
  if (fault instanceof AwsError) return fault;
  log('aws-endpoint', `${service} failed`, fault);
  return new AwsError(
    service === 's3' ? 'InternalError' : 'InternalFailure',
    'We encountered an internal error. Please try again.',
    500,
  );
};
