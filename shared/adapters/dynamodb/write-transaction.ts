import { TransactionCanceledException, type CancellationReason } from '@aws-sdk/client-dynamodb';
import {
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import { WriteContentionError } from '../../application/ports/tickets.ts';

/** Reasons that say "not now": nothing was written, and the same transaction may pass a moment later. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
const PASSING_ERRORS = new Set([
  'TransactionInProgressException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);
const TRIES = 8;

/** A write of the transaction whose condition did not hold; `item` is what lies there, if it was asked for. */
export type FailedCondition = { readonly position: number; readonly item?: Readonly<Record<string, unknown>> };
type Items = NonNullable<TransactWriteCommandInput['TransactItems']>;

const failedConditions = (reasons: readonly CancellationReason[]): readonly FailedCondition[] =>
  reasons.flatMap((reason, position) =>
    reason.Code === 'ConditionalCheckFailed'
      ? [{ position, ...(reason.Item === undefined ? {} : { item: unmarshall(reason.Item) }) }]
      : [],
  );

/**
 * Writes all or nothing. Gives the conditions that failed, none when it was written. Conflicts with other transactions
 * and throttling are tried again; when they don't end, WriteContentionError is thrown and nothing was written.
 * Everything else is thrown as it came.
 */
export const writeTransaction = async (
  client: DynamoDBDocumentClient,
  backoff: Backoff,
  items: Items,
): Promise<readonly FailedCondition[]> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }));
      return [];
    } catch (cause) {
      const reasons = cause instanceof TransactionCanceledException ? (cause.CancellationReasons ?? []) : [];
      const failed = failedConditions(reasons);
      if (failed.length > 0) return failed;
      const passing =
        reasons.some((reason) => PASSING.has(reason.Code ?? '')) ||
        (cause instanceof Error && PASSING_ERRORS.has(cause.name));
      if (!passing) throw cause;
      if (attempt >= TRIES) throw new WriteContentionError(`The transaction met a conflict ${TRIES} times`, { cause });
      await backoff(attempt);
    }
  }
};
