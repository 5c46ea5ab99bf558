import * as z from 'zod';
import { DESK_ACTIONS, DESK_FACT_TYPES, DESK_SUBJECTS, type DeskFact } from '../../domain/desk/desk-facts.ts';
import { deskEventKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('event'),
  of: z.literal('desk'),
  id: z.string(),
  type: z.enum(DESK_FACT_TYPES),
  serviceId: z.string(),
  at: z.string(),
  actor: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('agent'), id: z.string() }),
    z.object({ kind: z.literal('customer') }),
    z.object({ kind: z.literal('system') }),
  ]),
  action: z.enum(DESK_ACTIONS),
  subject: z.object({ kind: z.enum(DESK_SUBJECTS), id: z.string() }),
  changed: z.array(z.string()),
  correlationId: z.string(),
});

/** The row that is audit log and outbox in one, published from the stream as those of tickets are. */
export const toItem = (fact: DeskFact) => ({
  ...deskEventKey(fact.serviceId, fact.id),
  entity: 'event' as const,
  ...fact,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): DeskFact => {
  const { entity: _entity, ...fact } = itemSchema.parse(item);
  return fact;
};

/** Is an event row one of a service, not of a ticket? */
export const isDeskFactItem = (item: Readonly<Record<string, unknown>> | undefined): boolean => item?.['of'] === 'desk';

/** The write of a fact, for the transaction of the change that it tells of. */
export const deskFactWrite = (TableName: string, fact: DeskFact) => ({ Put: { TableName, Item: toItem(fact) } });
