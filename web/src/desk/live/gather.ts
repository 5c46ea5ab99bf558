/** Milliseconds without a new item after which a batch is handled, and the longest time that an item waits. */
const QUIET = 250;
const LONGEST = 1_000;

type Gatherer<T> = { readonly add: (item: T) => void; readonly stop: () => void };

/**
 * Gathers items that arrive shortly after each other, and calls `handle` once with all of them. Times are milliseconds.
 */
export const gather = <T>(handle: (items: readonly T[]) => void, quiet = QUIET, longest = LONGEST): Gatherer<T> => {
  let items: T[] = [];
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  let longestTimer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(quietTimer);
    clearTimeout(longestTimer);
    longestTimer = undefined;
  };
  const flush = (): void => {
    stop();
    const gathered = items;
    items = [];
    handle(gathered);
  };
  return {
    add: (item) => {
      items.push(item);
      clearTimeout(quietTimer);
      quietTimer = setTimeout(flush, quiet);
      longestTimer ??= setTimeout(flush, longest);
    },
    stop,
  };
};

/**
 * Returns a function that starts `work`, but never while it is running: calls during a run lead to one more run
 * afterwards. A run is never cancelled, and its errors are ignored.
 */
export const oneAtATime = (work: () => Promise<unknown>): (() => void) => {
  let running = false;
  let asked = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      asked = false;
      await work().catch(() => undefined);
    } while (asked);
    running = false;
  };
  return () => {
    asked = true;
    if (!running) void run();
  };
};
