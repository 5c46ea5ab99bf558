import type { Backoff } from './ports/platform.ts';
import { WriteContentionError } from './ports/tickets.ts';

const TRIES = 10;

/**
 * Reads, decides and writes; when that gives undefined, somebody else was faster, and it is done again on what they
 * left.
 */
export const untilWritten = async <T>(backoff: Backoff, attemptWrite: () => Promise<T | undefined>): Promise<T> => {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const written = await attemptWrite();
    if (written !== undefined) return written;
    await backoff(attempt);
  }
  throw new WriteContentionError(`It was changed by others ${TRIES} times`);
};
