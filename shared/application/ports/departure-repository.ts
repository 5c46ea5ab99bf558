import type { Departure } from '../../domain/desk/departure.ts';

/** Whose departure it is. Rows are made by the first ticket that is given back, or when the work ends. */
export type DepartureRef = Pick<Departure, 'serviceId' | 'departureId' | 'agentId' | 'at'>;

/** Tickets by group, for a departure whose tickets were only counted. */
export type Kept = Departure['groups'];

export type DepartureRepository = {
  /** Consistent. */
  find(serviceId: string, departureId: string): Promise<Departure | undefined>;
  /** The newest DEPARTURES_SHOWN, newest first, dismissed and unfinished ones too. Consistent. */
  list(serviceId: string): Promise<readonly Departure[]>;
  /**
   * Notes that all was looked through; `kept` are tickets that stay the leaver's. Doing it again keeps the first time.
   */
  finish(
    departure: DepartureRef,
    ending: { readonly at: string; readonly openCalls: number; readonly kept?: Kept },
  ): Promise<void>;
  /** Notes that administrators were told of all that is in it. */
  told(serviceId: string, departureId: string, at: string): Promise<void>;
  /** False: there is none. Dismissing twice is well. */
  dismiss(
    serviceId: string,
    departureId: string,
    by: { readonly agentId: string; readonly at: string },
  ): Promise<boolean>;
};
