/** Tells who waits for a queue when one of its messages may be received: at once, or when a hidden one shows again. */
export type WakeUps = {
  subscribe(queueArn: string, wake: () => void): () => void;
  /** Something of the queue changed: whoever waits looks now, and again when the next hidden message shows. */
  changed(queueArn: string): void;
  /** A message was hidden until then (milliseconds): nothing to look at before. */
  hidden(queueArn: string): void;
  /** Wakes everybody a last time. */
  stop(): void;
  isStopped(): boolean;
};

/** `nextVisibleAt` gives the time of the next hidden message, in milliseconds. */
export const wakeUps = (nextVisibleAt: (queueArn: string) => number | undefined, now: () => number): WakeUps => {
  const waiting = new Map<string, Set<() => void>>();
  let stopped = false;
  const timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();

  const wakeAll = (queueArn: string) => {
    for (const wake of [...(waiting.get(queueArn) ?? [])]) wake();
  };
  const arm = (queueArn: string) => {
    if (stopped || !waiting.get(queueArn)?.size) return;
    const at = nextVisibleAt(queueArn);
    const armed = timers.get(queueArn);
    if (armed && armed.at === at) return;
    clearTimeout(armed?.timer);
    timers.delete(queueArn);
    if (at === undefined) return;
    const timer = setTimeout(
      () => {
        timers.delete(queueArn);
        wakeAll(queueArn);
        arm(queueArn);
      },
      Math.max(at - now(), 0) + 1,
    );
    timers.set(queueArn, { at, timer: timer.unref() });
  };

  return {
    subscribe: (queueArn, wake) => {
      const wakes = waiting.get(queueArn) ?? new Set();
      waiting.set(queueArn, wakes.add(wake));
      arm(queueArn);
      return () => {
        wakes.delete(wake);
      };
    },
    changed: (queueArn) => {
      wakeAll(queueArn);
      arm(queueArn);
    },
    hidden: arm,
    isStopped: () => stopped,
    stop: () => {
      stopped = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
      for (const queueArn of waiting.keys()) wakeAll(queueArn);
      waiting.clear();
    },
  };
};
