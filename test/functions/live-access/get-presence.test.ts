import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/live-access/index.ts';
import { PRESENCE_SECONDS } from '../../../shared/domain/desk/presence.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { anAgent, aService } from '../../support/tickets.ts';

const aDesk = async () => {
  let time = Date.parse('2026-11-22T09:00:00.000Z');
  const now = () => new Date(time);
  const {
    deps,
    operator: { connections, directory, presence },
    log,
  } = await roleDesk('live-access');
  await directory.putService(aService());
  for (const agentId of ['mina', 'jun']) await directory.putAgent(anAgent({ agentId }));
  for (const [connectionId, agentId] of [
    ['c1', 'mina'],
    ['c2', 'mina'],
    ['c3', 'jun'],
  ] as const)
    await connections.add({ connectionId, serviceId: 'support', agentId }, now());
  const handler = createHandler({
    ...deps,
    log,
    now,
    liveUrl: 'wss://live.example.com/live',
    newTicket: () => 'ticket-1',
  });
  const call = async (
    routeKey: string,
    sub: string | undefined,
    pathParameters: Record<string, string>,
    body?: string,
  ) => {
    const answer = await handler(
      {
        routeKey,
        pathParameters: { serviceId: 'support', ...pathParameters },
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
        requestContext: sub === undefined ? {} : { authorizer: { jwt: { claims: { sub, token_use: 'access' } } } },
      },
      { awsRequestId: 'r1' } as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(String(answer.body)) as Record<string, unknown> };
  };
  return {
    presence,
    now,
    call,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    ask: (sub?: string, params: Record<string, string> = {}) =>
      call('GET /services/{serviceId}/tickets/{number}/presence', sub, { number: '7', ...params }),
  };
};

describe('getPresence', () => {
  it('shows who has the ticket open, each agent once', async () => {
    const desk = await aDesk();
    await desk.presence.arrive('c1', 7, 'viewing', desk.now());
    await desk.presence.arrive('c2', 7, 'typing', desk.now());
    await desk.presence.arrive('c3', 8, 'viewing', desk.now());
    expect(await desk.ask('jun')).toEqual({ status: 200, body: { present: [{ agentId: 'mina', state: 'typing' }] } });
    desk.pass(PRESENCE_SECONDS);
    expect(await desk.ask('jun')).toEqual({ status: 200, body: { present: [] } });
  });

  it.each([
    ['nobody', undefined, {}, 401],
    ['a stranger', 'stranger', {}, 404],
    ['an agent of another service', 'mina', { serviceId: 'elsewhere' }, 404],
    ['a number that is none', 'mina', { number: 'seven' }, 400],
  ])('refuses %s', async (_, sub, params, status) => {
    expect(await (await aDesk()).ask(sub, params)).toMatchObject({ status });
  });

  it('stands beside connect tickets in one function', async () => {
    const desk = await aDesk();
    expect(await desk.call('POST /services/{serviceId}/connect-tickets', 'mina', {}, '{}')).toMatchObject({
      status: 201,
      body: { ticket: 'ticket-1' },
    });
    expect(await desk.call('GET /services/{serviceId}', 'mina', {})).toMatchObject({
      status: 404,
      body: { code: 'route_not_found' },
    });
  });
});
