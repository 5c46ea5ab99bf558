import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { bareHost, isPublicAddress } from './public-address.ts';

/** The failure as the caller sees it; the error's `cause` has the details. */
export type OutboundFailure = 'timeout' | 'address_refused' | 'unreachable' | 'redirect_refused' | 'too_large';
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly failure: OutboundFailure;
  constructor(failure: OutboundFailure, cause?: unknown) {
    super(`An outside address could not be asked: ${failure}`, { cause });
    this.failure = failure;
  }
}

export type GuardedHttpsOptions = {
  /**
   * Hosts with ports (`name:port`) that may have any address: the simulators of a local host. A name without a port
   * allows nothing.
   */
  readonly allowedHosts?: readonly string[];
  /** PEM of the certificate that is trusted for allowed hosts, in place of the public authorities. */
  readonly authority?: string;
  /** Returns all addresses of a name. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
};

export type OutboundCall = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** Absent: none is sent. */
  readonly body?: string | Uint8Array;
  /** Of the body; application/json unless it is given. */
  readonly contentType?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that are not sent to another origin after a redirect. */
  readonly ownHeaders?: Readonly<Record<string, string>>;
  /** Other origins to which a redirect takes `ownHeaders` along. */
  readonly takesOwnHeaders?: (url: URL) => boolean;
  /** Names of headers, in lower case, that are to be handed back. */
  readonly answerHeaders?: readonly string[];
  /** For the whole call: name resolution, connections, redirects and the last byte of the response. */
  readonly timeoutMilliseconds: number;
  /** Of the response body. */
  readonly maxBytes: number;
  /** A longer body is cut there; otherwise it is a failure. */
  readonly isCut?: boolean;
};
/** A POST of JSON. */
export type OutboundPost = Omit<
  OutboundCall,
  'method' | 'body' | 'contentType' | 'takesOwnHeaders' | 'answerHeaders'
> & { readonly body: string };
export type OutboundAnswer = {
  readonly status: number;
  readonly body: Buffer;
  /** Where the answer says when to come again, in seconds. */
  readonly retryAfterSeconds?: number;
  /** Those of `answerHeaders` that came, once each. */
  readonly headers?: Readonly<Record<string, string>>;
};
export type GuardedHttps = {
  /** Throws an OutboundError when there is no complete response. */
  post(call: OutboundPost): Promise<OutboundAnswer>;
  /** Throws an OutboundError when there is no complete response. */
  send(call: OutboundCall): Promise<OutboundAnswer>;
};

const REDIRECTS = 3;
/** Redirects that repeat the call. After a 303 a POST would be a GET without its body. */
const REDIRECT_STATUSES = new Set([301, 302, 307, 308]);
const HEADER_BYTES = 16 * 1024;

/**
 * Calls addresses that users configured, limited to the public internet: https only, each name is resolved once, all
 * its addresses are checked, and the connection is made to those addresses; again for each of at most three redirects.
 */
export const guardedHttps = ({
  allowedHosts = [],
  authority,
  resolve = (hostname) => lookup(hostname, { all: true }),
}: GuardedHttpsOptions = {}): GuardedHttps => {
  const isAllowed = ({ hostname, port }: URL) => allowedHosts.includes(`${hostname}:${port === '' ? '443' : port}`);

  const admit = async (url: URL, signal: AbortSignal): Promise<readonly LookupAddress[]> => {
    const host = bareHost(url.hostname);
    const family = isIP(host);
    const addresses = family === 0 ? await orAborted(resolve(host), signal) : [{ address: host, family }];
    if (addresses.length === 0) throw new OutboundError('unreachable');
    if (!isAllowed(url) && !addresses.every(({ address }) => isPublicAddress(address)))
      throw new OutboundError('address_refused');
    return addresses;
  };

  const sendTo = async (
    url: URL,
    { method, body, contentType = 'application/json', headers, answerHeaders, maxBytes, isCut = false }: OutboundCall,
    signal: AbortSignal,
  ): Promise<OutboundAnswer & { readonly location?: string }> => {
    const addresses = await admit(url, signal);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      // A new connection each time: a kept one could lead to an address of an earlier resolution.
      request(url, {
        method,
        agent: false,
        signal,
        lookup: pinned(addresses),
        maxHeaderSize: HEADER_BYTES,
        minVersion: 'TLSv1.2',
        ...(authority !== undefined && isAllowed(url) && { ca: authority }),
        headers: {
          ...headers,
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...(body !== undefined && { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }),
        },
      })
        .once('response', resolve)
        .on('error', reject)
        .end(body);
    });
    const { statusCode: status = 0, headers: answered } = response;
    const { location, 'retry-after': retryAfter = '' } = answered;
    if (REDIRECT_STATUSES.has(status)) {
      response.destroy();
      return { status, body: Buffer.alloc(0), ...(location === undefined ? {} : { location }) };
    }
    return {
      status,
      body: await readAll(response, maxBytes, isCut),
      ...(/^\d{1,9}$/.test(retryAfter) && { retryAfterSeconds: Number(retryAfter) }),
      ...(answerHeaders && { headers: singleHeaders(answered, answerHeaders) }),
    };
  };

  const client: GuardedHttps = {
    post: (call) => client.send({ ...call, method: 'POST' }),
    async send(call) {
      const signal = AbortSignal.timeout(call.timeoutMilliseconds);
      try {
        const first = httpsUrl(call.url, undefined, 'address_refused');
        let url = first;
        for (let redirects = 0; ; redirects += 1) {
          const isOwn = url.origin === first.origin || call.takesOwnHeaders?.(url) === true;
          const headers = { ...call.headers, ...(isOwn && call.ownHeaders) };
          const { location, ...answer } = await sendTo(url, { ...call, headers }, signal);
          if (!REDIRECT_STATUSES.has(answer.status)) return answer;
          if (redirects === REDIRECTS || location === undefined) throw new OutboundError('redirect_refused');
          url = httpsUrl(location, url, 'redirect_refused');
        }
      } catch (cause) {
        if (signal.aborted) throw new OutboundError('timeout', cause);
        throw cause instanceof OutboundError ? cause : new OutboundError('unreachable', cause);
      }
    },
  };
  return client;
};

/** Of these headers those that came with one value. */
const singleHeaders = (
  headers: IncomingMessage['headers'],
  names: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** Requires https without user name and password, which would be sent as an Authorization header. */
const httpsUrl = (text: string, base: URL | undefined, otherwise: OutboundFailure): URL => {
  const url = URL.parse(text, base?.href);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') throw new OutboundError(otherwise);
  return url;
};

/** A `lookup` that returns the checked addresses, even if the name resolves to others by now. */
const pinned =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    if (all === true) callback(null, [...addresses]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };

const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

const readAll = async (response: IncomingMessage, maxBytes: number, isCut: boolean): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A throw inside the loop destroys the response and its connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes && !isCut) throw new OutboundError('too_large');
    chunks.push(chunk);
    // Leaving the loop destroys the response, too.
    if (bytes >= maxBytes && isCut) return Buffer.concat(chunks).subarray(0, maxBytes);
  }
  return Buffer.concat(chunks);
};
