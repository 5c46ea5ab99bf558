import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the check gives something true; fails after the given time, with the last value. */
export const until = async <T>(
  check: () => T | Promise<T>,
  milliseconds = 5000,
): Promise<Exclude<T, undefined | null | false | ''>> => {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await check();
    if (value) return value as Exclude<T, undefined | null | false | ''>;
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)} after ${String(milliseconds)} ms.`);
    await pause(10);
  }
};
