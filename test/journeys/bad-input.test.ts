import { connect } from 'node:net';
import { SignJWT, generateKeyPair } from 'jose';
import { type DeskClient, deskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import type { Operation } from '../../shared/contracts/http/define-operation.ts';
import { operations } from '../../shared/contracts/http/operations.ts';
import { sampleRequests, withValueAt } from '../support/sample-requests.ts';
import { tokenFor } from '../support/sign-in.ts';

jest.setTimeout(120_000);

type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

let desk: OpenDesk;
let mina: DeskClient;
let number: number;

beforeAll(async () => {
  desk = await openDesk();
  mina = await desk.signIn('mina@example.com');
  number = (
    await mina.call('createTicket', {
      params: { serviceId: 'care' },
      body: { title: 'by hand', html: '<p>text</p>', customer: { email: 'someone@customer.example.com' } },
    })
  ).body.number;
});
afterAll(() => desk.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const tickets = '/services/care/tickets';

describe('bad input is answered by a clear problem', () => {
  it.each([
    ['broken JSON', 'POST', tickets, '{"title":', 400, 'validation_failed'],
    [
      'an unknown field',
      'POST',
      tickets,
      '{"title":"x","html":"<p>x</p>","customer":{},"status":"resolved"}',
      400,
      'validation_failed',
    ],
    ['a missing field', 'POST', tickets, '{"html":"<p>x</p>","customer":{}}', 400, 'validation_failed'],
    ['an empty body', 'POST', tickets, '', 400, 'validation_failed'],
    [
      'text that is empty once it is sanitized',
      'POST',
      tickets,
      '{"title":"x","html":"<script>1</script>","customer":{}}',
      400,
      'validation_failed',
    ],
    ['an unknown list', 'GET', `${tickets}?list=everything`, undefined, 400, 'validation_failed'],
    ['an unknown query parameter', 'GET', `${tickets}?status=unknown`, undefined, 400, 'validation_failed'],
    ['a forged cursor', 'GET', `${tickets}?cursor=abc`, undefined, 400, 'validation_failed'],
    ['a ticket number that is none', 'GET', `${tickets}/abc`, undefined, 400, 'validation_failed'],
    ['a ticket that is not there', 'GET', `${tickets}/999999`, undefined, 404, 'ticket_not_found'],
    ['a foreign service', 'GET', '/services/engineering/tickets', undefined, 404, 'service_not_found'],
    ['a service that is not there', 'GET', '/services/nowhere/tickets', undefined, 404, 'service_not_found'],
  ] as const)('%s', async (_name, method, path, body, status, code) => {
    const answer = await mina.raw(method, path, { ...(body === undefined ? {} : { body, headers: JSON_TYPE }) });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      code,
      title: expect.any(String),
      type: expect.any(String),
      instance: expect.stringMatching(/^urn:request:/),
    });
  });

  it('names each wrong member by a JSON pointer', async () => {
    const answer = await mina.raw('POST', tickets, {
      body: JSON.stringify({ title: '', html: '<p>x</p>', customer: { email: 'no' } }),
      headers: JSON_TYPE,
    });
    expect((answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer)).toEqual(
      expect.arrayContaining(['#/title', '#/customer/email']),
    );
  });

  it('half a character at any place of any operation, and numbers in a path that are not of decimal digits', async () => {
    const admin = await desk.signIn('admin@example.com');
    const wrong: Request[] = [];
    for (const spec of Object.values(operations as Readonly<Record<string, Operation>>)) {
      const headers = {
        ...JSON_TYPE,
        ...(spec.headers.idempotencyKey === 'required' ? { 'idempotency-key': 'k' } : {}),
      };
      for (const {
        request: { params, body },
        places,
      } of sampleRequests(spec)) {
        const path = (over: Readonly<Record<string, string>> = {}) =>
          spec.path.replaceAll(
            /\{(\w+)\}/g,
            (_, name: string) =>
              over[name] ?? (name === 'serviceId' ? 'care' : encodeURIComponent(String(params[name]))),
          );
        const send = (url: string, json?: string) => {
          wrong.push({ method: spec.method, url, headers, ...(json === undefined ? {} : { body: json }) });
        };
        for (const place of places.filter(
          ({ path: [part], kind }) => part === 'body' && kind !== 'number' && kind !== 'object' && kind !== 'record',
        ))
          send(path(), JSON.stringify(withValueAt({ params, query: {}, body }, place.path, 'a\ud800').body));
        if ('number' in params)
          for (const number of ['0x10', '1e1', '%2B7', '%207', '7.0', '007', '%D9%A7'])
            send(path({ number }), body === undefined ? undefined : JSON.stringify(body));
      }
    }
    expect(wrong.length).toBeGreaterThan(400);
    const statuses = new Map<number, string[]>();
    for (const { method, url, ...init } of wrong) {
      const { status } = await admin.raw(method, url, init);
      statuses.set(status, [...(statuses.get(status) ?? []), `${method} ${url} ${init.body ?? ''}`]);
    }
    expect([...statuses].filter(([status]) => status !== 400)).toEqual([]);
  });

  it('a body of 10 MB and more', async () => {
    const answer = await mina.raw('POST', tickets, {
      body: JSON.stringify({ title: 'x', html: 'a'.repeat(10 * 1024 * 1024), customer: {} }),
      headers: JSON_TYPE,
    });
    expect(answer.status).toBe(413);
  });

  it('a body of 2 MB, which passes the gateway, is too large for the operation', async () => {
    const answer = await mina.raw('POST', tickets, {
      body: JSON.stringify({ title: 'x', html: 'a'.repeat(2 * 1024 * 1024), customer: {} }),
      headers: JSON_TYPE,
    });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  it('no token, a token of somebody else’s making and an expired one', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ token_use: 'access', client_id: 'x' })
      .setProtectedHeader({ alg: 'RS256', kid: 'x' })
      .setSubject('mina')
      .setExpirationTime('1h')
      .sign(privateKey);
    for (const token of [undefined, 'not-a-token', forged]) {
      const answer = await deskClient(desk.url, token).raw('GET', '/me');
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ message: 'Unauthorized' });
    }
  });

  it('an ID token, which only says who somebody is, opens no operation', async () => {
    const { idToken, accessToken } = await tokenFor(desk.url, 'mina@example.com', 'Handover-Test-1');
    const withIdToken = deskClient(desk.url, idToken);
    const answers = await Promise.all(
      Object.values(operations).map(
        async ({ method, path }) => (await withIdToken.raw(method, path.replaceAll(/\{\w+\}/g, '1'))).status,
      ),
    );
    expect(new Set(answers)).toEqual(new Set([403]));
    const answer = await withIdToken.raw('GET', '/me');
    expect(answer.body).toEqual({ message: 'Forbidden' });
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
    expect((await deskClient(desk.url, accessToken).raw('GET', '/me')).status).toBe(200);
  });

  it('a command that the status does not allow', async () => {
    const answer = await mina.call('resolveTicket', {
      params: { serviceId: 'care', number },
      body: { html: '<p>x</p>' },
    });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'illegal_transition',
        status: 409,
        ticketStatus: 'unassigned',
        allowed: expect.arrayContaining(['keep', 'comment']),
      },
    });
  });

  it('a stale If-Match', async () => {
    const answer = await mina.call('commentTicket', {
      params: { serviceId: 'care', number },
      headers: { 'if-match': '"77"' },
      body: { html: '<p>x</p>' },
    });
    expect(answer).toMatchObject({ status: 412, body: { code: 'version_conflict' } });
  });

  it('a repeated create with the same Idempotency-Key makes one ticket; with another body it is refused', async () => {
    const create = (title: string) =>
      mina.call('createTicket', {
        params: { serviceId: 'care' },
        headers: { 'idempotency-key': 'same-key' },
        body: { title, html: '<p>x</p>', customer: {} },
      });
    const [first, second] = [await create('once'), await create('once')];
    expect(first.status).toBe(201);
    expect(second).toMatchObject({ status: 201, body: { number: first.body.number } });
    expect(await create('another')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('a path that no operation has', async () => {
    expect((await mina.raw('GET', '/services/care/nothing')).status).toBe(404);
  });

  it('a WebSocket without a ticket, with a forged one, and with a used one', async () => {
    const upgrade = (url: string) =>
      new Promise<number>((resolve, reject) => {
        const { hostname, port, pathname, search } = new URL(url);
        const socket = connect(Number(port), hostname, () => {
          socket.write(
            `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
          );
        });
        socket.once('data', (data) => {
          resolve(Number(data.toString().split(' ')[1]));
          socket.destroy();
        });
        socket.once('error', reject);
      });
    const { body } = await mina.call('createConnectTicket', { params: { serviceId: 'care' }, body: {} });
    expect(await upgrade(body.url)).toBe(401);
    for (const forged of ['forged', '', 'x'.repeat(5000), '%ED%A0%80', '%00', '%', '__proto__', 'a&ticket=b'])
      expect([forged.slice(0, 10), await upgrade(`${body.url}?ticket=${forged}`)]).toEqual([forged.slice(0, 10), 401]);
    expect(await upgrade(`${body.url}?ticket=${encodeURIComponent(body.ticket)}`)).toBe(101);
    expect(await upgrade(`${body.url}?ticket=${encodeURIComponent(body.ticket)}`)).toBe(401);
  });
});
