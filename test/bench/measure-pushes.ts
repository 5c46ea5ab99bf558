import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import type { ServerMessage } from '../../shared/contracts/live/messages.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, untilQuiet } from '../support/open-desk.ts';
import { percentile } from './percentile.ts';

/** Milliseconds, but for counts. */
export type PushRow = {
  readonly sockets: number;
  /** Until all sockets were open. */
  readonly opening: number;
  /** From the HTTP answer to a change until each socket was told it, row and figures. */
  readonly told50: number;
  readonly told95: number;
  readonly toldLast: number;
  /** Changes that a socket was not told within PATIENCE. */
  readonly missed: number;
  /** HTTP answers, 95 of 100, without changes and during them. */
  readonly quiet95: number;
  readonly busy95: number;
  /** Messages for each change and socket; less than one when changes were told together. */
  readonly messages: number;
};

const CARE = { serviceId: 'care' };
/** Changes for each number of sockets, and milliseconds from one to the next. */
const CHANGES = 10;
const EVERY = 2_000;
const PATIENCE = 30_000;
const OPENED_AT_ONCE = 20;
/** Milliseconds between two requests beside the pushes, and how many there are without pushes. */
const ASKED_EVERY = 100;
const ASKED_QUIETLY = 50;

type Told = { readonly number: number; readonly at: number };

const connect = async (client: DeskClient, hear: (told: Told) => void, count: () => void): Promise<WebSocket> => {
  const answer = await client.call('createConnectTicket', { params: CARE, body: {} });
  const socket = new WebSocket(`${answer.body.url}?ticket=${encodeURIComponent(answer.body.ticket)}`);
  socket.on('message', (data) => {
    const at = performance.now();
    const message = JSON.parse((data as Buffer).toString()) as ServerMessage;
    if (message.type !== 'changes') return;
    count();
    for (const { number } of message.rows) hear({ number, at });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve).once('error', reject);
  });
  return socket;
};

const ask = async (client: DeskClient): Promise<number> => {
  const askedAt = performance.now();
  const { status } = await client.call('getFigures', { params: CARE });
  if (status !== 200) throw new Error(`The figures were answered ${status}`);
  return performance.now() - askedAt;
};

/**
 * How soon open consoles are told what changed: so many live connections, a new ticket every two seconds, and HTTP
 * requests beside them. All of it on one machine, the sockets included.
 */
export const measurePushes = async (sizes: readonly number[]): Promise<readonly PushRow[]> => {
  const desk = await openDesk();
  try {
    const [listener, author] = [await desk.signIn('jun@example.com'), await desk.signIn('admin@example.com')];
    const create = async (): Promise<Told> => {
      const { status, body } = await author.call('createTicket', {
        params: CARE,
        body: { title: 'Where is my order?', html: '<p>It has not come.</p>', customer: { name: 'A customer' } },
      });
      if (status !== 201) throw new Error(`A ticket was answered ${status}`);
      return { number: body.number, at: performance.now() };
    };
    const rows: PushRow[] = [];
    for (const sockets of sizes) {
      const told = new Map<number, number[]>();
      let messages = 0;
      const startedAt = performance.now();
      const open: WebSocket[] = [];
      await Promise.all(
        Array.from({ length: OPENED_AT_ONCE }, async (_, worker) => {
          for (let i = worker; i < sockets; i += OPENED_AT_ONCE)
            open.push(
              await connect(
                listener,
                ({ number, at }) => told.set(number, [...(told.get(number) ?? []), at]),
                () => (messages += 1),
              ),
            );
        }),
      );
      const opening = performance.now() - startedAt;
      // Instances that push start, and what is used often is compiled.
      for (let i = 0; i < 3; i += 1) {
        await create();
        await pause(EVERY);
      }
      await untilQuiet(desk.data);
      const quiet: number[] = [];
      for (let i = 0; i < ASKED_QUIETLY; i += 1) quiet.push(await ask(listener));
      messages = 0;

      const busy: number[] = [];
      const asking = new AbortController();
      const asked = (async () => {
        while (!asking.signal.aborted) {
          busy.push(await ask(listener));
          await pause(ASKED_EVERY);
        }
      })();
      const changes: Told[] = [];
      for (let i = 0; i < CHANGES; i += 1) {
        const due = performance.now() + EVERY;
        changes.push(await create());
        await pause(Math.max(0, due - performance.now()));
      }
      const missing = () => changes.reduce((sum, { number }) => sum + sockets - (told.get(number)?.length ?? 0), 0);
      for (const end = performance.now() + PATIENCE; missing() > 0 && performance.now() < end;) await pause(100);
      asking.abort();
      await asked;
      const waits = changes
        .flatMap(({ number, at }) => (told.get(number) ?? []).map((toldAt) => Math.max(0, toldAt - at)))
        .toSorted((a, b) => a - b);
      const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b);
      rows.push({
        sockets,
        opening,
        told50: percentile(waits, 0.5),
        told95: percentile(waits, 0.95),
        toldLast: waits.at(-1)!,
        missed: missing(),
        quiet95: percentile(sorted(quiet), 0.95),
        busy95: percentile(sorted(busy), 0.95),
        messages: messages / CHANGES / sockets,
      });
      for (const socket of open) socket.terminate();
    }
    return rows;
  } finally {
    await desk.close();
  }
};
