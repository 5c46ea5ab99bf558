import { createServer } from 'node:net';

const FIRST = 20_000;
/** From here on the system takes ports for connections that go out, also between a look and the listening on it. */
const OUTGOING = 32_768;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)));
    probe.listen(port, '127.0.0.1');
  });

/** A port to listen on a moment later: the first of so many neighbouring ones that are free. */
export const freePort = async (neighbours = 1): Promise<number> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const first = FIRST + Math.floor(Math.random() * (OUTGOING - FIRST - neighbours));
    const free = await Promise.all(Array.from({ length: neighbours }, (_, next) => isFree(first + next)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`No ${neighbours} neighbouring ports are free`);
};
