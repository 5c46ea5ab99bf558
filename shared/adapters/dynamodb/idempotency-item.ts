import * as z from 'zod';
import type { IdempotencyClaim } from '../../application/ports/ticket-repository.ts';
import { idempotencyKey } from './keys.ts';

/** How long a key is remembered, in seconds: a day, longer than any console retries. */
const KEPT = 24 * 60 * 60;

const itemSchema = z.object({ entity: z.literal('idempotency'), requestHash: z.string(), number: z.int().positive(), expiresAt: z.int() });

/** Epoch seconds, as DynamoDB's TTL counts. */
export const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);

export const toItem = (serviceId: string, claim: IdempotencyClaim, number: number, now: Date) => ({
  ...idempotencyKey(serviceId, claim.callerId, claim.key), entity: 'idempotency' as const, requestHash: claim.requestHash, number, expiresAt: epochSeconds(now) + KEPT,
});

/** TTL deletes late: a row past its time counts as gone. */
export const fromItem = (item: unknown, now: Date) => {
  const row = itemSchema.parse(item);
  return row.expiresAt <= epochSeconds(now) ? undefined : row;
};
