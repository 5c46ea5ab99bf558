import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { CONNECT_TICKET_SECONDS, CONNECTION_SECONDS, type ConnectionStore } from '../../application/ports/live.ts';
import { MESSAGES_WINDOW_SECONDS } from '../../domain/desk/presence.ts';
import { connectionKey, connectTicketKey, messageCountKey, serviceConnectionKey } from './keys.ts';

const connectTicketSchema = z.object({
  entity: z.literal('connect_ticket'),
  serviceId: z.string().min(1),
  agentId: z.string().min(1),
});
const connectionSchema = z.object({
  entity: z.literal('connection'),
  connectionId: z.string().min(1),
  serviceId: z.string().min(1),
  agentId: z.string().min(1),
});

const countSchema = z.object({ messages: z.int().positive() });

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('base64url');
const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/**
 * Connect tickets and open consoles in the sessions table. DynamoDB deletes what has expired days later, so that every
 * reading asks for the time.
 */
export const dynamoConnectionStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): ConnectionStore => {
  const TableName = deps.sessionsTable;
  return {
    async issueTicket(ticket, { serviceId, agentId }, now) {
      await deps.client.send(
        new PutCommand({
          TableName,
          Item: {
            ...connectTicketKey(hashOf(ticket)),
            entity: 'connect_ticket',
            serviceId,
            agentId,
            expiresAt: seconds(now) + CONNECT_TICKET_SECONDS,
          },
          ConditionExpression: 'attribute_not_exists(PK)',
        }),
      );
    },
    async redeemTicket(ticket, now) {
      try {
        const { Attributes } = await deps.client.send(
          new DeleteCommand({
            TableName,
            Key: connectTicketKey(hashOf(ticket)),
            ReturnValues: 'ALL_OLD',
            ConditionExpression: 'expiresAt > :now',
            ExpressionAttributeValues: { ':now': seconds(now) },
          }),
        );
        const { serviceId, agentId } = connectTicketSchema.parse(Attributes);
        return { serviceId, agentId };
      } catch (cause) {
        if (cause instanceof ConditionalCheckFailedException) return undefined;
        throw cause;
      }
    },
    async add(connection, now) {
      const item = { entity: 'connection', ...connection, expiresAt: seconds(now) + CONNECTION_SECONDS };
      const { connectionId, serviceId } = connection;
      await deps.client.send(
        new TransactWriteCommand({
          TransactItems: [connectionKey(connectionId), serviceConnectionKey(serviceId, connectionId)].map((key) => ({
            Put: { TableName, Item: { ...key, ...item } },
          })),
        }),
      );
    },
    async remove({ connectionId, serviceId }) {
      const known = serviceId ?? (await find(connectionId))?.serviceId;
      if (known === undefined) return;
      await deps.client.send(
        new TransactWriteCommand({
          TransactItems: [connectionKey(connectionId), serviceConnectionKey(known, connectionId)].map((Key) => ({
            Delete: { TableName, Key },
          })),
        }),
      );
    },
    async countMessage(connectionId, now) {
      const window = Math.floor(seconds(now) / MESSAGES_WINDOW_SECONDS);
      const { Attributes } = await deps.client.send(
        new UpdateCommand({
          TableName,
          Key: messageCountKey(connectionId, window),
          UpdateExpression: 'SET entity = :entity, expiresAt = :until ADD messages :one',
          ReturnValues: 'UPDATED_NEW',
          ExpressionAttributeValues: {
            ':entity': 'message_count',
            ':until': (window + 2) * MESSAGES_WINDOW_SECONDS,
            ':one': 1,
          },
        }),
      );
      return countSchema.parse(Attributes).messages;
    },
    async listByService(serviceId, now) {
      const pages = paginateQuery(
        { client: deps.client },
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :service',
          FilterExpression: 'expiresAt > :now',
          ExpressionAttributeValues: { ':service': serviceConnectionKey(serviceId, '').PK, ':now': seconds(now) },
        },
      );
      const found = [];
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => connectionOf(item)));
      return found;
    },
  };

  async function find(connectionId: string) {
    const { Item } = await deps.client.send(
      new GetCommand({ TableName, Key: connectionKey(connectionId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : connectionOf(Item);
  }
};

const connectionOf = (item: unknown) => {
  const { connectionId, serviceId, agentId } = connectionSchema.parse(item);
  return { connectionId, serviceId, agentId };
};
