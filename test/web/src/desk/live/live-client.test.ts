import * as fc from 'fast-check';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer, type WebSocket as Socket } from 'ws';
import type { ServerMessage } from '../../../../../shared/contracts/live/messages.ts';
import { MESSAGES_LIMIT, MESSAGES_WINDOW_SECONDS } from '../../../../../shared/domain/desk/presence.ts';
import {
  PRESENCE_EVERY,
  reconnectDelay,
  SHOW_EVERY,
  startLiveClient,
  type LiveClient,
  type LiveDependencies,
  type LiveSocket,
  type LiveState,
} from '../../../../../web/src/desk/live/live-client.ts';

let server: WebSocketServer;
let url: string;
let sockets: Socket[];
let heard: string[];
let addresses: string[];
let client: LiveClient | undefined;

beforeEach(async () => {
  sockets = [];
  heard = [];
  addresses = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    sockets.push(socket);
    addresses.push(request.url ?? '');
    socket.on('message', (message) => {
      heard.push((message as Buffer).toString());
    });
  });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/live`;
});
afterEach(async () => {
  client?.stop();
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const until = async (what: () => boolean): Promise<void> => {
  const deadline = Date.now() + 3000;
  while (!what()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 3 s');
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
};

/** What the console has said so far, of one kind. */
const told = (type: string): readonly { readonly number?: number | null; readonly state?: string }[] =>
  heard
    .map((text) => JSON.parse(text) as { readonly type: string; readonly number?: number | null })
    .filter((message) => message.type === type);

const start = (
  over: Partial<LiveDependencies> = {},
): {
  readonly states: LiveState[];
  readonly messages: ServerMessage[];
  readonly caughtUp: () => number;
  readonly tickets: () => number;
} => {
  const states: LiveState[] = [];
  const messages: ServerMessage[] = [];
  let caughtUp = 0;
  let tickets = 0;
  client = startLiveClient({
    connectTicket: () => Promise.resolve({ url, ticket: `ticket ${String((tickets += 1))}` }),
    openSocket: (address) => new WebSocket(address) as unknown as LiveSocket,
    onMessage: (message) => {
      messages.push(message);
    },
    onState: (state) => {
      states.push(state);
    },
    onOpened: () => {
      caughtUp += 1;
    },
    firstDelay: 10,
    longestDelay: 40,
    ...over,
  });
  return { states, messages, caughtUp: () => caughtUp, tickets: () => tickets };
};

const change = { type: 'hint', serviceId: 'shop', number: 12, fact: 'mail_failed', assigneeId: 'agent-2' };

describe('given a desk that says it was too much', () => {
  test('then the console closes, waits as long as it ever waits, and comes back with another ticket', async () => {
    const { states, tickets, messages } = start({ longestDelay: 400, random: () => 0 });
    await until(() => states.at(-1) === 'open');
    sockets[0]!.send(JSON.stringify({ type: 'error', code: 'too_many_messages' }));
    await until(() => states.at(-1) === 'waiting');
    const began = Date.now();
    await until(() => states.at(-1) === 'open');
    // Half of the longest delay at least; a first try alone waits for 5 ms.
    expect(Date.now() - began).toBeGreaterThan(150);
    expect([tickets(), messages]).toEqual([2, []]);
  });
});

describe('given a desk that is live', () => {
  test('when the console connects, then it shows its one-time ticket and is open', async () => {
    const { states } = start();
    await until(() => states.at(-1) === 'open');
    expect(addresses).toEqual(['/live?ticket=ticket%201']);
    expect(states).toEqual(['connecting', 'open']);
  });

  test('when the desk speaks, then what is of the contract is passed on and the rest is left alone', async () => {
    const { messages } = start();
    await until(() => sockets.length === 1);
    for (const words of ['not json', '{"type":"weather"}', '{"type":"pong"}', JSON.stringify(change)])
      sockets[0]?.send(words);
    await until(() => messages.length > 0);
    expect(messages).toEqual([change]);
  });

  test('when the connection is open, then it says that what happened before was missed; when it breaks, then it comes back with a new ticket and says so again', async () => {
    const { states, caughtUp } = start();
    await until(() => states.at(-1) === 'open');
    expect(caughtUp()).toBe(1);
    sockets[0]?.terminate();
    await until(() => sockets.length === 2 && states.at(-1) === 'open');
    expect(addresses[1]).toBe('/live?ticket=ticket%202');
    expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
    expect(caughtUp()).toBe(2);
  });

  test('when no ticket is to be had at first, then it goes on trying', async () => {
    let refusals = 2;
    const { states, caughtUp } = start({
      connectTicket: () =>
        refusals-- > 0 ? Promise.reject(new Error('503')) : Promise.resolve({ url, ticket: 'late' }),
    });
    await until(() => states.at(-1) === 'open');
    expect(states.filter((state) => state === 'waiting')).toHaveLength(2);
    expect(caughtUp()).toBe(1);
  });

  test('when it is time, then it pings; and a desk that stays silent is left for a new connection', async () => {
    const { states } = start({ pingEvery: 20, pongWithin: 30 });
    await until(() => heard.includes('{"type":"ping"}'));
    await until(() => sockets.length >= 2 && states.at(-1) === 'open');
  });

  test('when the desk answers pings, then the connection stays', async () => {
    server.on('connection', (socket) => {
      socket.on('message', () => {
        socket.send('{"type":"pong"}');
      });
    });
    start({ pingEvery: 10, pongWithin: 200 });
    await until(() => heard.length >= 5);
    expect(sockets).toHaveLength(1);
  });

  const tellNews = () => {
    server.on('connection', (socket) => {
      const news = setInterval(() => {
        socket.send('{"type":"pong"}');
      }, 10);
      socket.once('close', () => {
        clearInterval(news);
      });
    });
  };

  test('while both sides speak, then it sends no ping', async () => {
    tellNews();
    const { states } = start({ pingEvery: 300, pongWithin: 50, beatEvery: 20 });
    client!.show(12);
    await until(() => states.at(-1) === 'open');
    await pause(900);
    expect(heard.filter((message) => message.includes('ping'))).toEqual([]);
    expect(sockets).toHaveLength(1);
  });

  test('while only the desk speaks, then it still says at times that the agent is there', async () => {
    tellNews();
    const { states } = start({ pingEvery: 100, pongWithin: 50 });
    await until(() => states.at(-1) === 'open');
    await until(() => heard.length >= 3);
    expect(new Set(heard)).toEqual(new Set(['{"type":"ping"}']));
    expect(sockets).toHaveLength(1);
  });

  test('when a ticket is shown, then the desk is told once, and again on a new connection; none is not told of there', async () => {
    const { states } = start({ showEvery: 20 });
    client!.show(12);
    await until(() => told('open').length === 1);
    client!.show(null);
    client!.show(12);
    await pause(60);
    client!.show(null);
    client!.show(13);
    await until(() => told('open').length === 2);
    sockets[0]?.terminate();
    await until(() => sockets.length === 2 && told('open').length === 3);
    client!.show(null);
    await until(() => told('open').length === 4);
    sockets[1]?.terminate();
    await until(() => sockets.length === 3 && states.at(-1) === 'open');
    client!.show(14);
    await until(() => told('open').length === 5);
    expect(told('open').map(({ number }) => number)).toEqual([12, 13, 13, null, 14]);
  });

  test('when an agent goes through tickets fast, then the desk is told only where they stay, and in time', async () => {
    const { states } = start({ showEvery: 100, presenceEvery: 120 });
    await until(() => states.at(-1) === 'open');
    const began = Date.now();
    for (let number = 1; number <= 40; number += 1) {
      client!.show(number);
      await pause(5);
    }
    for (const type of ['open', 'presence']) await until(() => told(type).at(-1)?.number === 40);
    const lasted = Date.now() - began;
    expect(told('open').length).toBeLessThanOrEqual(lasted / 100 + 2);
    expect(told('presence').length).toBeLessThanOrEqual(lasted / 120 + 2);
  });

  test('then as fast as tickets are opened, a console never says too much', () => {
    const minute = MESSAGES_WINDOW_SECONDS * 1000;
    expect(minute / SHOW_EVERY + minute / PRESENCE_EVERY).toBeLessThan(MESSAGES_LIMIT);
  });

  test('when the agent types and ceases to, then each is told once, and the next ticket begins without typing', async () => {
    const { states } = start({ showEvery: 1, presenceEvery: 1 });
    await until(() => states.at(-1) === 'open');
    client!.show(12);
    await until(() => told('presence').length === 1);
    for (const isTyping of [true, true, false, false, true]) {
      client!.type(isTyping);
      await pause(20);
    }
    client!.show(13);
    await until(() => told('presence').length === 5);
    expect(told('presence').map(({ number, state }) => `${String(number)} ${String(state)}`)).toEqual([
      '12 viewing',
      '12 typing',
      '12 viewing',
      '12 typing',
      '13 viewing',
    ]);
  });

  test('while a ticket is open, then signs of life come, also on a new connection, and end when the agent leaves', async () => {
    const { states } = start({ showEvery: 1, presenceEvery: 1, beatEvery: 30 });
    await until(() => states.at(-1) === 'open');
    await pause(80);
    expect(told('presence')).toEqual([]);
    client!.show(12);
    client!.type(true);
    await until(() => told('presence').length === 4);
    sockets[0]?.terminate();
    await until(() => sockets.length === 2 && states.at(-1) === 'open');
    const before = told('presence').length;
    await until(() => told('presence').length > before + 2);
    expect(new Set(told('presence').map(({ number, state }) => `${String(number)} ${String(state)}`))).toEqual(
      new Set(['12 typing']),
    );
    client!.leave(true);
    await until(() => told('presence').at(-1)?.number === null);
    const silent = told('presence').length;
    await pause(100);
    expect(told('presence')).toHaveLength(silent);
    client!.leave(false);
    await until(() => told('presence').at(-1)?.number === 12);
  });

  test('when the desk never knows the connection, then each try comes later than the one before', async () => {
    server.on('connection', (socket) => {
      socket.send(JSON.stringify({ type: 'error', code: 'unknown_message' }));
    });
    const began = Date.now();
    start({ firstDelay: 40, longestDelay: 4_000, random: () => 1 });
    await until(() => sockets.length === 5);
    // 40, 80, 160 and 320 ms.
    expect(Date.now() - began).toBeGreaterThan(500);
  });

  test('when the desk does not know the connection, then the console closes it and comes back', async () => {
    const { states, tickets } = start();
    await until(() => states.at(-1) === 'open');
    sockets[0]!.send(JSON.stringify({ type: 'error', code: 'unknown_message' }));
    await until(() => sockets.length === 2 && states.at(-1) === 'open');
    expect(tickets()).toBe(2);
  });

  test('when it is stopped, then it neither stays nor comes back', async () => {
    const { states, tickets } = start();
    await until(() => states.at(-1) === 'open');
    client?.stop();
    await until(() => sockets[0]?.readyState === WebSocket.CLOSED);
    await new Promise((resolve) => {
      setTimeout(resolve, 80);
    });
    expect(tickets()).toBe(1);
  });
});

test('given any number of tries, when the next delay is chosen, then it lies between half and all of the doubled one, and never above the longest', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
      const full = Math.min(30_000, 1000 * 2 ** tries);
      const delay = reconnectDelay(tries, 1000, 30_000, random);
      expect(delay).toBeGreaterThanOrEqual(full / 2);
      expect(delay).toBeLessThanOrEqual(full);
    }),
  );
});
