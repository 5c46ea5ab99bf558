import { randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClockAndIds, Backoff, Wait } from '../../application/ports/platform.ts';

const STEPS = 2 ** 32;
/** From 0 to below 1. Node keeps random bytes in store; `ulid` would ask the system for each of sixteen characters. */
const random = () => randomInt(STEPS) / STEPS;

/** The machine's clock, and ULIDs that also sort within one millisecond of one process. */
export const systemClockAndIds = (): ClockAndIds => {
  const ulid = monotonicFactory(random);
  return { now: () => new Date(), newId: (prefix) => `${prefix}_${ulid()}` };
};

/** Waits on the machine's clock. */
export const systemWait: Wait = async (milliseconds) => {
  await pause(milliseconds);
};

/** Full jitter over 20, 40, 80 … at most 400 ms: twenty writers that compete for one row finish within a second. */
export const jitteredBackoff: Backoff = (attempt) =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.random() * Math.min(400, 10 * 2 ** attempt));
  });
