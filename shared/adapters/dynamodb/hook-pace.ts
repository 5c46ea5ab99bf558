import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { HookPace } from '../../application/ports/outward.ts';
import { once } from '../../domain/kernel/once.ts';
import { hookKey } from './keys.ts';
import { anyOf, changing, compares, epochSeconds, has, readPart } from './rows.ts';
import { unlessRefused } from './write-transaction.ts';

/** Milliseconds between two notices of one hook. */
const PACE = 1000;
/** Seconds that a row is kept after it was last needed. */
const KEPT = 60 * 60;
/** How often a place in the row of waiting notices is asked for: each time somebody else began or ended the row. */
const TRIES = 5;

const reservedSchema = once(() => z.object({ reserved: z.number() }));

/** The pace of messenger hooks in the sessions table: a row for each, by the hash of its address. */
export const dynamoHookPace = ({
  client,
  sessionsTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): HookPace => {
  const keyOf = (hook: string) => hookKey(createHash('sha256').update(hook).digest('hex'));
  return {
    async take(hook, now) {
      const isFree = anyOf(has({ lastAt: undefined }), compares('lastAt', '<=', now.getTime() - PACE));
      const taken = { entity: 'hook_pace', lastAt: now.getTime(), expiresAt: epochSeconds(now) + KEPT };
      const update = new UpdateCommand({ TableName, Key: keyOf(hook), ...changing({ set: taken }, isFree) });
      return (await unlessRefused(client.send(update))) !== undefined;
    },
    async reserve(hook, now) {
      const Key = keyOf(hook);
      const reserve = async (...change: Parameters<typeof changing>): Promise<Date | undefined> => {
        const update = new UpdateCommand({ TableName, Key, ReturnValues: 'UPDATED_NEW', ...changing(...change) });
        const done = await unlessRefused(client.send(update));
        return done && new Date(readPart('the pace of a hook', reservedSchema, done.Attributes).reserved);
      };
      const expiresAt = epochSeconds(now) + KEPT;
      for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const behind = await reserve(
          { set: { expiresAt }, add: { reserved: PACE } },
          compares('reserved', '>=', now.getTime()),
        );
        if (behind !== undefined) return behind;
        const first = await reserve(
          { set: { entity: 'hook_pace', expiresAt, reserved: now.getTime() + PACE } },
          anyOf(has({ reserved: undefined }), compares('reserved', '<', now.getTime())),
        );
        if (first !== undefined) return first;
      }
      return new Date(now.getTime() + PACE);
    },
  };
};
