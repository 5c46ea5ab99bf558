import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log, Running } from '../kernel.ts';
import type { MailQuery, MailStore } from './mail-store.ts';
import { listPage, mailPage, notFoundPage, readMail } from './outbox-pages.ts';

export type OutboxOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly mails: MailStore;
  readonly log: Log;
};

type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

const pageSize = 50;
const mostListed = 1000;

/**
 * What was sent, as a page and as JSON: `/`, `/mails/{id}`, `/mails?to&after&limit` (`{ total, mails }`, newest last;
 * `after` an id or a time),
 * `/mails/{id}.json`, `/mails/{id}.eml`, `/mails/{id}/attachments/{index}`.
 */
export const startOutbox = async ({
  port,
  mails,
  log,
}: OutboxOptions): Promise<Running & { readonly port: number }> => {
  const server = createServer((request, response) => {
    answer(mails, request).then(
      (found) => {
        send(response, found);
      },
      (fault: unknown) => {
        log('outbox', `${request.url ?? ''} failed`, fault);
        send(response, { status: 500, type: 'text/plain', body: 'The mail could not be shown.' });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
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

const send = (response: ServerResponse, { status, type, body, headers }: Answer) => {
  response.writeHead(status, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ...headers,
  });
  response.end(body);
};

const html = (body: string, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const json = (value: unknown, status = 200): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

const answer = async (mails: MailStore, request: IncomingMessage): Promise<Answer> => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return json({ message: 'Only GET.' }, 405);
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/') return list(mails, url.searchParams);
  if (url.pathname === '/mails') return listJson(mails, url.searchParams);
  const [, id, form, attachment] = /^\/mails\/(\d+)(?:(\.json|\.eml)|\/attachments\/(\d+))?$/.exec(url.pathname) ?? [];
  const summary = id === undefined ? undefined : mails.summary(id);
  const raw = summary && mails.raw(summary.id);
  if (!summary || !raw)
    return form === '.json' ? json({ message: 'There is no such mail.' }, 404) : html(notFoundPage(), 404);
  if (form === '.eml')
    return {
      status: 200,
      type: 'message/rfc822',
      body: raw,
      headers: { 'content-disposition': `attachment; filename="${summary.sesMessageId}.eml"` },
    };
  const content = await readMail(raw);
  if (attachment !== undefined) {
    const part = content.attachments[Number(attachment)];
    return part
      ? {
          status: 200,
          type: 'application/octet-stream',
          body: part.content,
          headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(part.filename)}` },
        }
      : html(notFoundPage(), 404);
  }
  if (form === undefined) return html(mailPage(summary, content));
  const { safeHtml: _, attachments, ...shown } = content;
  return json({
    ...summary,
    ...shown,
    attachments: attachments.map(({ content: __, ...each }, index) => ({
      ...each,
      href: `/mails/${summary.id}/attachments/${String(index)}`,
    })),
  });
};

const list = (mails: MailStore, asked: URLSearchParams): Answer => {
  const before = asked.get('before');
  const filter = { text: asked.get('q') ?? '', ...optional(asked, 'to') };
  const found = mails.list({ ...filter, ...(before ? { before } : {}), limit: pageSize + 1 });
  const shown = found.slice(-pageSize);
  return html(
    listPage({
      mails: shown,
      total: mails.count(filter),
      text: filter.text,
      to: filter.to ?? '',
      isFirst: !before,
      ...(found.length > pageSize ? { older: shown[0]!.id } : {}),
    }),
  );
};

/** With `after`, the oldest first, so that a reader who passes the last id on misses nothing. */
const listJson = (mails: MailStore, asked: URLSearchParams): Answer => {
  const after = asked.get('after');
  if (after !== null && !/^\d+$/.test(after) && Number.isNaN(Date.parse(after)))
    return json({ message: '`after` is a mail id or an ISO 8601 time.' }, 400);
  const filter = { ...optional(asked, 'to') };
  const limit = Math.min(Math.max(1, Number(asked.get('limit') ?? mostListed) || mostListed), mostListed);
  const query: MailQuery = {
    ...filter,
    ...optional(asked, 'before'),
    limit,
    ...(after ? { after, oldestFirst: true } : {}),
  };
  return json({ total: mails.count(filter), mails: mails.list(query) });
};

const optional = <Name extends string>(asked: URLSearchParams, name: Name): Partial<Record<Name, string>> => {
  const value = asked.get(name);
  return (value ? { [name]: value } : {}) as Partial<Record<Name, string>>;
};
