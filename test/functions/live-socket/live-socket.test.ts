import { createHandler } from '../../../functions/live-socket/live-socket.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { anAgent } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const aDesk = async () => {
  const { stage, deps, operator: { connections, directory }, log } = await roleDesk('live-socket');
  stage.consoles.setAway({ gone: ['gone'] });
  await connections.issueTicket('the-ticket', { serviceId: 'support', agentId: 'mina' }, NOW);
  await directory.putAgent(anAgent({ agentId: 'mina' }));
  const handle = createHandler({ ...deps, log, now: () => NOW });
  const { sent } = stage.consoles;
  return {
    connections, sent, directory,
    connect: (queryStringParameters?: Record<string, string> | null, connectionId = 'c1') => handle({ requestContext: { routeKey: '$connect', connectionId }, queryStringParameters }),
    disconnect: (connectionId = 'c1') => handle({ requestContext: { routeKey: '$disconnect', connectionId } }),
    say: (body?: string, connectionId = 'c1') => handle({ requestContext: { routeKey: '$default', connectionId }, body }),
    open: () => connections.listByService('support', NOW),
  };
};

describe('live-socket', () => {
  it('opens a connection for whom the ticket was issued', async () => {
    const desk = await aDesk();
    expect(await desk.connect({ ticket: 'the-ticket' })).toEqual({ statusCode: 200 });
    expect(await desk.open()).toEqual([{ connectionId: 'c1', serviceId: 'support', agentId: 'mina' }]);
  });

  it.each([['no query', undefined], ['null for a query', null], ['no ticket', {}], ['a ticket that nobody issued', { ticket: 'another' }]])('refuses with 401, given %s', async (_, query) => {
    const desk = await aDesk();
    expect(await desk.connect(query as never)).toEqual({ statusCode: 401 });
    expect(await desk.open()).toEqual([]);
  });

  it('refuses whoever left the service since their ticket was given', async () => {
    const desk = await aDesk();
    await desk.directory.putAgent(anAgent({ agentId: 'mina', active: false }));
    expect(await desk.connect({ ticket: 'the-ticket' })).toEqual({ statusCode: 401 });
    expect(await desk.open()).toEqual([]);
  });

  it('refuses a ticket that was used', async () => {
    const desk = await aDesk();
    await desk.connect({ ticket: 'the-ticket' });
    expect(await desk.connect({ ticket: 'the-ticket' }, 'c2')).toEqual({ statusCode: 401 });
    expect(await desk.open()).toHaveLength(1);
  });

  it('forgets a console that disconnects, once or twice', async () => {
    const desk = await aDesk();
    await desk.connect({ ticket: 'the-ticket' });
    expect([await desk.disconnect(), await desk.disconnect()]).toEqual([{ statusCode: 200 }, { statusCode: 200 }]);
    expect(await desk.open()).toEqual([]);
  });

  it('answers a ping with a pong', async () => {
    const desk = await aDesk();
    expect(await desk.say('{"type":"ping"}')).toEqual({ statusCode: 200 });
    expect(desk.sent).toEqual([{ connectionId: 'c1', message: { type: 'pong' } }]);
  });

  it.each([['no text', undefined], ['no JSON', 'hello'], ['null', 'null'], ['an unknown message', '{"type":"shout"}'], ['an unknown member', '{"type":"ping","loud":true}'],
    ['a ticket that can’t be', '{"type":"presence","number":-1}'], ['a state that nobody is in', '{"type":"presence","number":7,"state":"asleep"}'], ['presence without a ticket', '{"type":"presence"}']])('says that it does not understand %s', async (_, body) => {
    const desk = await aDesk();
    expect(await desk.say(body)).toEqual({ statusCode: 200 });
    expect(desk.sent).toEqual([{ connectionId: 'c1', message: { type: 'error', code: 'unknown_message' } }]);
  });

  it('takes it well when the console is gone before the pong', async () => {
    expect(await (await aDesk()).say('{"type":"ping"}', 'gone')).toEqual({ statusCode: 200 });
  });
});
