import * as z from 'zod';

/** The EventBridge `source` of every event that Handover publishes. */
export const SOURCE = 'handover.desk';

const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), id: z.string().min(1) }),
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('system') }),
]);

const metadataSchema = z.object({
  eventId: z.string().min(1).meta({ description: 'Unique and sortable by time; consumers are idempotent by it.' }),
  serviceId: z.string().min(1),
  occurredAt: z.iso.datetime(),
  actor: actorSchema.meta({ description: 'Who did it; customers are not named.' }),
  correlationId: z.string().min(1).meta({ description: 'Ties together all that came of one request or mail.' }),
});
export type Metadata = z.input<typeof metadataSchema>;

type EventDefinition<T extends string, V extends number, F extends string, D extends z.ZodObject> = {
  readonly type: T;
  readonly version: V;
  /** The fact that this event publishes. */
  readonly fact: F;
  /** When it is published, in one sentence. */
  readonly description: string;
  readonly data: D;
};

/** Adds to an event its EventBridge detail-type, such as `TicketKept.v1`, and the schema of its `detail`. */
export const defineEvent = <
  const T extends string,
  const V extends number,
  const F extends string,
  D extends z.ZodObject,
>(
  event: EventDefinition<T, V, F, D>,
) => ({
  ...event,
  detailType: `${event.type}.v${event.version}` as `${T}.v${V}`,
  schema: z.object({ metadata: metadataSchema, data: event.data }),
});

/** The members that the desk reads of what EventBridge delivers to a queue or a function. */
export const busEventSchema = z.object({
  source: z.literal(SOURCE),
  'detail-type': z.string().min(1),
  detail: z.unknown(),
});
