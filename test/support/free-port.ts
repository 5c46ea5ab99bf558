import { createServer } from 'node:net';

const FIRST = 20_000;
/** The system gives ports from here on to outgoing connections, which could take one before a suite listens on it. */
const OUTGOING = 32_768;
/** Ports that are given out together: the lock, then those that may be listened on. */
const BLOCK = 10;
const BLOCKS = Math.floor((OUTGOING - FIRST) / BLOCK);

type Use = 'kept' | 'closed';

const listens = (port: number, use: Use): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => {
        if (use === 'kept') resolve(server.unref().listening);
        else server.close(() => resolve(true));
      });
    server.listen({ port, host: '127.0.0.1', exclusive: true });
  });

/**
 * The first of up to nine neighbouring ports that are free, to be listened on whenever the caller likes: until this
 * process ends nobody else is given them, in no process. The lock is a socket on the port before them, so that the
 * system gives it back however the process ends.
 */
export const freePort = async (neighbours = 1): Promise<number> => {
  if (neighbours >= BLOCK) throw new Error(`${neighbours} ports are more than a block of ${BLOCK} has beside its lock`);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const lock = FIRST + BLOCK * Math.floor(Math.random() * BLOCKS);
    if (!(await listens(lock, 'kept'))) continue;
    const ports = Array.from({ length: neighbours }, (_, next) => lock + 1 + next);
    const free = await Promise.all(ports.map((port) => listens(port, 'closed')));
    if (free.every(Boolean)) return ports[0]!;
  }
  throw new Error(`No ${neighbours} neighbouring ports are free`);
};
