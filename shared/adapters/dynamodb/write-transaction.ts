import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import {
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import { WriteContentionError } from '../../application/ports/tickets.ts';

const TRIES = 8;

/** Why DynamoDB cancelled a transaction; none when that is not what happened. */
export const cancellationReasons = (cause: unknown): readonly CancellationReason[] =>
  cause instanceof TransactionCanceledException ? (cause.CancellationReasons ?? []) : [];
const isCancelledFor =
  (...codes: readonly string[]) =>
  (cause: unknown): boolean =>
    cancellationReasons(cause).some(({ Code = '' }) => codes.includes(Code));

/** Another transaction had one of the rows in that moment. */
export const isConflict = isCancelledFor('TransactionConflict');
/** A row's partition had too much to do. The SDK tries calls again that are refused as a whole, but not these. */
const isThrottled = isCancelledFor('ThrottlingError', 'ProvisionedThroughputExceeded');

/** A part of a transaction was throttled until we gave up. It is named as the SDK names a throttled call. */
class ThrottledError extends Error {
  override readonly name = 'ThrottlingException';
}

/** Sends a transaction, and again after growing waits while a part of it is throttled. */
export const whileThrottled = async <T>(backoff: Backoff, send: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (cause) {
      if (!isThrottled(cause)) throw cause;
      if (attempt >= TRIES) throw new ThrottledError(`A transaction was throttled ${TRIES} times`, { cause });
      await backoff(attempt);
    }
  }
};

/** What a repository of the `desk` table needs. */
export type DeskDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly backoff: Backoff;
};

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
/** What lies where a write's condition did not hold, if there is anything. */
export type Stored = Readonly<Record<string, unknown>> | undefined;
/** A write of the transaction whose condition did not hold; `item` is what lies there, if it was asked for. */
type FailedCondition = { readonly position: number; readonly item?: NonNullable<Stored> };

const failedConditions = (reasons: readonly CancellationReason[]): readonly FailedCondition[] =>
  reasons.flatMap((reason, position) =>
    reason.Code === 'ConditionalCheckFailed'
      ? [{ position, ...(reason.Item === undefined ? {} : { item: reason.Item as NonNullable<Stored> }) }]
      : [],
  );

/**
 * Writes all or nothing. Gives the conditions that failed, none when it was written. Conflicts with other transactions
 * and throttled rows are tried again; when they don't end, WriteContentionError is thrown and nothing was written.
 * Everything else is thrown as it came.
 */
export const writeTransaction = async (
  client: DynamoDBDocumentClient,
  backoff: Backoff,
  writes: readonly Write[],
): Promise<readonly FailedCondition[]> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return [];
    } catch (cause) {
      const failed = failedConditions(cancellationReasons(cause));
      if (failed.length > 0) return failed;
      // Nothing was written, and the same transaction may pass a moment later.
      if (!isConflict(cause) && !isThrottled(cause)) throw cause;
      if (attempt >= TRIES) throw new WriteContentionError(`The transaction met a conflict ${TRIES} times`, { cause });
      await backoff(attempt);
    }
  }
};

/** Writes all or nothing; false when a condition failed. */
export const writeAll = async (
  client: DynamoDBDocumentClient,
  backoff: Backoff,
  writes: readonly Write[],
): Promise<boolean> => (await writeTransaction(client, backoff, writes)).length === 0;

/** One write, and what its failed condition means to the caller. Without a condition it is never refused. */
export type Guarded<Refusal> = { readonly write: Write; readonly refuse?: (stored: Stored) => Refusal };

/** Asks for the stored row when the condition of a write fails. */
const askingForStored = (write: Write): Write =>
  Object.fromEntries(
    Object.entries(write).map(([kind, part]) => [
      kind,
      { ...(part as object), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    ]),
  );

/** Writes all or nothing. Gives what the first failed condition means, `undefined` when it was written. */
export const writeGuarded = async <Refusal>(
  client: DynamoDBDocumentClient,
  backoff: Backoff,
  guarded: readonly Guarded<Refusal>[],
): Promise<Refusal | undefined> => {
  const [first] = await writeTransaction(
    client,
    backoff,
    guarded.map(({ write, refuse }) => (refuse ? askingForStored(write) : write)),
  );
  if (first === undefined) return undefined;
  const refuse = guarded[first.position]?.refuse;
  if (refuse === undefined) throw new Error(`A write without a condition was refused at position ${first.position}`);
  return refuse(first.item);
};

/** What a single write answers; `undefined` when its condition did not hold. Any other failure is thrown as it came. */
export const unlessRefused = async <T>(sending: Promise<T>): Promise<T | undefined> => {
  try {
    return await sending;
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) return undefined;
    throw cause;
  }
};

/** Does a transaction on the same row stand in a single write's way? Once it is decided, the write may pass. */
export const isUnderWay = (cause: unknown): boolean => cause instanceof TransactionConflictException;
