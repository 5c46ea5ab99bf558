import type { DepartureRefusal } from '../../domain/desk/departure.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { DepartureRepository } from '../ports/desk.ts';

export type DismissDepartureInput = {
  readonly serviceId: string;
  readonly departureId: string;
  readonly agentId: string;
};
type Deps = { readonly departures: Pick<DepartureRepository, 'dismiss'>; readonly clock: Pick<ClockAndIds, 'now'> };

/** An administrator has seen to it: it is shown to none of them any more. Doing it twice is well. */
export const dismissDeparture =
  ({ departures, clock }: Deps) =>
  async ({
    serviceId,
    departureId,
    agentId,
  }: DismissDepartureInput): Promise<Result<{ readonly departureId: string }, DepartureRefusal>> =>
    (await departures.dismiss(serviceId, departureId, { agentId, at: clock.now().toISOString() }))
      ? ok({ departureId })
      : err({ code: 'departure_not_found', departureId });
