import { dueAt, type DueTime, pointsDueIn } from '../../domain/trigger/time-line.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { TimePoints } from '../ports/time-points.ts';
import type { TimedService, TriggerRepository } from '../ports/triggers.ts';

export type FindDueTimesDeps = {
  readonly triggers: Pick<TriggerRepository, 'timed'>;
  readonly points: TimePoints;
  /** Has the evaluation look at tickets whose time came; a time that it is told twice is evaluated once. */
  readonly wakes: { wake(due: readonly DueTime[]): Promise<void> };
  readonly clock: Pick<ClockAndIds, 'now'>;
  readonly log: Log;
};

/** In milliseconds: where nobody has looked for longer, what was due before stays undone. */
export const LONGEST_STRETCH = 3 * 24 * 3_600_000;

/**
 * Looks for the tickets of all services whose time has come since it last looked, and has each evaluated. A service is
 * looked at from when its first time trigger came into use. The position moves when all were handed on: a run that was
 * killed is done again, and its times are evaluated once all the same. Gives how many failed.
 */
export const findDueTimes = ({ triggers, points, wakes, clock, log }: FindDueTimesDeps) => {
  const findIn = async ({ serviceId, times, timesSince }: TimedService): Promise<void> => {
    const now = clock.now();
    const until = now.toISOString();
    const position = await points.position(serviceId);
    if (position !== undefined && position < until) {
      const earliest = new Date(now.getTime() - LONGEST_STRETCH).toISOString();
      const after = [position, earliest, timesSince].toSorted().at(-1)!;
      for (const { since, hours } of times) {
        for await (const found of points.in(serviceId, since, pointsDueIn({ after, until }, hours)))
          await wakes.wake(found.map((point) => ({ ...point, hours })));
      }
      // Of what stands behind the position: a trigger that came into use since knows none of it.
      const oldest = [earliest, timesSince].toSorted().at(-1)!;
      for await (const found of points.late(serviceId, { after: position, until })) {
        const due = found.filter((time) => dueAt(time) > oldest);
        if (due.length > 0) await wakes.wake(due);
      }
    }
    if (position === undefined || position < until) await points.move(serviceId, position, until);
  };

  return async (): Promise<{ readonly services: number; readonly failed: number }> => {
    let [services, failed] = [0, 0];
    for (const service of await triggers.timed()) {
      services += 1;
      try {
        await findIn(service);
      } catch (cause) {
        failed += 1;
        log.error('due_times_not_found', { serviceId: service.serviceId, cause });
      }
    }
    return { services, failed };
  };
};
