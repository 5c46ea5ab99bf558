import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { SeenAgents } from '../../application/ports/live.ts';
import { SEEN_DAYS } from '../../domain/desk/presence.ts';
import { seenKey, seenPartition } from './keys.ts';
import { queryAll } from './query.ts';
import { epochSeconds, hasNotExpired, rows } from './rows.ts';

type Seen = { readonly agentId: string; readonly at: string; readonly expiresAt: number };

const seenRows = rows<Seen, { readonly serviceId: string; readonly agentId: string }>({
  entity: 'seen',
  key: ({ serviceId, agentId }) => seenKey(serviceId, agentId),
  schema: () => z.object({ agentId: z.string().min(1), at: z.iso.datetime(), expiresAt: z.int() }),
});

const SECONDS_OF_A_DAY = 24 * 60 * 60;

/**
 * When agents were last seen, in the sessions table: a row an agent and service, apart from the agent's own row, which
 * has a version that administrators edit by.
 */
export const dynamoSeenAgents = ({
  client,
  sessionsTable: TableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): SeenAgents => {
  const sessions = { client, TableName };
  return {
    async find(serviceId, agentId, now) {
      const seen = await seenRows.get(sessions, { serviceId, agentId });
      return seen && seen.expiresAt > epochSeconds(now) ? new Date(seen.at) : undefined;
    },
    async note(serviceId, agentId, now) {
      const expiresAt = epochSeconds(now) + SEEN_DAYS * SECONDS_OF_A_DAY;
      const { Put } = seenRows.put(sessions, { agentId, at: now.toISOString(), expiresAt }, { serviceId, agentId });
      await client.send(new PutCommand(Put));
    },
    async list(serviceId, now) {
      const known = { partition: seenPartition(serviceId), filter: hasNotExpired(now) };
      const found = await queryAll(sessions, known, seenRows.read);
      return new Map(found.map(({ agentId, at }) => [agentId, new Date(at)]));
    },
  };
};
