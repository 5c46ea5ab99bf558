import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned, type SelfSigned } from '../self-signed-certificate.ts';

/** A call as it arrived, and when. Milliseconds. */
export type ReceivedCall = {
  readonly at: number;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** What a web server says of an address that it doesn't know: markup, and a line that is wider than any pane. */
const PAGE = [
  `<html><body><h1 onclick="document.title='taken over'">Not found</h1>`,
  `${'0123456789'.repeat(40)}</body></html>`,
].join('\n');

/** Milliseconds between two notices that a hook takes. */
const HOOK_PACE = 1000;

const answer = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
};
const doorayAnswer = (isSuccessful: boolean, resultCode: number, resultMessage: string) =>
  JSON.stringify({ header: { isSuccessful, resultCode, resultMessage }, result: null });

/**
 * What answers the calls and notices of triggers. `/services/…` are messenger hooks of Dooray!, each of which takes one
 * notice a second and answers 429 to others. `/calls` takes every call; beside it are receivers that go wrong:
 * `/status/500`, `/status/429?after=60` (Retry-After), `/fails/2` (so many times for each id), `/slow`, `/hangs-up`,
 * `/long`, `/page` (404 and a page of HTML), and of hooks `/services/fault/…` (text with status 200) and
 * `/services/refuses/…` (no success with status 200).
 */
export const outsideReceivers = (now: () => number = Date.now) => {
  const received: ReceivedCall[] = [];
  const hooks = new Map<string, number>();
  const failed = new Map<string, number>();

  const takeNotice = (path: string, at: number, response: ServerResponse) => {
    if (path.startsWith('/services/fault')) return answer(response, 200, 'SERVER_GENERAL_ERROR');
    if (path.startsWith('/services/refuses')) return answer(response, 200, doorayAnswer(false, -1, 'Not allowed'));
    if (at - (hooks.get(path) ?? -Infinity) < HOOK_PACE)
      return answer(response, 429, doorayAnswer(false, 429, 'Too many requests'));
    hooks.set(path, at);
    return answer(response, 200, doorayAnswer(true, 0, ''));
  };
  const takeCall = ({ path, headers }: ReceivedCall, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(path, 'https://localhost');
    const [, what = '', detail = ''] = pathname.split('/');
    switch (what) {
      case 'calls':
        return answer(response, 200, '{"ok":true}');
      case 'status': {
        const after = searchParams.get('after');
        return answer(response, Number(detail), '{"ok":false}', after === null ? {} : { 'retry-after': after });
      }
      case 'fails': {
        const id = String(headers['x-handover-id']);
        const times = (failed.get(id) ?? 0) + 1;
        failed.set(id, times);
        return answer(response, times > Number(detail) ? 200 : 503, '{}');
      }
      case 'long':
        return answer(response, 200, '가'.repeat(2000));
      case 'page':
        return answer(response, 404, PAGE, { 'content-type': 'text/html' });
      case 'slow':
        return undefined;
      case 'hangs-up':
        return response.socket?.destroy();
      default:
        return answer(response, 404, '{}');
    }
  };
  return {
    received,
    /** Answers a call that was read; false for a path that is none of its own. */
    take(path: string, headers: IncomingMessage['headers'], body: string, response: ServerResponse): boolean {
      if (!/^\/(?:calls|services|status|fails|long|page|slow|hangs-up)(?:[/?]|$)/.test(path)) return false;
      const call = { at: now(), path, headers, body };
      received.push(call);
      if (path.startsWith('/services/')) takeNotice(path, call.at, response);
      else takeCall(call, response);
      return true;
    },
  };
};

export type OutsideReceiversSimulator = {
  /** `https://localhost:…` */
  readonly url: string;
  readonly host: string;
  /** PEM that its certificate is trusted by. */
  readonly authority: string;
  readonly received: ReceivedCall[];
  stop(): Promise<void>;
};

/** Starts the receivers on a port of their own. */
export const startOutsideReceivers = async (tls: SelfSigned = selfSigned()): Promise<OutsideReceiversSimulator> => {
  const receivers = outsideReceivers();
  const server = createServer({ key: tls.key, cert: tls.certificate }, (request, response) => {
    void bodyOf(request)
      .then((body) => {
        if (!receivers.take(request.url ?? '/', request.headers, body, response)) answer(response, 404, '{}');
      })
      .catch(() => {
        response.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const host = `localhost:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `https://${host}`,
    host,
    authority: tls.certificate,
    received: receivers.received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};
