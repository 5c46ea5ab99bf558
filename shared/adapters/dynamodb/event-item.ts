import * as z from 'zod';
import { FACT_TYPES, TRACKED_FIELDS, type Fact } from '../../domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { eventKey } from './keys.ts';

const changeSchema = z.object({ before: z.string().exactOptional(), after: z.string().exactOptional() });
const itemSchema = z.object({
  entity: z.literal('event'),
  id: z.string(),
  type: z.enum(FACT_TYPES),
  serviceId: z.string(),
  number: z.int().positive(),
  version: z.int().nonnegative(),
  at: z.string(),
  actor: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('agent'), id: z.string() }),
    z.object({ kind: z.literal('customer') }),
    z.object({ kind: z.literal('system') }),
  ]),
  status: z.enum(TICKET_STATUSES),
  assigneeId: z.string().exactOptional(),
  groupId: z.string().exactOptional(),
  spam: z.literal(true).exactOptional(),
  changes: z.partialRecord(z.enum(TRACKED_FIELDS), changeSchema),
  fieldChanges: z
    .record(z.string(), changeSchema.extend({ encrypted: z.literal(true).exactOptional() }))
    .exactOptional(),
  fieldCode: z.string().exactOptional(),
  entryId: z.string().exactOptional(),
  mailId: z.string().exactOptional(),
  round: z.int().positive().exactOptional(),
  callId: z.string().exactOptional(),
  masks: z.array(z.object({ id: z.string(), start: z.int(), end: z.int() })).exactOptional(),
  attachmentId: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  correlationId: z.string(),
});

/** The row that is log and outbox in one: written with the change that it tells of, published from the stream. */
export const toItem = (fact: Fact) => ({
  ...eventKey(fact.serviceId, fact.number, fact.id),
  entity: 'event' as const,
  ...fact,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Fact => {
  const { entity: _entity, ...fact } = itemSchema.parse(item);
  return fact;
};
