import type { ClockAndIds } from '../../shared/application/ports/platform.ts';

/** A clock that moves on by one second at each reading, and numbered ids: `evt_000001`. */
export const steppingClock = (start = '2026-11-22T09:00:00.000Z'): ClockAndIds => {
  let time = Date.parse(start);
  let count = 0;
  return {
    now: () => new Date((time += 1000)),
    newId: (prefix) => `${prefix}_${String((count += 1)).padStart(6, '0')}`,
  };
};
