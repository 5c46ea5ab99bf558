import { createHash } from 'node:crypto';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  CONNECT_TICKET_SECONDS,
  CONNECTION_SECONDS,
  type Connection,
  type ConnectionStore,
  OPENING_SECONDS,
} from '../../application/ports/live.ts';
import { MESSAGES_WINDOW_SECONDS, PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { once } from '../../domain/kernel/once.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import {
  anyOf,
  changing,
  compares,
  epochSeconds,
  hasNotExpired,
  type Key,
  NOT_THERE,
  onlyIf,
  readPart,
  rows,
} from './rows.ts';
import { connectionKey, connectTicketKey, messageCountKey, serviceConnectionKey } from './keys.ts';
import { queryAll } from './query.ts';
import { unlessRefused, writeTransaction } from './write-transaction.ts';

type Owner = Pick<Connection, 'serviceId' | 'agentId'>;
type Expiring = { readonly expiresAt: number };

const connectTicketRows = rows<Owner & Expiring, { readonly ticket: string }>({
  entity: 'connect_ticket',
  key: ({ ticket }) => connectTicketKey(createHash('sha256').update(ticket).digest('base64url')),
  schema: () => z.object({ serviceId: z.string().min(1), agentId: z.string().min(1), expiresAt: z.int() }),
});

const viewingSchema = once(() =>
  z.object({ number: z.int().positive(), state: z.enum(PRESENCE_STATES), until: z.int() }),
);
/** The ticket that is open in a console, what was last said of it, and until when that holds (epoch seconds). */
export type Viewing = z.output<ReturnType<typeof viewingSchema>>;

/** Each open console has two rows: one by its own id, and one beside the others of its service. */
export const connectionRows = rows<Connection & Expiring & { readonly viewing?: Viewing }, Key>({
  entity: 'connection',
  key: (key) => key,
  schema: () =>
    z.object({
      connectionId: z.string().min(1),
      serviceId: z.string().min(1),
      agentId: z.string().min(1),
      expiresAt: z.int(),
      shows: z.int().positive().exactOptional(),
      viewing: viewingSchema().exactOptional(),
    }),
});

const bothKeys = (serviceId: string, connectionId: string): readonly Key[] => [
  connectionKey(connectionId),
  serviceConnectionKey(serviceId, connectionId),
];
const countSchema = once(() => z.object({ messages: z.int().positive() }));

/**
 * Connect tickets and open consoles in the sessions table. DynamoDB deletes what has expired days later, so that every
 * reading asks for the time.
 */
export const dynamoConnectionStore = ({
  client,
  sessionsTable: TableName,
  backoff,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
  readonly backoff: Backoff;
}): ConnectionStore => {
  const sessions = { client, TableName };
  return {
    async issueTicket(ticket, { serviceId, agentId }, now) {
      const expiresAt = epochSeconds(now) + CONNECT_TICKET_SECONDS;
      const { Put } = connectTicketRows.create(sessions, { serviceId, agentId, expiresAt }, { ticket });
      await client.send(new PutCommand(Put));
    },
    async redeemTicket(ticket, now) {
      const Key = connectTicketRows.key({ ticket });
      const inTime = onlyIf(hasNotExpired(now));
      const used = await unlessRefused(
        client.send(new DeleteCommand({ TableName, Key, ReturnValues: 'ALL_OLD', ...inTime })),
      );
      if (used === undefined) return undefined;
      const { serviceId, agentId } = connectTicketRows.read(used.Attributes);
      return { serviceId, agentId };
    },
    async add(connection, now) {
      const row = { ...connection, expiresAt: epochSeconds(now) + CONNECTION_SECONDS };
      const keys = bothKeys(connection.serviceId, connection.connectionId);
      await writeTransaction(
        client,
        backoff,
        keys.map((key) => connectionRows.put(sessions, row, key)),
      );
    },
    async find(connectionId, now) {
      const found = await connectionRows.get(sessions, connectionKey(connectionId));
      if (found === undefined || found.expiresAt <= epochSeconds(now)) return undefined;
      return { connectionId, serviceId: found.serviceId, agentId: found.agentId };
    },
    async remove({ connectionId, serviceId }) {
      const known = serviceId ?? (await connectionRows.get(sessions, connectionKey(connectionId)))?.serviceId;
      if (known === undefined) return;
      const keys = bothKeys(known, connectionId);
      await writeTransaction(
        client,
        backoff,
        keys.map((key) => connectionRows.remove(sessions, key)),
      );
    },
    async forget({ connectionId, serviceId }, now) {
      const addedBefore = epochSeconds(now) - OPENING_SECONDS;
      const mayGo = anyOf(NOT_THERE, compares('expiresAt', '<=', addedBefore + CONNECTION_SECONDS));
      await writeTransaction(
        client,
        backoff,
        bothKeys(serviceId, connectionId).map((key) => connectionRows.remove(sessions, key, mayGo)),
      );
    },
    async show(connectionId, number, now) {
      const known = await connectionRows.get(sessions, connectionKey(connectionId));
      if (known === undefined) return false;
      const Key = serviceConnectionKey(known.serviceId, connectionId);
      const changes = number === null ? { remove: ['shows'] } : { set: { shows: number } };
      const update = new UpdateCommand({ TableName, Key, ...changing(changes, hasNotExpired(now)) });
      return (await unlessRefused(client.send(update))) !== undefined;
    },
    async countMessage(connectionId, now) {
      const window = Math.floor(epochSeconds(now) / MESSAGES_WINDOW_SECONDS);
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: messageCountKey(connectionId, window),
          ReturnValues: 'UPDATED_NEW',
          ...changing({
            set: { entity: 'message_count', expiresAt: (window + 2) * MESSAGES_WINDOW_SECONDS },
            add: { messages: 1 },
          }),
        }),
      );
      return readPart('a count of messages', countSchema, Attributes).messages;
    },
    async listByService(serviceId, now) {
      const { PK: partition } = serviceConnectionKey(serviceId, '');
      const open = { partition, consistent: true, filter: hasNotExpired(now) };
      const found = await queryAll(sessions, open, connectionRows.read);
      return found.map(({ expiresAt: _expiresAt, viewing: _viewing, ...connection }) => connection);
    },
  };
};
