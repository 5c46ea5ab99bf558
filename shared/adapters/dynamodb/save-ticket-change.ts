import type { TransactWriteCommandInput, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { SaveRefusal, TicketChange, TicketRepository } from '../../application/ports/tickets.ts';
import { newParticipants } from '../../domain/ticket/participants.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import { fromItem as draftFromItem, toItem as draftToItem, toVersionItem } from './draft-item.ts';
import { departureUpdate, ticketsOf } from './departure-item.ts';
import { toItem as entryToItem } from './entry-item.ts';
import { toItem as eventToItem } from './event-item.ts';
import { fromItem as followUpFromItem, toItem as followUpToItem } from './follow-up-item.ts';
import { fromItem as idempotencyFromItem, notYetDone, toItem as idempotencyToItem } from './idempotency-item.ts';
import { agentKey, originalKey, ticketKey, uploadKey } from './keys.ts';
import { toItem as mailToItem } from './mail-item.ts';
import { toItem as participantToItem } from './participant-item.ts';
import { toItem as originalToItem } from './original-item.ts';
import { fromItem as messageFromItem, furtherPointerKey, pointerKey, toItem as messageToItem } from './message-item.ts';
import { toItem as fieldsToItem } from './ticket-fields-item.ts';
import { fromItem, toItem } from './ticket-item.ts';
import { writeTransaction, type FailedCondition } from './write-transaction.ts';

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
};
type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Stored = FailedCondition['item'];
/**
 * One write, and what its failed condition means to the caller. `further` asks for the same again under the mail's
 * second key.
 */
type Guarded = { readonly write: Write; readonly refuse?: (stored: Stored) => SaveRefusal | 'further' };

/** Holds if the row has the version that was read; 0: if there is none. */
const versionIs = (expected: number) =>
  expected === 0
    ? { ConditionExpression: 'attribute_not_exists(PK)' }
    : {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': expected },
      };

const ticketWrite = (deps: Deps, { ticket, gone }: TicketChange): Guarded => {
  const expectedVersion = ticket.version - 1;
  const guard = {
    TableName: deps.deskTable,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    ...versionIs(expectedVersion),
  };
  return {
    write: gone
      ? { Delete: { Key: ticketKey(ticket.serviceId, ticket.number), ...guard } }
      : { Put: { Item: toItem(ticket), ...guard } },
    refuse: (stored) => ({
      code: 'version_conflict',
      expected: expectedVersion,
      actual: stored === undefined ? 0 : fromItem(stored).version,
    }),
  };
};

const idempotencyWrite = (deps: Deps, change: TicketChange): readonly Guarded[] => {
  const { idempotency: claim, ticket } = change;
  if (claim === undefined) return [];
  if (deps.sessionsTable === undefined) throw new Error('Idempotency keys lie in the sessions table: it was not given');
  const now = deps.now();
  return [
    {
      write: {
        Put: {
          TableName: deps.sessionsTable,
          Item: idempotencyToItem(ticket.serviceId, claim, ticket.number, now),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...notYetDone(claim, now),
        },
      },
      refuse: (stored) => {
        const row = idempotencyFromItem(stored, now);
        return row?.requestHash === claim.requestHash && row.number !== undefined
          ? { code: 'already_done', number: row.number }
          : { code: 'idempotency_key_reused' };
      },
    },
  ];
};

const pointerWrite = (deps: Deps, { pointer, ticket }: TicketChange, further: boolean): readonly Guarded[] => {
  if (pointer === undefined) return [];
  const key = further ? furtherPointerKey(ticket.serviceId, pointer) : pointerKey(ticket.serviceId, pointer.messageId);
  return [
    {
      write: {
        Put: {
          TableName: deps.deskTable,
          Item: messageToItem(key, pointer, ticket.number),
          ConditionExpression: 'attribute_not_exists(PK)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      refuse: (stored) => {
        const pointing = messageFromItem(stored);
        return pointing.digest === pointer.digest
          ? { code: 'mail_already_received', number: pointing.number }
          : 'further';
      },
    },
  ];
};

const followUpWrite = (deps: Deps, { followUp, ticket }: TicketChange): readonly Guarded[] => {
  if (followUp === undefined) return [];
  const { of, replaces } = followUp;
  const isFree =
    replaces === undefined
      ? { ConditionExpression: 'attribute_not_exists(PK)' }
      : {
          ConditionExpression: '#number = :replaces',
          ExpressionAttributeNames: { '#number': 'number' },
          ExpressionAttributeValues: { ':replaces': replaces },
        };
  return [
    {
      write: {
        Put: {
          TableName: deps.deskTable,
          Item: followUpToItem(ticket.serviceId, of, ticket.number),
          ...isFree,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      refuse: (stored) => ({ code: 'follow_up_exists', number: followUpFromItem(stored).number }),
    },
  ];
};

const draftWrites = (deps: Deps, { draft }: TicketChange): readonly Guarded[] => {
  if (draft === undefined) return [];
  const { after, expectedVersion, kept } = draft;
  return [
    {
      write: {
        Put: {
          TableName: deps.deskTable,
          Item: draftToItem(after),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...versionIs(expectedVersion),
        },
      },
      refuse: (stored) => ({
        code: 'draft_conflict',
        expected: expectedVersion,
        actual: stored === undefined ? 0 : draftFromItem(stored).version,
      }),
    },
    ...(kept === undefined
      ? []
      : [{ write: { Put: { TableName: deps.deskTable, Item: toVersionItem(after, kept) } } }]),
  ];
};

const uploadWrites = (deps: Deps, { ticket, uploads }: TicketChange): readonly Guarded[] => {
  if (uploads === undefined) return [];
  const { sessionsTable: TableName } = deps;
  if (TableName === undefined) throw new Error('Uploads lie in the sessions table: it was not given');
  return uploads.uploadIds.map((uploadId) => ({
    write: {
      Delete: {
        TableName,
        Key: uploadKey(ticket.serviceId, uploads.agentId, uploadId),
        ConditionExpression: 'attribute_exists(PK)',
      },
    },
    refuse: () => ({ code: 'upload_not_found', uploadId }),
  }));
};

const originalWrites = (
  { deskTable: TableName }: Deps,
  { original, ticket: { serviceId, number } }: TicketChange,
): readonly Guarded[] => {
  if (original === undefined) return [];
  const { entryId, sealed } = original;
  return [
    {
      write:
        sealed === null
          ? { Delete: { TableName, Key: originalKey(serviceId, number, entryId) } }
          : { Put: { TableName, Item: originalToItem(serviceId, number, entryId, sealed) } },
    },
  ];
};

/**
 * Counts the ticket for the departure that gives it back, while its agent is gone. Whoever is told of a departure anew
 * was not told of all yet.
 */
const departureWrites = (
  { deskTable: TableName }: Deps,
  { departure, ticket: { groupId } }: TicketChange,
): readonly Guarded[] => {
  if (departure === undefined) return [];
  const { Key, SET, names, values } = departureUpdate(departure, 'given_back');
  return [
    {
      write: {
        ConditionCheck: {
          TableName,
          Key: agentKey(departure.serviceId, departure.agentId),
          ConditionExpression: '#active = :no',
          ExpressionAttributeNames: { '#active': 'active' },
          ExpressionAttributeValues: { ':no': false },
        },
      },
      refuse: () => ({ code: 'agent_returned' }),
    },
    {
      write: {
        Update: {
          TableName,
          Key,
          UpdateExpression: `SET ${SET.join(', ')} REMOVE dismissedAt, toldAt ADD #tickets :one`,
          ExpressionAttributeNames: { ...names, '#tickets': ticketsOf(groupId) },
          ExpressionAttributeValues: { ...values, ':one': 1 },
        },
      },
    },
  ];
};

/**
 * Writes a change in one transaction. When several conditions fail at once the request's own repetition is told first,
 * then the mail's, then the version, then the draft and the uploads: a repeated request must not look like a race. A
 * Message-ID that another mail has already is kept under id and digest.
 */
export const saveTicketChange =
  (deps: Deps): TicketRepository['save'] =>
  async (change) => {
    const { serviceId, number } = change.ticket;
    const plain = (item: Record<string, unknown>): Guarded => ({
      write: { Put: { TableName: deps.deskTable, Item: item } },
    });
    const attempt = async (further: boolean): ReturnType<TicketRepository['save']> => {
      const guarded = [
        ...idempotencyWrite(deps, change),
        ...pointerWrite(deps, change, further),
        ...followUpWrite(deps, change),
        ticketWrite(deps, change),
        ...draftWrites(deps, change),
        ...uploadWrites(deps, change),
        ...originalWrites(deps, change),
        ...departureWrites(deps, change),
        ...(change.entry === undefined ? [] : [plain(entryToItem(serviceId, number, change.entry))]),
        ...newParticipants(change).map((address) => plain(participantToItem(serviceId, number, address))),
        plain(eventToItem(change.fact)),
        ...(change.fields === undefined ? [] : [plain(fieldsToItem(serviceId, number, change.fields))]),
        ...(change.mail === undefined ? [] : [plain(mailToItem(change.mail))]),
      ];
      const [first] = await writeTransaction(
        deps.client,
        deps.backoff,
        guarded.map(({ write }) => write),
      );
      if (first === undefined) return ok(change.ticket);
      const refusal = guarded[first.position]?.refuse?.(first.item);
      if (refusal === undefined)
        throw new Error(`A write without a condition was refused at position ${first.position}`);
      return refusal === 'further' ? attempt(true) : err(refusal);
    };
    return attempt(false);
  };
