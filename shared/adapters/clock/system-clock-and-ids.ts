import { monotonicFactory } from 'ulid';
import type { ClockAndIds } from '../../application/ports/platform.ts';

/** The machine's clock, and ULIDs that also sort within one millisecond of one process. */
export const systemClockAndIds = (): ClockAndIds => {
  const ulid = monotonicFactory();
  return { now: () => new Date(), newId: (prefix) => `${prefix}_${ulid()}` };
};
