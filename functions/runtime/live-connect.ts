import * as z from 'zod';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { documentClient } from './aws-clients.ts';

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1) });

/** Composition root of what lets consoles in: it sends nothing to anybody. */
export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable } = env.parse(process.env);
  const client = documentClient();
  return {
    now: () => new Date(),
    directory: dynamoDeskDirectory({ client, deskTable }),
    connections: dynamoConnectionStore({ client, sessionsTable }),
  };
};
