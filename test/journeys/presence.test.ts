import { PRESENCE_BEAT_SECONDS } from '../../shared/domain/desk/presence.ts';
import type { ClientMessage } from '../../shared/contracts/live/messages.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { waitUntil } from '../support/wait-until.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import type { DeskClient } from '../support/desk-client.ts';

jest.setTimeout(180_000);

/**
 * A change is seen at once: a person calls this "at once", and a machine under the load of other tests keeps it.
 * Milliseconds.
 */
const AT_ONCE = 4_000;
const PARAMS = { serviceId: 'care', number: 1 };

let desk: OpenDesk;
let people: Readonly<Record<'mina' | 'jun' | 'engineer', DeskClient & { readonly agentId: string }>>;

const signIn = async (email: string) => {
  const client = await desk.signIn(email);
  return { ...client, agentId: (await client.call('getMe')).body.agentId };
};
const say = ({ socket }: LiveListener, number: number | null, state: 'viewing' | 'typing' = 'viewing') => {
  socket.send(JSON.stringify({ type: 'presence', number, state } satisfies ClientMessage));
};
/** Goes on giving signs of life as an open console does; gives what ends that. */
const beat = (listener: LiveListener, number: number) => {
  const timer = setInterval(() => {
    say(listener, number);
  }, PRESENCE_BEAT_SECONDS * 1000);
  return () => {
    clearInterval(timer);
  };
};
/** The next message after now that names exactly these, and how long it took. Milliseconds. */
const sees = async (
  listener: LiveListener,
  expected: readonly { readonly agentId: string; readonly state: string }[],
  limit: number,
): Promise<number> => {
  const asked = Date.now();
  const want = JSON.stringify(expected.toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1)));
  const heard = listener.received.length;
  const message = await listener.next(
    'presence',
    (each) => listener.received.indexOf(each) >= heard && JSON.stringify(each.present) === want,
    limit,
  );
  return message.receivedAt - asked;
};
const viewing = ({ agentId }: { readonly agentId: string }) => ({ agentId, state: 'viewing' });
const typing = ({ agentId }: { readonly agentId: string }) => ({ agentId, state: 'typing' });

beforeAll(async () => {
  desk = await openDesk();
  people = {
    mina: await signIn('mina@example.com'),
    jun: await signIn('jun@example.com'),
    engineer: await signIn('engineer@example.com'),
  };
  const created = await people.mina.call('createTicket', {
    params: { serviceId: 'care' },
    body: { title: 'Printer on fire', html: '<p>It burns</p>', customer: { email: 'customer@example.com' } },
  });
  expect(created).toMatchObject({ status: 201, body: { number: 1 } });
});
afterAll(() => desk.close());

describe('given two agents of a service with their consoles open', () => {
  it('then each sees at once that the other opened the ticket, types, ceased to and closed it', async () => {
    const { mina, jun } = people;
    const [first, second] = [await listenLive(mina, 'care'), await listenLive(jun, 'care')];
    say(first, 1);
    await first.next('presence', ({ number, present }) => number === 1 && present.length === 1, AT_ONCE);

    let seen = sees(first, [viewing(mina), viewing(jun)], AT_ONCE);
    say(second, 1);
    await seen;
    seen = sees(first, [viewing(mina), typing(jun)], AT_ONCE);
    say(second, 1, 'typing');
    await seen;
    expect(
      (await mina.call('getPresence', { params: PARAMS })).body.present.toSorted((a, b) =>
        a.state < b.state ? -1 : 1,
      ),
    ).toEqual([typing(jun), viewing(mina)]);
    seen = sees(first, [viewing(mina), viewing(jun)], AT_ONCE);
    say(second, 1, 'viewing');
    await seen;
    seen = sees(first, [viewing(mina)], AT_ONCE);
    say(second, null);
    await seen;
    await Promise.all([first.close(), second.close()]);
  });

  it('then nobody is left on the ticket when both have closed their consoles, and no other service sees them', async () => {
    const { mina, jun, engineer } = people;
    const [first, second, elsewhere] = [
      await listenLive(mina, 'care'),
      await listenLive(jun, 'care'),
      await listenLive(engineer, 'engineering'),
    ];
    const alone = sees(elsewhere, [viewing(engineer)], AT_ONCE);
    say(elsewhere, 1);
    await alone;
    say(first, 1);
    await first.next('presence', undefined, AT_ONCE);
    const both = sees(first, [viewing(mina), viewing(jun)], AT_ONCE);
    say(second, 1);
    await both;
    expect((await engineer.call('getPresence', { params: PARAMS })).status).toBe(404);
    expect(elsewhere.received.filter(({ type }) => type === 'presence')).toHaveLength(1);
    const left = sees(first, [viewing(mina)], AT_ONCE);
    await second.close();
    await left;
    await Promise.all([first.close(), elsewhere.close()]);
    // The desk hears of a closed connection a moment after its browser has closed it.
    await waitUntil(
      'nobody is on the ticket',
      async () => (await jun.call('getPresence', { params: PARAMS })).body.present.length === 0,
      AT_ONCE,
    );
  });

  it.each([
    [
      'whose connection breaks',
      (lost: LiveListener) => {
        lost.socket.terminate();
      },
    ],
    ['whose console falls silent', () => undefined],
  ])('then one %s is gone for the other within 30 seconds, and back at once', async (_, lose) => {
    const { mina, jun } = people;
    const [staying, lost] = [await listenLive(mina, 'care'), await listenLive(jun, 'care')];
    const arrived = sees(staying, [viewing(mina), typing(jun)], AT_ONCE);
    say(staying, 1);
    await staying.next('presence', undefined, AT_ONCE);
    say(lost, 1, 'typing');
    await arrived;
    const stop = beat(staying, 1);
    try {
      const gone = sees(staying, [viewing(mina)], 30_000);
      lose(lost);
      expect(await gone).toBeLessThan(30_000);
      const back = await listenLive(jun, 'care');
      const again = sees(staying, [viewing(mina), viewing(jun)], AT_ONCE);
      say(back, 1);
      await again;
      await back.close();
    } finally {
      stop();
      lost.socket.terminate();
      await staying.close();
    }
  });
});
