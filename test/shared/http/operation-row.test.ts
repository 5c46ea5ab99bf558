import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { defineOperation } from '../../../shared/contracts/http/define-operation.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { err, ok } from '../../../shared/domain/kernel/result.ts';
import { byAgentId, command, edit, make, requestedPage, query, serveRows } from '../../../shared/http/operation.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { anAgent } from '../../support/tickets.ts';

/** A contract whose body and query take any member, as none of the desk's does. */
const contract = {
  operationId: 'resolveTicket',
  summary: 'Takes whatever it is given',
  path: '/services/{serviceId}/tickets/{number}',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: () => z.object({ serviceId: z.string(), number: z.coerce.number() }),
  query: () => z.looseObject({}),
  response: { status: 200, schema: () => z.object({ done: z.boolean() }) },
  headers: { ifMatch: true, idempotencyKey: true, etag: false },
  problems: [],
} as const;
const loose = defineOperation({ ...contract, method: 'POST', body: () => z.looseObject({ title: z.string() }) });
const read = defineOperation({ ...contract, method: 'GET', body: null });

/** What somebody would send who wants to be somebody else, or to work on another ticket. */
const FORGED = {
  caller: { agentId: 'boss' },
  agent: { agentId: 'boss', role: 'administrator', serviceId: 'other' },
  agentId: 'boss',
  correlationId: 'forged',
  expectedVersion: 99,
  idempotency: { callerId: 'boss', key: 'k', requestHash: 'h' },
  serviceId: 'other',
  number: 2,
};
const agent = anAgent({ agentId: 'first', serviceId: 'support' });
const deps = {
  directory: { findAgent: async () => agent },
  log: memoryLog(),
  tickets: { bindClaim: async () => 'bound' as const },
};

/** Sends a request by the first agent to ticket 1 of the service, and gives the answer. */
const send = (
  row: Parameters<typeof serveRows>[1][number],
  {
    body,
    queryText = {},
    headers = {},
  }: {
    readonly body?: object;
    readonly queryText?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  },
) =>
  serveRows(deps, [row])(
    {
      routeKey: `${row.spec.method} ${row.spec.path}`,
      pathParameters: { serviceId: 'support', number: '1' },
      queryStringParameters: queryText,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
      requestContext: { authorizer: { jwt: { claims: { sub: 'first', token_use: 'access' } } } },
    },
    { awsRequestId: 'request' } as Context,
  );

/** The row with a use case that notes what it is asked. */
const noting = () => {
  const asked: Record<string, unknown>[] = [];
  return {
    asked,
    useCase: async (given: object) => {
      asked.push({ ...given });
      return ok({ done: true });
    },
  };
};
const WHO_ASKS = { caller: { agentId: 'first' }, agent, correlationId: 'request', serviceId: 'support', number: 1 };

describe('a request can’t say who asks, nor stand over its path', () => {
  it('by its body', async () => {
    const { asked, useCase } = noting();
    await send(command(loose, useCase), { body: { title: 'kept', ...FORGED } });
    expect(asked).toEqual([{ title: 'kept', ...WHO_ASKS }]);
  });

  it('by its query', async () => {
    const { asked, useCase } = noting();
    const texts = Object.fromEntries(Object.entries(FORGED).map(([name, value]) => [name, JSON.stringify(value)]));
    await send(query(read, useCase), { queryText: { title: 'kept', ...texts } });
    expect(asked).toEqual([{ title: 'kept', ...WHO_ASKS }]);
  });

  it.each(['changes', 'made'] as const)('by a body that stands in `%s`', async (member) => {
    const { asked, useCase } = noting();
    await send(member === 'made' ? make(loose, useCase) : edit(loose, useCase), { body: { title: 'kept', ...FORGED } });
    expect(asked).toEqual([{ ...WHO_ASKS, [member]: { title: 'kept', ...FORGED } }]);
  });

  it('where a use case knows the agent by the id alone', async () => {
    const { asked, useCase } = noting();
    await send(command(loose, byAgentId(useCase)), { body: { title: 'kept', ...FORGED } });
    const { agent: _agent, ...others } = WHO_ASKS;
    expect(asked).toEqual([{ title: 'kept', ...others, agentId: 'first' }]);
  });

  it('while its headers say what they are for', async () => {
    const { asked, useCase } = noting();
    await send(command(loose, useCase), {
      body: { title: 'kept', ...FORGED },
      headers: { 'if-match': '"3"', 'idempotency-key': 'mine' },
    });
    expect(asked).toMatchObject([{ expectedVersion: 3, idempotency: { callerId: 'first', key: 'mine' } }]);
  });
});

it('no contract names a member that says who asks, or that its path names too', () => {
  const reserved = ['caller', 'agent', 'correlationId', 'expectedVersion', 'idempotency'];
  const named = Object.values(operations).flatMap(({ operationId, params, query: texts, body }) =>
    [...Object.keys(texts.shape), ...Object.keys(body === null ? {} : body.shape)]
      .filter((name) => reserved.includes(name) || name === 'agentId' || name in params.shape)
      .map((name) => `${operationId}: ${name}`),
  );
  expect(named).toEqual([]);
});

describe('an answer', () => {
  it('leaves out what its schema does not name', async () => {
    const answer = await send(
      command(loose, async () => ok({ done: true, secret: 'not for you' })),
      { body: { title: 'kept' } },
    );
    expect(JSON.parse(answer.body!)).toEqual({ done: true });
  });

  it('is shown with what was asked', async () => {
    const row = command(
      loose,
      async () => ok(1),
      (value, asked) => ({ done: value === asked.number && asked.agent === agent }),
    );
    expect(JSON.parse((await send(row, { body: { title: 'kept' } })).body!)).toEqual({ done: true });
  });

  it('of a refusal is its problem, and nothing is shown', async () => {
    const row = command(
      loose,
      async (): Promise<ReturnType<typeof err<{ code: 'ticket_not_found'; number: number }>>> =>
        err({ code: 'ticket_not_found', number: 1 }),
      () => {
        throw new Error('A refusal has nothing to show');
      },
    );
    expect(await send(row, { body: { title: 'kept' } })).toMatchObject({ statusCode: 404 });
  });
});

it('a page begins at its cursor, newest first unless it says otherwise', () => {
  expect(requestedPage({ limit: 5 })).toEqual({ limit: 5, order: 'newest' });
  expect(requestedPage({ limit: 5, cursor: 'c', order: 'oldest' })).toEqual({ limit: 5, cursor: 'c', order: 'oldest' });
});
