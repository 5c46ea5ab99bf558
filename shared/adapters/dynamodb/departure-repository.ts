import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DepartureRef, DepartureRepository } from '../../application/ports/desk.ts';
import { DEPARTURE_OUTCOMES, DEPARTURES_SHOWN, type Departure } from '../../domain/desk/departure.ts';
import { once } from '../../domain/kernel/once.ts';
import { type Attributes, type Changes, changing, type Condition, rows, THERE } from './rows.ts';
import { departureKey } from './keys.ts';
import { beginningWith, queryPage } from './query.ts';
import { unlessRefused } from './write-transaction.ts';

/** One attribute a group, so that each ticket adds one to its own; without a group the name ends here. */
const TICKETS = 'tickets#';
export const ticketsOf = (groupId: string | undefined): string => `${TICKETS}${groupId ?? ''}`;

const gatherTickets = (item: unknown): unknown => ({
  ...(item as Attributes),
  tickets: Object.fromEntries(
    Object.entries(item as Attributes).flatMap(([name, count]) =>
      name.startsWith(TICKETS) ? [[name.slice(TICKETS.length), count]] : [],
    ),
  ),
});

const departureSchema = once(() =>
  z
    .object({
      serviceId: z.string(),
      departureId: z.string(),
      agentId: z.string(),
      at: z.string(),
      outcome: z.enum(DEPARTURE_OUTCOMES),
      openCalls: z.int().nonnegative().default(0),
      finishedAt: z.string().exactOptional(),
      toldAt: z.string().exactOptional(),
      dismissedAt: z.string().exactOptional(),
      tickets: z.record(z.string(), z.int().nonnegative()),
    })
    .transform(({ tickets, ...departure }) => ({
      ...departure,
      groups: Object.entries(tickets)
        .map(([groupId, count]) => ({ ...(groupId !== '' && { groupId }), tickets: count }))
        .toSorted((a, b) => b.tickets - a.tickets || (a.groupId ?? '').localeCompare(b.groupId ?? '')),
    })),
);

const departureRows = rows<Departure, Pick<Departure, 'serviceId' | 'departureId'>>({
  entity: 'departure',
  key: ({ serviceId, departureId }) => departureKey(serviceId, departureId),
  schema: () => z.preprocess(gatherTickets, departureSchema()),
});

/** An update of a departure's row that makes it when it isn't there. */
export const departureUpdate = (
  { serviceId, departureId, agentId, at }: DepartureRef,
  { set, ...changes }: Changes & { readonly set: Attributes & Pick<Departure, 'outcome'> },
) => ({
  Key: departureKey(serviceId, departureId),
  ...changing({ set: { entity: 'departure', serviceId, departureId, agentId, at, ...set }, ...changes }),
});

/**
 * Departures as rows beside their service. Tickets that are given back are counted by their own transaction
 * (ticket-repository.ts).
 */
export const dynamoDepartureRepository = ({
  client,
  deskTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): DepartureRepository => {
  const desk = { client, TableName };
  const update = (serviceId: string, departureId: string, changes: Changes, condition: Condition) =>
    client.send(
      new UpdateCommand({ TableName, Key: departureKey(serviceId, departureId), ...changing(changes, condition) }),
    );
  return {
    find: (serviceId, departureId) => departureRows.get(desk, { serviceId, departureId }),
    async list(serviceId) {
      const ofService = beginningWith(departureKey(serviceId, ''));
      const newest = { ...ofService, consistent: true, order: 'newest', pageSize: DEPARTURES_SHOWN } as const;
      return (await queryPage(desk, newest)).items.map(departureRows.read);
    },
    async finish(departure, { at, openCalls, kept }) {
      const counts = (kept ?? []).map(({ groupId, tickets }) => [ticketsOf(groupId), tickets] as const);
      const change = departureUpdate(departure, {
        set: {
          outcome: kept === undefined ? 'given_back' : 'kept',
          openCalls,
          ...Object.fromEntries(counts),
        },
        setOnce: { finishedAt: at },
      });
      await client.send(new UpdateCommand({ TableName, ...change }));
    },
    async told(serviceId, departureId, at) {
      await update(serviceId, departureId, { set: { toldAt: at } }, THERE);
    },
    async dismiss(serviceId, departureId, { agentId, at }) {
      const dismissed = { set: { dismissedAt: at, dismissedBy: agentId } };
      return (await unlessRefused(update(serviceId, departureId, dismissed, THERE))) !== undefined;
    },
  };
};
