import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { TicketRepository } from '../../application/ports/tickets.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import { fromItem, stillFree, toItem } from './idempotency-item.ts';
import { idempotencyKey } from './keys.ts';

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
};

/**
 * One conditional write for a key that is new; one more read for a repetition. The transaction of a twin on the same
 * row is waited for.
 */
export const bindClaim =
  ({ client, sessionsTable: TableName, backoff, now }: Deps): TicketRepository['bindClaim'] =>
  async (serviceId, claim) => {
    if (TableName === undefined) throw new Error('Idempotency keys lie in the sessions table: it was not given');
    const bind = async (): Promise<'bound' | undefined> => {
      try {
        await client.send(
          new PutCommand({ TableName, Item: toItem(serviceId, claim, undefined, now()), ...stillFree(now()) }),
        );
        return 'bound';
      } catch (cause) {
        if (cause instanceof ConditionalCheckFailedException || cause instanceof TransactionConflictException)
          return undefined;
        throw cause;
      }
    };
    return retryOnConflict(backoff, async () => {
      if ((await bind()) === 'bound') return 'bound';
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: idempotencyKey(serviceId, claim.callerId, claim.key), ConsistentRead: true }),
      );
      const row = Item && fromItem(Item, now());
      if (row === undefined) return 'conflict';
      return row.requestHash === claim.requestHash ? 'bound' : 'reused';
    });
  };
