import type { Backoff } from '../../application/ports/platform.ts';

/** Full jitter over 20, 40, 80 … at most 400 ms: twenty writers that compete for one row finish within a second. */
export const jitteredBackoff: Backoff = (attempt) =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.random() * Math.min(400, 10 * 2 ** attempt));
  });
