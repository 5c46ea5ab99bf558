import { isNews, type Departure } from '../../domain/desk/departure.ts';
import type { DepartureRepository } from '../ports/desk.ts';

/** Agents who left with open tickets, newest first, until somebody dismisses them. */
export const listDepartures =
  ({ departures }: { readonly departures: Pick<DepartureRepository, 'list'> }) =>
  async (serviceId: string): Promise<readonly Departure[]> =>
    (await departures.list(serviceId)).filter(isNews);
