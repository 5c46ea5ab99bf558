import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Connection, PresenceStore } from '../../application/ports/live.ts';
import { PRESENCE_SECONDS, PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { connectionKey, presenceKey, presencePartition } from './keys.ts';

const presentSchema = z.object({
  entity: z.literal('presence'),
  connectionId: z.string().min(1),
  agentId: z.string().min(1),
  state: z.enum(PRESENCE_STATES),
});
const connectionSchema = z.object({
  entity: z.literal('connection'),
  connectionId: z.string().min(1),
  serviceId: z.string().min(1),
  agentId: z.string().min(1),
  /** The ticket that is open there, what was last said of it, and until when that holds (seconds). */
  viewing: z.object({ number: z.int().positive(), state: z.enum(PRESENCE_STATES), until: z.int() }).optional(),
});

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/**
 * Who has which ticket open, in the sessions table: the connection's row says which one, and in the order of its
 * updates; a row a ticket and connection is what others find. The two are not one transaction: signs of life are many,
 * and what a crash or a race leaves behind ends by itself in PRESENCE_SECONDS.
 */
export const dynamoPresenceStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): PresenceStore => {
  const TableName = deps.sessionsTable;
  return {
    async arrive(connectionId, number, state, now) {
      const until = seconds(now) + PRESENCE_SECONDS;
      const found = await update(connectionId, now, 'SET viewing = :viewing', { ':viewing': { number, state, until } });
      if (!found) return undefined;
      const { connection, viewing } = found;
      await deps.client.send(
        new PutCommand({
          TableName,
          Item: {
            ...presenceKey(connection.serviceId, number, connectionId),
            entity: 'presence',
            connectionId,
            agentId: connection.agentId,
            state,
            expiresAt: until,
          },
        }),
      );
      if (!viewing) return { connection };
      if (viewing.number === number) return { connection, before: viewing.state };
      await forget(connection, viewing.number);
      return { connection, left: viewing.number };
    },
    async leave(connectionId, now) {
      const found = await update(connectionId, now, 'REMOVE viewing');
      if (!found) return undefined;
      const { connection, viewing } = found;
      if (!viewing) return { connection };
      await forget(connection, viewing.number);
      return { connection, left: viewing.number };
    },
    async list(serviceId, number, now) {
      const pages = paginateQuery(
        { client: deps.client },
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :ticket',
          FilterExpression: 'expiresAt > :now',
          ExpressionAttributeValues: { ':ticket': presencePartition(serviceId, number), ':now': seconds(now) },
        },
      );
      const found = [];
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => presentOf(item)));
      return found;
    },
  };

  /**
   * Changes the row of an open connection and gives what it said before; a ticket whose time was over counts as none.
   */
  async function update(
    connectionId: string,
    now: Date,
    UpdateExpression: string,
    values: Readonly<Record<string, unknown>> = {},
  ) {
    try {
      const { Attributes } = await deps.client.send(
        new UpdateCommand({
          TableName,
          Key: connectionKey(connectionId),
          UpdateExpression,
          ReturnValues: 'ALL_OLD',
          ConditionExpression: 'expiresAt > :now',
          ExpressionAttributeValues: { ...values, ':now': seconds(now) },
        }),
      );
      const { serviceId, agentId, viewing } = connectionSchema.parse(Attributes);
      const connection: Connection = { connectionId, serviceId, agentId };
      return { connection, viewing: viewing && viewing.until > seconds(now) ? viewing : undefined };
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return undefined;
      throw cause;
    }
  }

  async function forget({ serviceId, connectionId }: Connection, number: number) {
    await deps.client.send(new DeleteCommand({ TableName, Key: presenceKey(serviceId, number, connectionId) }));
  }
};

const presentOf = (item: unknown) => {
  const { agentId, connectionId, state } = presentSchema.parse(item);
  return { agentId, connectionId, state };
};
