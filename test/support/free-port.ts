import { createServer } from 'node:net';

const FIRST = 20_000;
/** The system gives ports from here on to outgoing connections, which could take one before a suite listens on it. */
const OUTGOING = 32_768;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)));
    probe.listen(port, '127.0.0.1');
  });

/** The first of so many neighbouring ports that are free, to be listened on soon. */
export const freePort = async (neighbours = 1): Promise<number> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const first = FIRST + Math.floor(Math.random() * (OUTGOING - FIRST - neighbours));
    const free = await Promise.all(Array.from({ length: neighbours }, (_, next) => isFree(first + next)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`No ${neighbours} neighbouring ports are free`);
};
