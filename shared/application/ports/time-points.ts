import type { DueTime, Stretch, TimePoint } from '../../domain/trigger/time-line.ts';
import type { TimeBase } from '../../domain/trigger/trigger.ts';

/** The points from which time triggers count, in the order of time. They are written by `AutomationStep`. */
export type TimePoints = {
  /** Those of a service in a stretch of time, oldest first, in pages. Consistent. */
  in(serviceId: string, since: TimeBase, stretch: Stretch): AsyncIterable<readonly TimePoint[]>;
  /** Times that were written late, by when they are to be found, oldest first, in pages. Consistent. */
  late(serviceId: string, stretch: Stretch): AsyncIterable<readonly DueTime[]>;
  /** Until when (ISO 8601) what was due was looked for; undefined: never yet. Consistent. */
  position(serviceId: string): Promise<string | undefined>;
  /** False: somebody else moved it from there already. */
  move(serviceId: string, from: string | undefined, to: string): Promise<boolean>;
};
