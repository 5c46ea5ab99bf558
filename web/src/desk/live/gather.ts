/** Milliseconds without news after which what was gathered is dealt with, and the longest that anything waits. */
export const QUIET = 250;
export const LONGEST = 1_000;

export type Gatherer<T> = { readonly add: (item: T) => void; readonly stop: () => void };

/**
 * Gathers what comes in a burst and hands it over once: after a short quiet, or when the first has waited long enough.
 */
export const gather = <T>(deal: (items: readonly T[]) => void, quiet = QUIET, longest = LONGEST): Gatherer<T> => {
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
    deal(gathered);
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
 * Does something again and again without ever doing it twice at a time: whoever asks while it is being done has it done
 * once more afterwards.
 * Nothing that is under way is broken off.
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
