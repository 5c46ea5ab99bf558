import * as z from 'zod';
import {
  CUSTOMER_PROPERTIES,
  TICKET_PROPERTIES,
  type InformationSource,
} from '../../domain/customer-information/information-source.ts';
import { CHANNELS } from '../../domain/ticket/ticket.ts';
import { informationSourceKey } from './keys.ts';

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ticket'), property: z.enum(TICKET_PROPERTIES) }),
  z.object({ kind: z.literal('customer'), property: z.enum(CUSTOMER_PROPERTIES) }),
  z.object({ kind: z.literal('field'), code: z.string() }),
  z.object({ kind: z.literal('typed'), label: z.string(), required: z.boolean() }),
]);
const itemSchema = z.object({
  entity: z.literal('information_source'),
  serviceId: z.string(),
  sourceId: z.string(),
  version: z.int().positive(),
  name: z.string(),
  baseUrl: z.string(),
  request: z.array(z.object({ variable: z.string(), from: originSchema })),
  results: z.array(z.object({ label: z.string(), key: z.string() })),
  sealedKey: z.string().exactOptional(),
  channels: z.array(z.enum(CHANNELS)),
  active: z.boolean(),
  order: z.int(),
});

export const toItem = (source: InformationSource) => ({
  ...informationSourceKey(source.serviceId, source.sourceId),
  entity: 'information_source' as const,
  ...source,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): InformationSource => {
  const { entity: _entity, ...source } = itemSchema.parse(item);
  return source;
};
