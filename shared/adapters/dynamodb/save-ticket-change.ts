import type { TransactWriteCommandInput, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/backoff.ts';
import type { SaveRefusal, TicketChange, TicketRepository } from '../../application/ports/ticket-repository.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import { toItem as entryToItem } from './entry-item.ts';
import { toItem as eventToItem } from './event-item.ts';
import { epochSeconds, fromItem as idempotencyFromItem, toItem as idempotencyToItem } from './idempotency-item.ts';
import { toItem as mailToItem } from './mail-item.ts';
import { fromItem as messageFromItem, furtherPointerKey, pointerKey, toItem as messageToItem } from './message-item.ts';
import { fromItem, toItem } from './ticket-item.ts';
import { writeTransaction, type FailedCondition } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly sessionsTable?: string; readonly backoff: Backoff; readonly now: () => Date };
type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Stored = FailedCondition['item'];
/** One write, and what its failed condition means to the caller. `further` asks for the same again under the mail's second key. */
type Guarded = { readonly write: Write; readonly refuse?: (stored: Stored) => SaveRefusal | 'further' };

const ticketWrite = (deps: Deps, { ticket, expectedVersion }: TicketChange): Guarded => ({
  write: {
    Put: {
      TableName: deps.deskTable, Item: toItem(ticket), ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(expectedVersion === 0
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : { ConditionExpression: '#version = :expected', ExpressionAttributeNames: { '#version': 'version' }, ExpressionAttributeValues: { ':expected': expectedVersion } }),
    },
  },
  refuse: (stored) => ({ code: 'version_conflict', expected: expectedVersion, actual: stored === undefined ? 0 : fromItem(stored).version }),
});

const idempotencyWrite = (deps: Deps, change: TicketChange): readonly Guarded[] => {
  const { idempotency: claim, ticket } = change;
  if (claim === undefined) return [];
  if (deps.sessionsTable === undefined) throw new Error('Idempotency keys lie in the sessions table: it was not given');
  const now = deps.now();
  return [{
    write: {
      Put: {
        TableName: deps.sessionsTable, Item: idempotencyToItem(ticket.serviceId, claim, ticket.number, now), ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ConditionExpression: 'attribute_not_exists(PK) OR expiresAt <= :now', ExpressionAttributeValues: { ':now': epochSeconds(now) },
      },
    },
    refuse: (stored) => {
      const row = idempotencyFromItem(stored, now);
      return row?.requestHash === claim.requestHash ? { code: 'already_done', number: row.number } : { code: 'idempotency_key_reused' };
    },
  }];
};

const pointerWrite = (deps: Deps, { pointer, ticket }: TicketChange, further: boolean): readonly Guarded[] => {
  if (pointer === undefined) return [];
  const key = further ? furtherPointerKey(ticket.serviceId, pointer) : pointerKey(ticket.serviceId, pointer.messageId);
  return [{
    write: { Put: { TableName: deps.deskTable, Item: messageToItem(key, pointer, ticket.number), ConditionExpression: 'attribute_not_exists(PK)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
    refuse: (stored) => {
      const pointing = messageFromItem(stored);
      return pointing.digest === pointer.digest ? { code: 'mail_already_received', number: pointing.number } : 'further';
    },
  }];
};

/**
 * Writes a change in one transaction. When several conditions fail at once the request's own repetition is told first, then the mail's, then
 * the version: a repeated request must not look like a race. A Message-ID that another mail has already is kept under id and digest.
 */
export const saveTicketChange = (deps: Deps): TicketRepository['save'] => async (change) => {
  const { serviceId, number } = change.ticket;
  const plain = (item: Record<string, unknown>): Guarded => ({ write: { Put: { TableName: deps.deskTable, Item: item } } });
  const attempt = async (further: boolean): ReturnType<TicketRepository['save']> => {
    const guarded = [
      ...idempotencyWrite(deps, change),
      ...pointerWrite(deps, change, further),
      ticketWrite(deps, change),
      ...change.entries.map((entry) => plain(entryToItem(serviceId, number, entry))),
      ...change.facts.map((fact) => plain(eventToItem(fact))),
      ...(change.mail === undefined ? [] : [plain(mailToItem(change.mail))]),
    ];
    const [first] = await writeTransaction(deps.client, deps.backoff, guarded.map(({ write }) => write));
    if (first === undefined) return ok(change.ticket);
    const refusal = guarded[first.position]?.refuse?.(first.item);
    if (refusal === undefined) throw new Error(`A write without a condition was refused at position ${first.position}`);
    return refusal === 'further' ? attempt(true) : err(refusal);
  };
  return attempt(false);
};
