import { createHandler } from '../../../functions/live-connect/index.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { anAgent } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const aDesk = async ({ failing = false } = {}) => {
  const {
    deps,
    operator: { connections, directory, seen },
    log,
  } = await roleDesk('live-connect');
  await connections.issueTicket('the-ticket', { serviceId: 'support', agentId: 'mina' }, NOW);
  await directory.putAgent(anAgent({ agentId: 'mina' }));
  const broken = { ...deps.seen, note: () => Promise.reject(new Error('throttled')) };
  const handle = createHandler({ ...deps, seen: failing ? broken : deps.seen, log, now: () => NOW });
  return {
    directory,
    log,
    lastSeen: () => seen.find('support', 'mina', NOW),
    connect: (queryStringParameters?: Record<string, string> | null, connectionId = 'c1') =>
      handle({ requestContext: { routeKey: '$connect', connectionId }, queryStringParameters }),
    open: () => connections.listByService('support', NOW),
  };
};

describe('live-connect', () => {
  it('opens a connection for whom the ticket was issued', async () => {
    const desk = await aDesk();
    expect(await desk.connect({ ticket: 'the-ticket' })).toEqual({ statusCode: 200 });
    expect(await desk.open()).toEqual([{ connectionId: 'c1', serviceId: 'support', agentId: 'mina' }]);
    expect(await desk.lastSeen()).toEqual(NOW);
  });

  it('opens it also where it can not be recorded that the agent was seen', async () => {
    const desk = await aDesk({ failing: true });
    expect(await desk.connect({ ticket: 'the-ticket' })).toEqual({ statusCode: 200 });
    expect(await desk.open()).toHaveLength(1);
    expect(desk.log.lines).toMatchObject([
      { level: 'warn', message: 'agent_seen_failed', members: { serviceId: 'support', agentId: 'mina' } },
    ]);
  });

  it.each([
    ['no query', undefined],
    ['null for a query', null],
    ['no ticket', {}],
    ['a ticket that nobody issued', { ticket: 'another' }],
    ['an empty ticket', { ticket: '' }],
    ['a ticket of 10,000 characters', { ticket: 'x'.repeat(10_000) }],
    ['half a character', { ticket: 'a\ud800' }],
    ['a NUL', { ticket: '\0' }],
    ['characters that no ticket has', { ticket: 'the ticket' }],
    ['a reserved name', { ticket: '__proto__' }],
  ])('refuses with 401, given %s', async (_, query) => {
    const desk = await aDesk();
    expect(await desk.connect(query as never)).toEqual({ statusCode: 401 });
    expect(await desk.open()).toEqual([]);
  });

  it('refuses whoever left the service since their ticket was given', async () => {
    const desk = await aDesk();
    await desk.directory.putAgent(anAgent({ agentId: 'mina', active: false }));
    expect(await desk.connect({ ticket: 'the-ticket' })).toEqual({ statusCode: 401 });
    expect([await desk.open(), await desk.lastSeen()]).toEqual([[], undefined]);
  });

  it('refuses a ticket that was used', async () => {
    const desk = await aDesk();
    await desk.connect({ ticket: 'the-ticket' });
    expect(await desk.connect({ ticket: 'the-ticket' }, 'c2')).toEqual({ statusCode: 401 });
    expect(await desk.open()).toHaveLength(1);
  });
});
