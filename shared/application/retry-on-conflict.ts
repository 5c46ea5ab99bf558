import type { Backoff } from './ports/platform.ts';
import { WriteContentionError } from './ports/tickets.ts';

const ATTEMPTS = 10;

/** A `Backoff` that doesn't wait: for attempts that take long themselves, or that lose to one other at most. */
export const withoutWaiting: Backoff = () => Promise.resolve();

type Options = {
  /** How often it is attempted at most. Default 10. */
  readonly attempts?: number;
  /** What others change, for the error: `ticket 1024 of support`. */
  readonly what?: string;
};

/**
 * Attempts a read, a decision and a conditional write until the write succeeds. An attempt answers `'conflict'` when
 * somebody else wrote in between; then it waits by `backoff` and the next attempt begins again with reading. Anything
 * else that an attempt answers is the result, and what it throws is thrown at once. After the last attempt
 * `WriteContentionError` is thrown: nothing was written, HTTP answers `conflict_try_again`, and a queue brings its
 * message again.
 */
export const retryOnConflict = async <T>(
  backoff: Backoff,
  attempt: () => Promise<T | 'conflict'>,
  { attempts = ATTEMPTS, what = 'what was to be written' }: Options = {},
): Promise<T> => {
  for (let count = 1; count <= attempts; count += 1) {
    const outcome = await attempt();
    if (outcome !== 'conflict') return outcome;
    await backoff(count);
  }
  throw new WriteContentionError(`Others changed ${what} in each of ${attempts} attempts`);
};
