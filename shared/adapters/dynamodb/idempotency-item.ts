import * as z from 'zod';
import type { IdempotencyClaim } from '../../application/ports/tickets.ts';
import { idempotencyKey } from './keys.ts';

/** How long a key is remembered, in seconds: a day, longer than any console retries. */
const KEPT = 24 * 60 * 60;

const itemSchema = z.object({
  entity: z.literal('idempotency'),
  requestHash: z.string(),
  /** The ticket that was made or changed; absent until it was. */ number: z.int().positive().exactOptional(),
  expiresAt: z.int(),
});

/** Epoch seconds, as DynamoDB's TTL counts. */
export const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);

export const toItem = (serviceId: string, claim: IdempotencyClaim, number: number | undefined, now: Date) => ({
  ...idempotencyKey(serviceId, claim.callerId, claim.key),
  entity: 'idempotency' as const,
  requestHash: claim.requestHash,
  ...(number === undefined ? {} : { number }),
  expiresAt: epochSeconds(now) + KEPT,
});

/** TTL deletes late: a row past its time counts as gone. */
export const fromItem = (item: unknown, now: Date) => {
  const row = itemSchema.parse(item);
  return row.expiresAt <= epochSeconds(now) ? undefined : row;
};

/** Holds where the key is free, was forgotten, or is bound to this very request and nothing was done under it. */
export const notYetDone = (claim: IdempotencyClaim, now: Date) => ({
  ConditionExpression:
    'attribute_not_exists(PK) OR expiresAt <= :now OR (requestHash = :hash AND attribute_not_exists(#number))',
  ExpressionAttributeNames: { '#number': 'number' },
  ExpressionAttributeValues: { ':now': epochSeconds(now), ':hash': claim.requestHash },
});

/** Holds where the key is free or was forgotten. */
export const stillFree = (now: Date) => ({
  ConditionExpression: 'attribute_not_exists(PK) OR expiresAt <= :now',
  ExpressionAttributeValues: { ':now': epochSeconds(now) },
});
