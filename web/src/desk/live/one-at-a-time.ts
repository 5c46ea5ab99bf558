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
