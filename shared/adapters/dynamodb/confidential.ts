import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { SealedOriginals, ViewingLog } from '../../application/ports/confidential.ts';
import { rows, THERE } from './rows.ts';
import { factRows } from './fact-rows.ts';
import { originalKey } from './keys.ts';
import { ticketRows, type TicketPlace } from './ticket-rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

type Original = { readonly entryId: string; readonly sealed: string };

/** Sealed originals of masked entries: text of the vault alone. */
export const originalRows = rows<Original, TicketPlace & Pick<Original, 'entryId'>>({
  entity: 'original',
  key: ({ serviceId, number, entryId }) => originalKey(serviceId, number, entryId),
  schema: () => z.object({ entryId: z.string(), sealed: z.string() }),
});

/** Sealed originals in the `desk` table, beside their entries. */
export const dynamoSealedOriginals = ({
  client,
  deskTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): SealedOriginals => ({
  find: async (serviceId, number, entryId) =>
    (await originalRows.get({ client, TableName: deskTable }, { serviceId, number, entryId }))?.sealed,
});

/** Who looked at something hidden, as lines of the ticket's log in the `desk` table. */
export const dynamoViewingLog = ({ client, deskTable, backoff }: DeskDeps): ViewingLog => {
  const desk = { client, TableName: deskTable };
  return {
    record: (fact) => writeAll(client, backoff, [ticketRows.check(desk, fact, THERE), factRows.put(desk, fact)]),
  };
};
