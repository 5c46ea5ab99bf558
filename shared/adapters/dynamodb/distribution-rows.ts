import * as z from 'zod';
import type { Distribution, Received, Turn } from '../../domain/distribution/distribution.ts';
import type { WaitingTicket } from '../../domain/distribution/waiting-ticket.ts';
import { ASSIGNMENT_STRATEGIES } from '../../domain/trigger/trigger.ts';
import { automationSchema } from './fact-rows.ts';
import { receivedKey, turnKey, waitingIndexKeys, waitingKey } from './keys.ts';
import { has, rows, type Table } from './rows.ts';
import type { Guarded } from './write-transaction.ts';

/** A place in a group's line. By the index of agents the groups are found in which any ticket waits. */
export const waitingRows = rows<WaitingTicket, Pick<WaitingTicket, 'serviceId' | 'groupId' | 'since' | 'number'>>({
  entity: 'waiting',
  key: waitingKey,
  schema: () =>
    z.object({
      serviceId: z.string(),
      groupId: z.string(),
      number: z.int().positive(),
      since: z.string(),
      id: z.string(),
      strategy: z.enum(ASSIGNMENT_STRATEGIES),
      agentId: z.string().exactOptional(),
      cap: z.int().positive().exactOptional(),
      triggerId: z.string(),
      automation: automationSchema(),
      correlationId: z.string(),
    }),
  toStored: (waiting) => ({ ...waitingIndexKeys(waiting), ...waiting }),
});

/** Whose turn it is among the tickets of one trigger in a group. */
export const turnRows = rows<Turn, Pick<Turn, 'serviceId' | 'groupId' | 'triggerId'>>({
  entity: 'turn',
  key: turnKey,
  schema: () =>
    z.object({
      serviceId: z.string(),
      groupId: z.string(),
      triggerId: z.string(),
      version: z.int().positive(),
      agentId: z.string(),
      place: z.int(),
    }),
});

/** What an agent was given lately, in all groups of a service. */
export const receivedRows = rows<Received, Pick<Received, 'serviceId' | 'agentId'>>({
  entity: 'received',
  key: receivedKey,
  schema: () =>
    z.object({
      serviceId: z.string(),
      agentId: z.string(),
      version: z.int().positive(),
      lastAt: z.string(),
      recent: z.array(
        z
          .tuple([z.int().positive(), z.int()])
          .transform(([number, time]) => ({ number, at: new Date(time).toISOString() })),
      ),
    }),
  // Short: fifty of them in one write unit.
  toStored: ({ recent, ...received }) => ({
    ...received,
    recent: recent.map(({ number, at }) => [number, Date.parse(at)]),
  }),
});

/** Why an assignment's transaction is refused beside its ticket. */
export type DistributionRefusal =
  | { readonly code: 'not_waiting' }
  /** What the choice depended on has changed. */
  | { readonly code: 'turn_moved' };

/** The line is left, and what the choice depended on moves on from what was read. */
export const distributionWrites = (
  desk: Table,
  { waiting, received, turn }: Distribution,
): readonly Guarded<DistributionRefusal>[] => [
  { write: waitingRows.remove(desk, waiting, has({ id: waiting.id })), refuse: () => ({ code: 'not_waiting' }) },
  {
    write: receivedRows.putIfVersion(desk, { version: received.version - 1 }, received),
    refuse: () => ({ code: 'turn_moved' }),
  },
  ...(turn === undefined
    ? []
    : [
        {
          write: turnRows.putIfVersion(desk, { version: turn.version - 1 }, turn),
          refuse: () => ({ code: 'turn_moved' as const }),
        },
      ]),
];
