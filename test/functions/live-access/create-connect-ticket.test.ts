import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/live-access/index.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { anAgent, aService } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const aDesk = async () => {
  const {
    deps,
    operator: { connections, directory },
    log,
  } = await roleDesk('live-access');
  await directory.putService(aService());
  await directory.putAgent(anAgent({ agentId: 'mina' }));
  await directory.putAgent(anAgent({ agentId: 'gone', active: false }));
  let issued = 0;
  const handler = createHandler({
    ...deps,
    log,
    now: () => NOW,
    liveUrl: 'wss://live.example.com/live',
    newTicket: () => {
      issued += 1;
      return `ticket-${issued}`;
    },
  });
  const ask = async (sub: string | undefined, { serviceId = 'support', body = '{}' } = {}) => {
    const answer = await handler(
      {
        routeKey: 'POST /services/{serviceId}/connect-tickets',
        pathParameters: { serviceId },
        headers: { 'content-type': 'application/json' },
        body,
        requestContext: sub === undefined ? {} : { authorizer: { jwt: { claims: { sub, token_use: 'access' } } } },
      },
      { awsRequestId: 'r1' } as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(String(answer.body)) as Record<string, unknown> };
  };
  return { ask, connections };
};

describe('createConnectTicket', () => {
  it('gives an agent of the service a ticket that opens one connection as that agent', async () => {
    const { ask, connections } = await aDesk();
    expect(await ask('mina')).toEqual({
      status: 201,
      body: { ticket: 'ticket-1', url: 'wss://live.example.com/live', expiresAt: '2026-11-22T09:01:00.000Z' },
    });
    expect(await connections.redeemTicket('ticket-1', NOW)).toEqual({ serviceId: 'support', agentId: 'mina' });
  });

  it('gives another ticket each time', async () => {
    const { ask } = await aDesk();
    await ask('mina');
    expect((await ask('mina')).body).toMatchObject({ ticket: 'ticket-2' });
  });

  it.each([
    ['nobody', undefined, {}, 401, 'unauthenticated'],
    ['a stranger', 'stranger', {}, 404, 'service_not_found'],
    ['an agent who left', 'gone', {}, 404, 'service_not_found'],
    ['an agent of another service', 'mina', { serviceId: 'elsewhere' }, 404, 'service_not_found'],
    ['a body with more than asked for', 'mina', { body: '{"agentId":"jun"}' }, 400, 'validation_failed'],
  ])('refuses %s', async (_, sub, request, status, code) => {
    const { ask, connections } = await aDesk();
    expect(await ask(sub, request)).toMatchObject({ status, body: { code } });
    expect(await connections.redeemTicket('ticket-1', NOW)).toBeUndefined();
  });
});
