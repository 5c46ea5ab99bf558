import * as z from 'zod';

/** `source` of everything that Handover publishes. */
export const SOURCE = 'handover.desk';

export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), id: z.string().min(1) }),
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('system') }),
]);

export const metadataSchema = z.object({
  /** Unique and sortable by time; consumers are idempotent by it. */
  eventId: z.string().min(1),
  serviceId: z.string().min(1),
  occurredAt: z.iso.datetime(),
  actor: actorSchema,
  correlationId: z.string().min(1),
});

/** One published event: its EventBridge detail-type, its major version and the zod schema of `detail`. */
export const defineEvent = <T extends string, V extends number, D extends z.ZodObject>(type: T, version: V, data: D) => ({
  type,
  version,
  detailType: `${type}.v${version}` as `${T}.v${V}`,
  schema: z.object({ metadata: metadataSchema, data }),
});
