import type { Wait } from '../ports/platform.ts';

/**
 * Lets something begin at once, and then again once `milliseconds` have passed since it last did: what comes meanwhile
 * can be done together.
 */
export const atAPace = (milliseconds: number, { now, wait }: { readonly now: () => Date; readonly wait: Wait }) => {
  let begunAt = -Infinity;
  return async (): Promise<void> => {
    const left = begunAt + milliseconds - now().getTime();
    // A clock that was set back must not make anybody wait for longer.
    if (left > 0) await wait(Math.min(left, milliseconds));
    begunAt = now().getTime();
  };
};
