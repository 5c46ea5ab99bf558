import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TicketRepository } from '../../application/ports/tickets.ts';
import { listById, readPage } from './cursor.ts';
import { changing } from './expressions.ts';
import { factRows } from './fact-rows.ts';
import { idempotencyKeys } from './idempotency-keys.ts';
import { entryKey, eventKey, ticketCounterKey } from './keys.ts';
import { messagePointers } from './message-pointers.ts';
import { beginningWith, queryAll } from './query.ts';
import { readPart } from './rows.ts';
import { saveTicketChange } from './save-ticket-change.ts';
import { ticketLists } from './ticket-lists.ts';
import {
  entryRows,
  followUpRows,
  HEAD_ATTRIBUTES,
  participantRows,
  readHead,
  ticketFieldsRows,
} from './ticket-part-rows.ts';
import { ticketRows } from './ticket-rows.ts';

export type DynamoTicketRepositoryDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  /** Only what saves or looks for an idempotency key needs it. */
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
};

const counterSchema = z.object({ last: z.int().positive() });

/**
 * Tickets in the `desk` table, idempotency keys in `sessions`; the access patterns are numbered in
 * docs/access-patterns.md.
 */
export const dynamoTicketRepository = (deps: DynamoTicketRepositoryDeps): TicketRepository => {
  const { client, deskTable } = deps;
  const desk = { client, TableName: deskTable };
  return {
    async nextNumber(serviceId) {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: deskTable,
          Key: ticketCounterKey(serviceId),
          ReturnValues: 'UPDATED_NEW',
          ...changing({ set: { entity: 'counter' }, add: { last: 1 } }),
        }),
      );
      return readPart('a counter of tickets', counterSchema, Attributes).last;
    },
    find: (serviceId, number) => ticketRows.get(desk, { serviceId, number }),
    findFields: async (serviceId, number) => (await ticketFieldsRows.get(desk, { serviceId, number }))?.values ?? {},
    save: saveTicketChange(deps),
    findEntry: (serviceId, number, id) => entryRows.get(desk, { serviceId, number, id }),
    /** Reads on from an entry's key, so that it costs what came after it and nothing of the history before. */
    listEntriesAfter: (serviceId, number, entryId, limit) =>
      queryAll(
        desk,
        { ...beginningWith(entryKey(serviceId, number, '')), consistent: true, attributes: HEAD_ATTRIBUTES },
        readHead,
        { after: entryId === undefined ? undefined : entryKey(serviceId, number, entryId), atMost: limit },
      ),
    listEntries: (serviceId, number, page) =>
      readPage(
        desk,
        listById((id) => entryKey(serviceId, number, id)),
        page,
        entryRows.read,
      ),
    listFacts: (serviceId, number, page) =>
      readPage(
        desk,
        listById((id) => eventKey(serviceId, number, id)),
        page,
        factRows.read,
      ),
    findFollowUp: (serviceId, of) => followUpRows.get(desk, { serviceId, of }),
    isParticipant: async (serviceId, number, address) =>
      (await participantRows.get(desk, { serviceId, number, address })) !== undefined,
    ...ticketLists(desk),
    ...messagePointers(desk),
    ...idempotencyKeys(deps),
  };
};
