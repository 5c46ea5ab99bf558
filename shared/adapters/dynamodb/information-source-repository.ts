import * as z from 'zod';
import type { InformationSourceRepository } from '../../application/ports/desk-settings.ts';
import {
  CUSTOMER_PROPERTIES,
  TICKET_PROPERTIES,
  type InformationSource,
} from '../../domain/customer-information/information-source.ts';
import { CHANNELS } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { deskFactRows } from './fact-rows.ts';
import { informationSourceKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { rows } from './rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

const originSchema = once(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ticket'), property: z.enum(TICKET_PROPERTIES) }),
    z.object({ kind: z.literal('customer'), property: z.enum(CUSTOMER_PROPERTIES) }),
    z.object({ kind: z.literal('field'), code: z.string() }),
    z.object({ kind: z.literal('typed'), label: z.string(), required: z.boolean() }),
  ]),
);
export const informationSourceRows = rows<InformationSource, Pick<InformationSource, 'serviceId' | 'sourceId'>>({
  entity: 'information_source',
  key: ({ serviceId, sourceId }) => informationSourceKey(serviceId, sourceId),
  schema: () =>
    z.object({
      serviceId: z.string(),
      sourceId: z.string(),
      version: z.int().positive(),
      name: z.string(),
      baseUrl: z.string(),
      request: z.array(z.object({ variable: z.string(), from: originSchema() })),
      results: z.array(z.object({ label: z.string(), key: z.string() })),
      sealedKey: z.string().exactOptional(),
      channels: z.array(z.enum(CHANNELS)),
      active: z.boolean(),
      order: z.int(),
    }),
});

/** Sources as rows beside their service, each change with its fact. */
export const dynamoInformationSourceRepository = ({
  client,
  deskTable,
  backoff,
}: DeskDeps): InformationSourceRepository => {
  const desk = { client, TableName: deskTable };
  const sources = informationSourceRows;
  return {
    list: (serviceId) =>
      queryAll(desk, { ...beginningWith(informationSourceKey(serviceId, '')), consistent: true }, sources.read),
    find: (serviceId, sourceId) => sources.get(desk, { serviceId, sourceId }),
    save: (source, before, fact) =>
      writeAll(client, backoff, [sources.putIfVersion(desk, before, source), deskFactRows.put(desk, fact)]),
    remove: (source, fact) =>
      writeAll(client, backoff, [sources.removeIfVersion(desk, source, source), deskFactRows.put(desk, fact)]),
  };
};
