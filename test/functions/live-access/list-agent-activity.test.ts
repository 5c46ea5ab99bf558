import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/live-access/index.ts';
import { CONSOLE_OPEN_SECONDS, SEEN_DAYS } from '../../../shared/domain/desk/presence.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { anAgent, aService } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const DAY = 24 * 60 * 60;

const aDesk = async () => {
  const {
    deps,
    operator: { connections, directory, seen },
    log,
  } = await roleDesk('live-access');
  await directory.putService(aService());
  await directory.putAgent(anAgent({ agentId: 'boss', role: 'administrator' }));
  await directory.putAgent(anAgent({ agentId: 'mina' }));
  const handler = createHandler({ ...deps, log, now: () => NOW });
  return {
    connections,
    seen,
    ask: async (sub: string, serviceId = 'support') => {
      const answer = await handler(
        {
          routeKey: 'GET /services/{serviceId}/agent-activity',
          pathParameters: { serviceId },
          headers: {},
          requestContext: { authorizer: { jwt: { claims: { sub, token_use: 'access' } } } },
        },
        { awsRequestId: 'r1' } as Context,
      );
      return { status: answer.statusCode, body: JSON.parse(String(answer.body)) as Record<string, unknown> };
    },
  };
};

describe('listAgentActivity', () => {
  it('tells an administrator when each agent was last there, and whose console is open', async () => {
    const desk = await aDesk();
    for (const [agentId, seconds] of [
      ['mina', 120],
      ['jun', 3600],
      ['lost', CONSOLE_OPEN_SECONDS],
      ['years-ago', SEEN_DAYS * DAY],
      ['long-ago', SEEN_DAYS * DAY - 1],
    ] as const)
      await desk.seen.note('support', agentId, ago(seconds));
    await desk.seen.note('other', 'stranger', NOW);
    for (const agentId of ['mina', 'lost', 'new'])
      await desk.connections.add({ connectionId: agentId, serviceId: 'support', agentId }, ago(3600));
    expect(await desk.ask('boss')).toEqual({
      status: 200,
      body: {
        agents: [
          { agentId: 'jun', lastSeenAt: ago(3600).toISOString(), isOpen: false },
          { agentId: 'long-ago', lastSeenAt: ago(SEEN_DAYS * DAY - 1).toISOString(), isOpen: false },
          // Nobody said that its connection ended, and it says nothing any more.
          { agentId: 'lost', lastSeenAt: ago(CONSOLE_OPEN_SECONDS).toISOString(), isOpen: false },
          { agentId: 'mina', lastSeenAt: ago(120).toISOString(), isOpen: true },
        ],
      },
    });
  });

  it.each([
    ['an agent', 'mina', 'support', 403, 'forbidden'],
    ['an administrator of another service', 'boss', 'other', 404, 'service_not_found'],
  ])('refuses %s', async (_, sub, serviceId, status, code) => {
    expect(await (await aDesk()).ask(sub, serviceId)).toMatchObject({ status, body: { code } });
  });
});
