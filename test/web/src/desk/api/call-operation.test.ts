import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operations } from '../../../../../shared/contracts/http/operations.ts';
import { createCall, type Call } from '../../../../../web/src/desk/api/call-operation.ts';
import { ProblemError, UnknownOutcomeError } from '../../../../../web/src/desk/api/problem-error.ts';
import { aTicketView } from '../../../support/ticket-views.ts';

type Heard = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
type Answer = { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };

const heard: Heard[] = [];
const answers: Answer[] = [];
let server: Server;
let apiUrl: string;

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});
const aTicket = (over: Readonly<Record<string, unknown>> = {}): unknown => ({
  ...aTicketView({
    number: 12,
    version: 4,
    status: 'processing',
    customer: { email: 'mina@example.com' },
    assigneeId: 'agent-1',
    allowed: ['comment'],
  }),
  fields: [],
  ...over,
});
const aProblem = (over: Readonly<Record<string, unknown>>): unknown => ({
  type: 'about:blank',
  title: 'No',
  status: 409,
  code: 'illegal_transition',
  ...over,
});

const aCall = ({
  token = 'token-1',
  renewed = null,
}: { readonly token?: string | null; readonly renewed?: string | null } = {}): Call =>
  createCall({ apiUrl, fetch, accessToken: () => Promise.resolve(token), renew: () => Promise.resolve(renewed) });

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      const answer = answers.shift() ?? { status: 500, body: 'nothing prepared' };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  apiUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
  });
});
beforeEach(() => {
  heard.length = 0;
  answers.length = 0;
});

describe('given an operation of the contract', () => {
  test('when it is called, then its path, query, token and headers go out as it says', async () => {
    answers.push(json(200, aTicket()));
    await aCall()(operations.keepTicket, {
      params: { serviceId: 'shop & co', number: 12 },
      body: { groupId: 'g-1' },
      ifMatch: 3,
      idempotencyKey: 'decision-1',
    });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      url: '/services/shop%20%26%20co/tickets/12/keep',
      body: '{"groupId":"g-1"}',
    });
    expect(heard[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'if-match': '"3"',
      'idempotency-key': 'decision-1',
      'content-type': 'application/json',
    });
  });

  test('when it is a query, then no body goes out and absent conditions stay out of the address', async () => {
    answers.push(json(200, { rows: [], nextCursor: null }));
    await aCall()(operations.listTickets, {
      params: { serviceId: 'shop' },
      query: { list: 'all_unassigned', cursor: undefined, limit: 50 },
    });
    expect(heard[0]).toMatchObject({
      method: 'GET',
      url: '/services/shop/tickets?list=all_unassigned&limit=50',
      body: '',
    });
    expect(heard[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('when the answer fits the contract, then it is returned parsed', async () => {
    answers.push(json(200, aTicket({ version: 5 })));
    await expect(aCall()(operations.getTicket, { params: { serviceId: 'shop', number: 12 } })).resolves.toMatchObject({
      number: 12,
      version: 5,
    });
  });

  test.each([
    ['is not of the contract', json(200, aTicket({ status: 'napping' }))],
    ['is no JSON', { status: 200, body: '<html>' }],
    ['is a refusal nobody knows', { status: 404, body: '<html>' }],
  ])('when the answer %s, then the outcome is unknown', async (_, answer) => {
    answers.push(answer);
    const called = aCall()(operations.getTicket, { params: { serviceId: 'shop', number: 12 } });
    await expect(called).rejects.toBeInstanceOf(UnknownOutcomeError);
    await expect(called).rejects.toMatchObject({ reason: 'answer' });
  });
});

describe('given the API refuses', () => {
  test('when it says why, then the error carries code, status and members', async () => {
    answers.push(json(409, aProblem({ ticketStatus: 'processing', assigneeId: 'agent-2', assigneeName: 'Mina' })));
    const called = aCall()(operations.keepTicket, { params: { serviceId: 'shop', number: 12 }, body: {} });
    await expect(called).rejects.toBeInstanceOf(ProblemError);
    await expect(called).rejects.toMatchObject({
      code: 'illegal_transition',
      status: 409,
      problem: { assigneeName: 'Mina' },
    });
  });

  test.each([
    [401, 'unauthenticated'],
    [429, 'rate_limited'],
    [502, 'internal_error'],
  ])('when the gateway answers %d without a problem, then the code is %s', async (status, code) => {
    answers.push({ status, body: '{"message":"no"}', headers: { 'retry-after': '7' } });
    await expect(aCall()(operations.getMe, { params: {} })).rejects.toMatchObject({ code, status, retryAfter: 7 });
  });

  test('when the token has run out, then a fresh one is tried once', async () => {
    answers.push({ status: 401, body: '' }, json(200, aTicket()));
    await aCall({ renewed: 'token-2' })(operations.getTicket, { params: { serviceId: 'shop', number: 12 } });
    expect(heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('when the gateway misses its scope in the token, then a fresh token is tried once, and none means that the session is over', async () => {
    const forbidden = {
      status: 403,
      body: '{"message":"Forbidden"}',
      headers: {
        'content-type': 'application/json',
        'www-authenticate': 'Bearer scope="desk/console" error="insufficient_scope"',
      },
    };
    answers.push(forbidden, json(200, aTicket()), forbidden);
    await aCall({ renewed: 'token-2' })(operations.getTicket, { params: { serviceId: 'shop', number: 12 } });
    expect(heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    await expect(aCall()(operations.getMe, { params: {} })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('when an operation forbids it, then no fresh token is asked for', async () => {
    answers.push({
      ...json(403, aProblem({ status: 403, code: 'forbidden' })),
      headers: { 'content-type': 'application/problem+json' },
    });
    await expect(aCall({ renewed: 'token-2' })(operations.getMe, { params: {} })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(heard).toHaveLength(1);
  });

  test('when the session is over, then the request is not repeated', async () => {
    answers.push({ status: 401, body: '' });
    await expect(aCall({ renewed: null })(operations.getMe, { params: {} })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(heard).toHaveLength(1);
  });
});

describe('given the API is out of reach', () => {
  test('when it is called, then the outcome is unknown for the network', async () => {
    const call = createCall({
      apiUrl: 'http://127.0.0.1:1',
      fetch,
      accessToken: () => Promise.resolve(null),
      renew: () => Promise.resolve(null),
    });
    await expect(call(operations.getMe, { params: {} })).rejects.toMatchObject({
      name: 'UnknownOutcomeError',
      reason: 'network',
    });
  });

  test('when the caller gave up, then that is no fault of the network', async () => {
    const given = new AbortController();
    given.abort();
    await expect(aCall()(operations.getMe, { params: {}, signal: given.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

test('given the token can not be renewed for now, when an operation is called, then the outcome is unknown and nobody is signed out', async () => {
  const call = createCall({
    apiUrl,
    fetch,
    accessToken: () => Promise.reject(new TypeError('Failed to fetch')),
    renew: () => Promise.resolve(null),
  });
  await expect(call(operations.getMe, { params: {} })).rejects.toMatchObject({ reason: 'network' });
  expect(heard).toHaveLength(0);
});
