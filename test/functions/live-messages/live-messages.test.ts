import { createHandler } from '../../../functions/live-messages/index.ts';
import { MESSAGES_LIMIT, MESSAGES_WINDOW_SECONDS } from '../../../shared/domain/desk/presence.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const aDesk = async ({ failing = false } = {}) => {
  const {
    stage,
    deps,
    operator: { connections },
    log,
  } = await roleDesk('live-messages');
  stage.consoles.setAway({ gone: ['gone'] });
  await connections.add({ connectionId: 'c1', serviceId: 'support', agentId: 'mina' }, NOW);
  const ended: string[] = [];
  let time = NOW.getTime();
  const closer = {
    close: async (connectionId: string) => {
      ended.push(connectionId);
      if (failing && ended.length === 1) throw new Error('throttled');
      return deps.closer.close(connectionId);
    },
  };
  const handle = createHandler({ ...deps, closer, log, now: () => new Date(time) });
  return {
    connections,
    sent: stage.consoles.sent,
    closed: stage.consoles.closed,
    ended,
    log,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    disconnect: (connectionId = 'c1') => handle({ requestContext: { routeKey: '$disconnect', connectionId } }),
    say: (body?: string, connectionId = 'c1') =>
      handle({ requestContext: { routeKey: '$default', connectionId }, body }),
    open: () => connections.listByService('support', NOW),
  };
};

describe('live-messages', () => {
  it('forgets a console that disconnects, once or twice', async () => {
    const desk = await aDesk();
    expect([await desk.disconnect(), await desk.disconnect()]).toEqual([{ statusCode: 200 }, { statusCode: 200 }]);
    expect(await desk.open()).toEqual([]);
  });

  it('answers a ping with a pong', async () => {
    const desk = await aDesk();
    expect(await desk.say('{"type":"ping"}')).toEqual({ statusCode: 200 });
    expect(desk.sent).toEqual([{ connectionId: 'c1', message: { type: 'pong' } }]);
  });

  it('keeps which ticket a console shows, and answers when it is kept', async () => {
    const desk = await aDesk();
    const shown = async () => (await desk.open()).map(({ shows }) => shows);
    await desk.say('{"type":"open","number":7}');
    expect(desk.sent.splice(0)).toEqual([{ connectionId: 'c1', message: { type: 'opened', number: 7 } }]);
    expect(await shown()).toEqual([7]);
    await desk.say('{"type":"open","number":null}');
    expect(desk.sent).toEqual([]);
    expect(await shown()).toEqual([undefined]);
  });

  it('says to a console whose connection it does not know that it does not understand it, so that it connects anew', async () => {
    const desk = await aDesk();
    for (const number of [7, null]) {
      await desk.say(JSON.stringify({ type: 'open', number }), 'stranger');
      expect(desk.sent.splice(0)).toEqual([
        { connectionId: 'stranger', message: { type: 'error', code: 'unknown_message' } },
      ]);
    }
  });

  it.each([
    ['no text', undefined],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['an unknown message', '{"type":"shout"}'],
    ['an unknown member', '{"type":"ping","loud":true}'],
    ['a ticket that can’t be', '{"type":"presence","number":-1}'],
    ['a state that nobody is in', '{"type":"presence","number":7,"state":"asleep"}'],
    ['presence without a ticket', '{"type":"presence"}'],
    ['a shown ticket that can’t be', '{"type":"open","number":0}'],
  ])('says that it does not understand %s', async (_, body) => {
    const desk = await aDesk();
    expect(await desk.say(body)).toEqual({ statusCode: 200 });
    expect(desk.sent).toEqual([{ connectionId: 'c1', message: { type: 'error', code: 'unknown_message' } }]);
  });

  it('takes it well when the console is gone before the pong', async () => {
    expect(await (await aDesk()).say('{"type":"ping"}', 'gone')).toEqual({ statusCode: 200 });
  });

  it('admits nobody: a `$connect` is none of its routes', async () => {
    const { deps, log } = await roleDesk('live-messages');
    const handle = createHandler({ ...deps, log });
    await expect(
      handle({ requestContext: { routeKey: '$connect', connectionId: 'c1' }, queryStringParameters: { ticket: 'x' } }),
    ).rejects.toThrow();
  });
});

describe('a console that says too much', () => {
  const shout = async (desk: Awaited<ReturnType<typeof aDesk>>, times: number, connectionId = 'c1') => {
    for (let i = 0; i < times; i += 1)
      expect(await desk.say('{"type":"ping"}', connectionId)).toEqual({ statusCode: 200 });
  };

  it('is answered once that it is too much, and closed once, whatever still comes', async () => {
    const desk = await aDesk();
    await shout(desk, MESSAGES_LIMIT);
    expect(desk.ended).toEqual([]);
    expect(desk.sent).toHaveLength(MESSAGES_LIMIT);
    await shout(desk, 90);
    expect(desk.sent.slice(MESSAGES_LIMIT)).toEqual([
      { connectionId: 'c1', message: { type: 'error', code: 'too_many_messages' } },
    ]);
    expect([desk.ended, desk.closed]).toEqual([['c1'], ['c1']]);
    expect(desk.log.lines).toMatchObject([
      { level: 'warn', message: 'messages_too_many', members: { connectionId: 'c1' } },
    ]);
  });

  it('counts nonsense too, and keeps no other console from speaking', async () => {
    const desk = await aDesk();
    for (let i = 0; i <= MESSAGES_LIMIT; i += 1) await desk.say('nonsense');
    expect(desk.ended).toEqual(['c1']);
    await shout(desk, 1, 'c2');
    expect(desk.sent.at(-1)).toEqual({ connectionId: 'c2', message: { type: 'pong' } });
  });

  it('is closed once more where closing failed', async () => {
    const desk = await aDesk({ failing: true });
    await shout(desk, MESSAGES_LIMIT + 101);
    expect(desk.ended).toEqual(['c1', 'c1']);
  });

  it('an honest one is never closed, however long it stays open', async () => {
    const desk = await aDesk();
    for (let minute = 0; minute < 6; minute += 1) {
      // A ping, signs of life every eight seconds, and a busy leafing through the list.
      await shout(desk, 1 + 8 + 60);
      desk.pass(MESSAGES_WINDOW_SECONDS);
    }
    expect(desk.ended).toEqual([]);
  });
});
