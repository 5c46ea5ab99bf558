import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { IdempotencyClaim, TicketRepository } from '../../application/ports/tickets.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import { anyOf, epochSeconds, has, hasExpired, NOT_THERE, rows, type Table } from './rows.ts';
import { idempotencyKey } from './keys.ts';
import { isUnderWay, unlessRefused, type Guarded } from './write-transaction.ts';

/** How long a key is remembered, in seconds: a day, longer than any console retries. */
const KEPT = 24 * 60 * 60;

type Claimed = {
  readonly requestHash: string;
  /** The ticket that was made or changed; absent until it was. */
  readonly number?: number;
  readonly expiresAt: number;
};

const claimRows = rows<Claimed, { readonly serviceId: string } & Pick<IdempotencyClaim, 'callerId' | 'key'>>({
  entity: 'idempotency',
  key: ({ serviceId, callerId, key }) => idempotencyKey(serviceId, callerId, key),
  schema: () =>
    z.object({
      requestHash: z.string(),
      number: z.int().positive().exactOptional(),
      expiresAt: z.int(),
    }),
});

/** TTL deletes late: a row past its time counts as gone. */
const ifKept = (row: Claimed | undefined, now: Date): Claimed | undefined =>
  row === undefined || row.expiresAt <= epochSeconds(now) ? undefined : row;

const claimed = ({ requestHash }: IdempotencyClaim, now: Date, number?: number): Claimed => ({
  requestHash,
  ...(number !== undefined && { number }),
  expiresAt: epochSeconds(now) + KEPT,
});

/** Marks a key as done, in the transaction of what was asked for under it. */
export const idempotencyWrite = (
  sessions: Table,
  serviceId: string,
  claim: IdempotencyClaim,
  number: number,
  now: Date,
): Guarded<
  { readonly code: 'already_done'; readonly number: number } | { readonly code: 'idempotency_key_reused' }
> => {
  // The key is free, was forgotten, or is bound to this very request and nothing was done under it.
  const isNotDone = anyOf(NOT_THERE, hasExpired(now), has({ requestHash: claim.requestHash, number: undefined }));
  return {
    write: claimRows.putIf(sessions, isNotDone, claimed(claim, now, number), { serviceId, ...claim }),
    refuse: (stored) => {
      const row = ifKept(stored && claimRows.read(stored), now);
      return row?.requestHash === claim.requestHash && row.number !== undefined
        ? { code: 'already_done', number: row.number }
        : { code: 'idempotency_key_reused' };
    },
  };
};

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
};

/** The sessions table, where idempotency keys and uploads lie. */
export const sessionsOf = ({ client, sessionsTable }: Pick<Deps, 'client' | 'sessionsTable'>): Table => {
  if (sessionsTable === undefined)
    throw new Error('Idempotency keys and uploads lie in the sessions table: it was not given');
  return { client, TableName: sessionsTable };
};

/**
 * Idempotency keys in the sessions table. Binding one is one conditional write for a key that is new, and one more read
 * for a repetition. The transaction of a twin on the same row is waited for.
 */
export const idempotencyKeys = (deps: Deps): Pick<TicketRepository, 'bindClaim' | 'findClaim'> => {
  const { client, backoff, now } = deps;
  const find = async (serviceId: string, claim: IdempotencyClaim) =>
    ifKept(await claimRows.get(sessionsOf(deps), { serviceId, ...claim }), now());
  const bind = async (serviceId: string, claim: IdempotencyClaim): Promise<boolean> => {
    const isFree = anyOf(NOT_THERE, hasExpired(now()));
    const { Put } = claimRows.putIf(sessionsOf(deps), isFree, claimed(claim, now()), { serviceId, ...claim });
    try {
      return (await unlessRefused(client.send(new PutCommand(Put)))) !== undefined;
    } catch (cause) {
      if (isUnderWay(cause)) return false;
      throw cause;
    }
  };
  return {
    bindClaim: (serviceId, claim) =>
      retryOnConflict(backoff, async () => {
        if (await bind(serviceId, claim)) return 'bound';
        const row = await find(serviceId, claim);
        if (row === undefined) return 'conflict';
        return row.requestHash === claim.requestHash ? 'bound' : 'reused';
      }),
    async findClaim(serviceId, claim) {
      const row = await find(serviceId, claim);
      if (row === undefined) return undefined;
      if (row.requestHash !== claim.requestHash) return { reused: true };
      return row.number === undefined ? undefined : { number: row.number };
    },
  };
};
