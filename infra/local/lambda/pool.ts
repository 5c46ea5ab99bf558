import { availableParallelism } from 'node:os';
import type { Instance } from './instance.ts';

/**
 * How many instances all functions of the machine may hold together; a pool without any may always start its first, and
 * what is more than that is stopped once it rests.
 */
export type Budget = { readonly total: number; used: number; readonly pools: Set<Pool> };

export type Pool = {
  /** Waits for an instance of its own; give it back with `release`. Rejects when the code can't be loaded. */
  take(): Promise<Instance>;
  release(instance: Instance): void;
  /** Stops the longest idle instance, if there is one. */
  evictOne(): boolean;
  evictIdleSince(time: number): void;
  /** Since when the longest idle instance has been idle; Infinity without any. */
  readonly idleSince: () => number;
  readonly size: () => number;
  stop(): Promise<void>;
};

type Idle = { readonly instance: Instance; readonly since: number };
type Waiting = {
  readonly resolve: (instance: Instance) => void;
  readonly reject: (reason: unknown) => void;
  readonly since: number;
};

// A short burst waits for one instance, or for the one that is starting: another costs as much as twenty invocations.
const patienceMilliseconds = 200;
// Two instances keep a core busy. More only help when they wait for something else: then one waits long for them.
const enough = 2 * availableParallelism();
const longPatienceMilliseconds = 500;
// Loading takes a second of processor time; many at once would all miss Lambda's limit of ten seconds.
const startingAtOnce = 2;

/** A function's first instance, which always starts, takes the place of one that has been idle for so long. */
const restedMilliseconds = 10_000;

/**
 * Stops what has been idle since `time`, the longest idle first, until the machine holds no more than it may and has
 * room for `more`.
 */
export const trim = (budget: Budget, time: number, more = 0): void => {
  while (budget.used + more > budget.total) {
    const [longest] = [...budget.pools].toSorted((one, other) => one.idleSince() - other.idleSince());
    if (longest === undefined || longest.idleSince() > time || !longest.evictOne()) return;
  }
};

export const createPool = (start: () => Instance, maximum: number, budget: Budget): Pool => {
  const idle: Idle[] = [];
  const all = new Set<Instance>();
  const waiting: Waiting[] = [];
  let starting = 0;
  let impatient: NodeJS.Timeout | undefined;
  let stopped = false;

  const forget = (instance: Instance) => {
    if (all.delete(instance)) budget.used -= 1;
  };

  const evictOne = () => {
    const oldest = idle.shift();
    if (!oldest) return false;
    forget(oldest.instance);
    void oldest.instance.stop();
    return true;
  };

  const mayStart = () => {
    if (stopped || all.size >= maximum) return false;
    if (all.size === 0) {
      trim(budget, Date.now() - restedMilliseconds, 1);
      return true;
    }
    if (budget.used < budget.total) return true;
    return [...budget.pools].some((each) => each !== pool && each.evictOne());
  };

  const startOne = () => {
    if (!mayStart()) return;
    const instance = start();
    all.add(instance);
    budget.used += 1;
    starting += 1;
    instance.ready.then(
      () => {
        starting -= 1;
        release(instance);
      },
      (fault: unknown) => {
        starting -= 1;
        forget(instance);
        waiting.shift()?.reject(fault);
        provide();
      },
    );
  };

  const patience = () => (all.size < enough ? patienceMilliseconds : longPatienceMilliseconds);
  /** Until the one that waits the longest has lost its patience. */
  const untilImpatient = () => waiting[0]!.since + patience() - performance.now();
  const help = () => {
    impatient = undefined;
    if (waiting.length > starting && starting < startingAtOnce && untilImpatient() <= 0) startOne();
    provide();
  };

  const provide = () => {
    while (waiting.length > 0 && idle.length > 0) {
      const { instance } = idle.pop()!;
      if (instance.alive()) waiting.shift()!.resolve(instance);
      else forget(instance);
    }
    if (waiting.length === 0) return;
    if (all.size === 0) startOne();
    else impatient ??= setTimeout(help, Math.max(patienceMilliseconds, untilImpatient()));
  };

  const release = (instance: Instance) => {
    if (stopped || !instance.alive()) forget(instance);
    else idle.push({ instance, since: Date.now() });
    provide();
  };

  const pool: Pool = {
    take: () =>
      new Promise((resolve, reject) => {
        if (stopped) {
          reject(new Error('This function is stopping.'));
          return;
        }
        waiting.push({ resolve, reject, since: performance.now() });
        provide();
      }),
    release,
    evictOne,
    evictIdleSince: (time) => {
      while (idle[0] && idle[0].since < time) evictOne();
    },
    idleSince: () => idle[0]?.since ?? Infinity,
    size: () => all.size,
    stop: async () => {
      stopped = true;
      clearTimeout(impatient);
      for (const each of waiting.splice(0)) each.reject(new Error('This function is stopping.'));
      await Promise.all([...all].map((instance) => instance.stop()));
    },
  };
  budget.pools.add(pool);
  return pool;
};
