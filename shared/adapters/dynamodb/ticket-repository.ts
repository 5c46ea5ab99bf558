import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TicketRepository } from '../../application/ports/tickets.ts';
import { bindClaim } from './bind-claim.ts';
import { entriesAfter } from './entries-after.ts';
import { fromItem as entryFromItem } from './entry-item.ts';
import { fromItem as followUpFromItem } from './follow-up-item.ts';
import { fromItem as idempotencyFromItem } from './idempotency-item.ts';
import { entryKey, followUpKey, idempotencyKey, ticketCounterKey, ticketFieldsKey, ticketKey } from './keys.ts';
import { fromItem as messageFromItem, furtherPointerKey, pointerKey, toPlace } from './message-item.ts';
import { saveTicketChange } from './save-ticket-change.ts';
import { keyOfParticipant } from './participant-item.ts';
import { fromItem as fieldsFromItem } from './ticket-fields-item.ts';
import { fromItem } from './ticket-item.ts';
import { ticketPages } from './ticket-pages.ts';

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
  const read = async (key: { readonly PK: string; readonly SK: string }, table = deps.deskTable) =>
    (await deps.client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

  return {
    async nextNumber(serviceId) {
      const { Attributes } = await deps.client.send(
        new UpdateCommand({
          TableName: deps.deskTable,
          Key: ticketCounterKey(serviceId),
          UpdateExpression: 'SET entity = :counter ADD #last :one',
          ExpressionAttributeNames: { '#last': 'last' },
          ExpressionAttributeValues: { ':one': 1, ':counter': 'counter' },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return counterSchema.parse(Attributes).last;
    },
    async find(serviceId, number) {
      const item = await read(ticketKey(serviceId, number));
      return item && fromItem(item);
    },
    async findFields(serviceId, number) {
      const item = await read(ticketFieldsKey(serviceId, number));
      return item === undefined ? {} : fieldsFromItem(item);
    },
    bindClaim: bindClaim(deps),
    async findClaim(serviceId, claim) {
      if (deps.sessionsTable === undefined)
        throw new Error('Idempotency keys lie in the sessions table: it was not given');
      const item = await read(idempotencyKey(serviceId, claim.callerId, claim.key), deps.sessionsTable);
      const row = item && idempotencyFromItem(item, deps.now());
      if (row === undefined) return undefined;
      if (row.requestHash !== claim.requestHash) return { reused: true };
      return row.number === undefined ? undefined : { number: row.number };
    },
    save: saveTicketChange(deps),
    async findEntry(serviceId, number, entryId) {
      const item = await read(entryKey(serviceId, number, entryId));
      return item && entryFromItem(item);
    },
    listEntriesAfter: entriesAfter(deps),
    ...ticketPages(deps),
    async findByMessageId(serviceId, messageId) {
      const item = await read(pointerKey(serviceId, messageId));
      return item && toPlace(item);
    },
    async findFollowUp(serviceId, of) {
      const item = await read(followUpKey(serviceId, of));
      return item && followUpFromItem(item);
    },
    async isParticipant(serviceId, number, address) {
      return (await read(keyOfParticipant(serviceId, number, address))) !== undefined;
    },
    async findReceived(serviceId, pointer) {
      const first = await read(pointerKey(serviceId, pointer.messageId));
      if (first === undefined) return undefined;
      const pointing = messageFromItem(first);
      if (pointing.digest === pointer.digest) return { number: pointing.number };
      const further = await read(furtherPointerKey(serviceId, pointer));
      return further && { number: messageFromItem(further).number };
    },
  };
};
