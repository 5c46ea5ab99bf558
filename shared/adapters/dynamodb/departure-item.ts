import * as z from 'zod';
import type { DepartureRef } from '../../application/ports/desk.ts';
import { DEPARTURE_OUTCOMES, type Departure, type DepartureOutcome } from '../../domain/desk/departure.ts';
import { departureKey } from './keys.ts';

/** One attribute a group, so that each ticket adds one to its own; without a group the name ends here. */
const TICKETS = 'tickets#';

const itemSchema = z.looseObject({
  entity: z.literal('departure'),
  serviceId: z.string(),
  departureId: z.string(),
  agentId: z.string(),
  at: z.string(),
  outcome: z.enum(DEPARTURE_OUTCOMES),
  openCalls: z.int().nonnegative().default(0),
  finishedAt: z.string().exactOptional(),
  toldAt: z.string().exactOptional(),
  dismissedAt: z.string().exactOptional(),
});
const countSchema = z.int().nonnegative();

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Departure => {
  const {
    entity: _entity,
    serviceId,
    departureId,
    agentId,
    at,
    outcome,
    openCalls,
    finishedAt,
    toldAt,
    dismissedAt,
    ...others
  } = itemSchema.parse(item);
  const groups = Object.entries(others)
    .filter(([name]) => name.startsWith(TICKETS))
    .map(([name, count]) => {
      const groupId = name.slice(TICKETS.length);
      return { ...(groupId === '' ? {} : { groupId }), tickets: countSchema.parse(count) };
    });
  return {
    serviceId,
    departureId,
    agentId,
    at,
    outcome,
    openCalls,
    groups: groups.toSorted((a, b) => b.tickets - a.tickets || (a.groupId ?? '').localeCompare(b.groupId ?? '')),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(toldAt === undefined ? {} : { toldAt }),
    ...(dismissedAt === undefined ? {} : { dismissedAt }),
  };
};

/** An update of a departure's row that makes it when it isn't there. What else it sets uses placeholders of its own. */
export const departureUpdate = ({ serviceId, departureId, agentId, at }: DepartureRef, outcome: DepartureOutcome) => ({
  Key: departureKey(serviceId, departureId),
  SET: [
    'entity = :departure',
    'serviceId = :service',
    'departureId = :id',
    'agentId = :agent',
    '#at = :left',
    '#outcome = :outcome',
  ],
  names: { '#at': 'at', '#outcome': 'outcome' },
  values: {
    ':departure': 'departure',
    ':service': serviceId,
    ':id': departureId,
    ':agent': agentId,
    ':left': at,
    ':outcome': outcome,
  },
});

export const ticketsOf = (groupId: string | undefined): string => `${TICKETS}${groupId ?? ''}`;
