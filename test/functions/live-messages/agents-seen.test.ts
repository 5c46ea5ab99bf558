import { createHandler } from '../../../functions/live-messages/index.ts';
import { PRESENCE_BEAT_SECONDS, SEEN_EVERY_SECONDS } from '../../../shared/domain/desk/presence.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';

const START = Date.parse('2026-11-22T09:00:00.000Z');
const MINUTE = 60;
/** Seconds of silence after which a console pings. */
const PING = 4 * MINUTE;

/** A console of mina's, or two, opened at nine; with the times at which it was recorded that she was seen. */
const aDesk = async ({ consoles = ['c1'], failing = false } = {}) => {
  const {
    stage,
    deps,
    operator: { connections, seen },
    log,
  } = await roleDesk('live-messages');
  let time = START;
  const now = () => new Date(time);
  for (const connectionId of consoles)
    await connections.add({ connectionId, serviceId: 'support', agentId: 'mina' }, now());
  const written: number[] = [];
  const handle = createHandler({
    ...deps,
    log,
    now,
    seen: {
      ...deps.seen,
      async note(serviceId, agentId, at) {
        if (failing) throw new Error('throttled');
        written.push((at.getTime() - START) / 1000);
        await deps.seen.note(serviceId, agentId, at);
      },
    },
  });
  return {
    log,
    sent: stage.consoles.sent,
    /** In seconds since nine. */
    written,
    say: async (message: object, connectionId = 'c1') => {
      expect(
        await handle({
          requestContext: { routeKey: '$default', connectionId },
          body: JSON.stringify(message),
        }),
      ).toEqual({ statusCode: 200 });
    },
    disconnect: (connectionId = 'c1') => handle({ requestContext: { routeKey: '$disconnect', connectionId } }),
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    lastSeen: async () => {
      const at = await seen.find('support', 'mina', now());
      return at && (now().getTime() - at.getTime()) / 1000;
    },
  };
};
const ping = { type: 'ping' };

describe('given an agent whose console stays open for hours', () => {
  it('when it only pings, then each ping shows that they are there', async () => {
    const desk = await aDesk();
    for (let pings = 0; pings < 4; pings += 1) {
      desk.pass(PING);
      await desk.say(ping);
      expect(await desk.lastSeen()).toBe(0);
    }
    expect(desk.written).toEqual([1, 2, 3, 4].map((count) => count * PING));
  });

  it('when it says where they are every eight seconds, then it is recorded each fourth minute, and never older than five', async () => {
    const desk = await aDesk();
    const minutes = 30;
    for (let said = 0; said < (minutes * MINUTE) / PRESENCE_BEAT_SECONDS; said += 1) {
      await desk.say({ type: 'presence', number: 7, state: 'viewing' });
      expect(await desk.lastSeen()).toBeLessThan(5 * MINUTE);
      desk.pass(PRESENCE_BEAT_SECONDS);
    }
    expect(desk.written).toHaveLength(Math.ceil(minutes / 4));
    for (const [n, at] of desk.written.entries())
      expect(at - (desk.written[n - 1] ?? -SEEN_EVERY_SECONDS)).toBeGreaterThanOrEqual(SEEN_EVERY_SECONDS);
  });

  it('when they have two consoles, then both together write no more than one', async () => {
    const desk = await aDesk({ consoles: ['c1', 'c2'] });
    for (let minute = 0; minute < 12; minute += 1) {
      await desk.say(ping);
      desk.pass(10);
      await desk.say(ping, 'c2');
      desk.pass(MINUTE - 10);
    }
    expect(desk.written).toEqual([0, 4 * MINUTE, 8 * MINUTE]);
  });
});

it('when the connection ends, then nothing is recorded: it may end long after they went', async () => {
  const desk = await aDesk();
  await desk.say(ping);
  desk.pass(9 * MINUTE);
  await desk.disconnect();
  expect(await desk.lastSeen()).toBe(9 * MINUTE);
});

it('when nobody knows the connection, or its time is over, then nobody was seen', async () => {
  const desk = await aDesk();
  await desk.say(ping, 'stranger');
  desk.pass(131 * MINUTE);
  await desk.say(ping);
  expect([desk.written, await desk.lastSeen()]).toEqual([[], undefined]);
});

it('when it can’t be recorded, then the console is answered as ever', async () => {
  const desk = await aDesk({ failing: true });
  await desk.say(ping);
  expect(desk.sent).toEqual([{ connectionId: 'c1', message: { type: 'pong' } }]);
  expect(desk.log.lines).toMatchObject([{ level: 'warn', message: 'agent_seen_failed' }]);
});
