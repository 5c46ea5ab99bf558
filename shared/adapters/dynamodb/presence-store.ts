import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Connection, PresenceStore, Present } from '../../application/ports/live.ts';
import { PRESENCE_SECONDS, PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { connectionRows, type Viewing } from './connection-store.ts';
import { type Changes, changing, epochSeconds, hasNotExpired, rows } from './rows.ts';
import { connectionKey, presenceKey, presencePartition } from './keys.ts';
import { queryAll } from './query.ts';
import { unlessRefused } from './write-transaction.ts';

const presenceRows = rows<
  Present & { readonly expiresAt: number },
  { readonly serviceId: string; readonly number: number; readonly connectionId: string }
>({
  entity: 'presence',
  key: ({ serviceId, number, connectionId }) => presenceKey(serviceId, number, connectionId),
  schema: () =>
    z.object({
      connectionId: z.string().min(1),
      agentId: z.string().min(1),
      state: z.enum(PRESENCE_STATES),
      expiresAt: z.int(),
    }),
});

/**
 * Who has which ticket open, in the sessions table: the connection's row says which one, and in the order of its
 * updates; a row a ticket and connection is what others find. The two are not one transaction: signs of life are many,
 * and what a crash or a race leaves behind ends by itself in PRESENCE_SECONDS.
 */
export const dynamoPresenceStore = ({
  client,
  sessionsTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): PresenceStore => {
  const sessions = { client, TableName };

  /**
   * Changes the row of an open connection and gives what it said before; a ticket whose time was over counts as none.
   */
  const update = async (connectionId: string, now: Date, changes: Changes) => {
    const change = changing(changes, hasNotExpired(now));
    const updated = await unlessRefused(
      client.send(
        new UpdateCommand({ TableName, Key: connectionKey(connectionId), ReturnValues: 'ALL_OLD', ...change }),
      ),
    );
    if (updated === undefined) return undefined;
    const { serviceId, agentId, viewing } = connectionRows.read(updated.Attributes);
    const connection: Connection = { connectionId, serviceId, agentId };
    return { connection, viewing: viewing && viewing.until > epochSeconds(now) ? viewing : undefined };
  };
  const forget = async ({ serviceId, connectionId }: Connection, number: number) => {
    await client.send(new DeleteCommand(presenceRows.remove(sessions, { serviceId, number, connectionId }).Delete));
  };

  return {
    async arrive(connectionId, number, state, now) {
      const until = epochSeconds(now) + PRESENCE_SECONDS;
      const arriving: Viewing = { number, state, until };
      const found = await update(connectionId, now, { set: { viewing: arriving } });
      if (!found) return undefined;
      const { connection, viewing } = found;
      const { serviceId, agentId } = connection;
      const { Put } = presenceRows.put(
        sessions,
        { connectionId, agentId, state, expiresAt: until },
        { serviceId, number, connectionId },
      );
      await client.send(new PutCommand(Put));
      if (!viewing) return { connection };
      if (viewing.number === number) return { connection, before: viewing.state };
      await forget(connection, viewing.number);
      return { connection, left: viewing.number };
    },
    async leave(connectionId, now) {
      const found = await update(connectionId, now, { remove: ['viewing'] });
      if (!found) return undefined;
      const { connection, viewing } = found;
      if (!viewing) return { connection };
      await forget(connection, viewing.number);
      return { connection, left: viewing.number };
    },
    async list(serviceId, number, now) {
      const partition = presencePartition(serviceId, number);
      const alive = { partition, consistent: true, filter: hasNotExpired(now) };
      const found = await queryAll(sessions, alive, presenceRows.read);
      return found.map(({ agentId, connectionId, state }) => ({ agentId, connectionId, state }));
    },
  };
};
