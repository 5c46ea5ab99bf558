import WebSocket from 'ws';
import { serverMessage } from '../../shared/contracts/live/messages.ts';
import { MESSAGES_LIMIT } from '../../shared/domain/desk/presence.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const CARE = { serviceId: 'care' };
let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const open = async (client: DeskClient): Promise<WebSocket> => {
  const {
    body: { url, ticket },
  } = await client.call('createConnectTicket', { params: CARE, body: {} });
  const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
  await new Promise<void>((resolve, reject) => {
    socket
      .once('open', () => {
        resolve();
      })
      .once('error', reject);
  });
  return socket;
};

it('A console that sends 5,000 messages is told and closed, and meanwhile twenty others are all let in and the rest goes on', async () => {
  const [mina, jun] = [await desk.signIn('mina@example.com'), await desk.signIn('jun@example.com')];
  const his = await listenLive(jun, 'care');
  const flooding = await open(mina);
  const heard: string[] = [];
  let closed: number | undefined;
  flooding
    .on('message', (data: Buffer) => {
      heard.push(data.toString());
    })
    .once('close', (code) => {
      closed = code;
    });
  for (let i = 0; i < 5000; i += 1) flooding.send('{"type":"ping"}');

  const others = await Promise.all(Array.from({ length: 20 }, () => open(jun)));
  expect(others).toHaveLength(20);
  const created = await jun.call('createTicket', {
    params: CARE,
    body: { title: 'Beside the flood', html: '<p>x</p>', customer: {} },
  });
  await his.row(({ number }) => number === created.body.number, { limit: 30_000 });

  await waitUntil('the flood is cut off', () => (closed === undefined ? undefined : true), 60_000, 50);
  expect(closed).toBe(1000);
  const messages = heard.map((text) => serverMessage().parse(JSON.parse(text)));
  const errors = messages.filter(({ type }) => type === 'error');
  expect(errors).toEqual([{ type: 'error', code: 'too_many_messages' }]);
  // A minute may have ended in the middle of it.
  const pongs = messages.filter(({ type }) => type === 'pong').length;
  expect(pongs).toBeGreaterThanOrEqual(MESSAGES_LIMIT);
  expect(pongs).toBeLessThan(2 * MESSAGES_LIMIT);
  // Back again, with another ticket, it may speak as anybody.
  const back = await open(mina);
  const pong = new Promise<void>((resolve) => {
    back.on('message', (data: Buffer) => {
      if (data.toString() === '{"type":"pong"}') resolve();
    });
  });
  back.send('{"type":"ping"}');
  await pong;
  for (const socket of [back, ...others]) socket.close();
  await his.close();
});
