import type { WebSocket } from 'ws';

/** Messages that wait until no more is read from the connection, and until it is read again. */
const FULL = 32;
const LOW = 8;

/**
 * The messages of one connection, one after the other: however many it sends, one of them is with a function at a time,
 * and what can't wait here
 * stays in the sender's own buffers. API Gateway has no such queue and keeps no order; there a stage has hundreds of
 * functions at once, here four.
 */
export const connectionQueue = (
  socket: Pick<WebSocket, 'pause' | 'resume' | 'isPaused'>,
  work: (message: string) => Promise<void>,
) => {
  const waiting: string[] = [];
  let busy = false;

  const run = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      if (waiting.length <= LOW && socket.isPaused) socket.resume();
      await work(message);
    }
    busy = false;
  };

  return {
    add: (message: string): void => {
      waiting.push(message);
      if (waiting.length >= FULL) socket.pause();
      void run();
    },
    /** Forgets what waits and reads on, so that the close of the other side is heard. */
    drop: (): void => {
      waiting.length = 0;
      if (socket.isPaused) socket.resume();
    },
  };
};
