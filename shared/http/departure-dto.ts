import type * as z from 'zod';
import type { departureDto } from '../contracts/http/departures.ts';
import type { Departure } from '../domain/desk/departure.ts';

/** A departure as the API shows it. */
export const toDepartureDto = ({
  departureId,
  agentId,
  at,
  outcome,
  groups,
  openCalls,
}: Departure): z.input<typeof departureDto> => ({
  departureId,
  agentId,
  at,
  outcome,
  openCalls,
  tickets: groups.reduce((count, { tickets }) => count + tickets, 0),
  groups: groups.map(({ groupId, tickets }) => ({ groupId: groupId ?? null, tickets })),
});
