import { isNews, type Departure, type DepartureRefusal } from '../../domain/desk/departure.ts';
import type { DepartureRepository } from '../ports/desk.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** Agents who left with open tickets, newest first; dismissed ones are not listed. */
export const listDepartures =
  ({ departures }: { readonly departures: Pick<DepartureRepository, 'list'> }) =>
  async (serviceId: string): Promise<readonly Departure[]> =>
    (await departures.list(serviceId)).filter(isNews);

export type DismissDepartureInput = {
  readonly serviceId: string;
  readonly departureId: string;
  readonly agentId: string;
};
type Deps = { readonly departures: Pick<DepartureRepository, 'dismiss'>; readonly clock: Pick<ClockAndIds, 'now'> };

/** Hides a departure from all administrators; dismissing it again does nothing. */
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
