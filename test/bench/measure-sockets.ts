/**
 * How long new consoles wait for their live connection beside one that floods its own:
 * `npm run bench:sockets -- [messages…]`. For each number of messages one abuser sends them all at once and twenty
 * consoles connect meanwhile.
 */
import WebSocket from 'ws';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk } from '../support/open-desk.ts';

const CONSOLES = 20;
/** A connect ticket's life: who waits longer is refused. */
const PATIENCE = 90_000;

const connect = async (client: DeskClient): Promise<WebSocket> => {
  const {
    body: { url, ticket },
  } = await client.call('createConnectTicket', { params: { serviceId: 'care' }, body: {} });
  const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
  await new Promise<void>((resolve, reject) => {
    socket
      .once('open', () => {
        resolve();
      })
      .on('error', reject);
    setTimeout(() => {
      reject(new Error('not admitted in time'));
    }, PATIENCE).unref();
  });
  return socket;
};

const desk = await openDesk();
try {
  const [abusing, honest] = [await desk.signIn('mina@example.com'), await desk.signIn('jun@example.com')];
  // A desk in use: its functions have been asked before.
  (await connect(honest)).close();
  for (const messages of [0, ...(process.argv.length > 2 ? process.argv.slice(2) : ['5000', '50000']).map(Number)]) {
    const abuser = await connect(abusing);
    let [answers, refusals] = [0, 0];
    abuser.on('message', (data: Buffer) => {
      answers += 1;
      if (/too_many|Too Many/.test(data.toString())) refusals += 1;
    });
    const closed = new Promise<string>((resolve) => {
      abuser.once('close', (code) => {
        resolve(`closed with ${code}`);
      });
    });
    for (let i = 0; i < messages; i += 1) abuser.send('{"type":"ping"}');
    const began = performance.now();
    const waits = await Promise.all(
      Array.from({ length: CONSOLES }, async () => {
        const socket = await connect(honest).catch((fault: unknown) => String(fault));
        const waited = performance.now() - began;
        if (typeof socket === 'string') return undefined;
        socket.terminate();
        return waited;
      }),
    );
    const admitted = waits.filter((wait) => wait !== undefined).toSorted((a, b) => a - b);
    const how = await Promise.race([
      closed,
      new Promise<string>((resolve) => {
        setTimeout(() => {
          resolve('is still open');
        }, 3000);
      }),
    ]);
    process.stdout.write(
      `beside ${messages} messages: ${admitted.length} of ${CONSOLES} consoles admitted, half within ${Math.round(admitted[CONSOLES / 2] ?? Number.NaN)} ms, the last after ${Math.round(admitted.at(-1) ?? Number.NaN)} ms; the abuser heard ${answers} answers (${refusals} of too many) and ${how}\n`,
    );
    abuser.terminate();
  }
} finally {
  await desk.killHard();
  await desk.close();
}
