import * as z from 'zod';
import type { DeskFactType } from '../shared/domain/desk/desk-facts.ts';
import type { FactType } from '../shared/domain/ticket/facts.ts';

/** `source` of everything that Handover publishes. */
export const SOURCE = 'handover.desk';

export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), id: z.string().min(1) }),
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('system') }),
]);

export const metadataSchema = z.object({
  eventId: z.string().min(1).meta({ description: 'Unique and sortable by time; consumers are idempotent by it.' }),
  serviceId: z.string().min(1),
  occurredAt: z.iso.datetime(),
  actor: actorSchema.meta({ description: 'Who did it; customers are not named.' }),
  correlationId: z.string().min(1).meta({ description: 'Ties together all that came of one request or mail.' }),
});

type EventDefinition<T extends string, V extends number, F extends FactType | DeskFactType, D extends z.ZodObject> = {
  readonly type: T;
  readonly version: V;
  /** The fact that this event publishes. */
  readonly fact: F;
  /** When it is published, in one sentence. */
  readonly description: string;
  readonly data: D;
};

/** One published event: its EventBridge detail-type, its major version and the zod schema of `detail`. */
export const defineEvent = <
  const T extends string,
  const V extends number,
  const F extends FactType | DeskFactType,
  D extends z.ZodObject,
>(
  event: EventDefinition<T, V, F, D>,
) => ({
  ...event,
  detailType: `${event.type}.v${event.version}` as `${T}.v${V}`,
  schema: z.object({ metadata: metadataSchema, data: event.data }),
});

/** What EventBridge delivers to a queue or a function, as far as the desk reads it. */
export const busEventSchema = z.object({
  source: z.literal(SOURCE),
  'detail-type': z.string().min(1),
  detail: z.unknown(),
});
