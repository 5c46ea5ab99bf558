import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoSeenAgents } from '../../shared/adapters/dynamodb/seen-agents.ts';
import { admitCaller } from '../../shared/application/desk/admit-caller.ts';
import { noteSeen, type NoteSeenDeps } from '../../shared/application/live/agents-seen.ts';
import type { DeskDirectory } from '../../shared/application/ports/desk.ts';
import type { ConnectionStore } from '../../shared/application/ports/live.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

type Answer = { readonly statusCode: number };
type Deps = NoteSeenDeps & {
  readonly connections: Pick<ConnectionStore, 'redeemTicket' | 'add' | 'remove'>;
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
};

const eventSchema = z.object({
  requestContext: z.object({ routeKey: z.literal('$connect'), connectionId: z.string().min(1) }),
  queryStringParameters: z.object({ ticket: z.string().optional() }).nullish(),
});

/** Tickets are base64url; any other value is refused without reading the table. */
const connectTicket = z.string().regex(/^[\w-]{1,200}$/);

const OK: Answer = { statusCode: 200 };
const UNAUTHENTICATED: Answer = { statusCode: 401 };

/**
 * `$connect` of the WebSocket API: accepts `?ticket=` once. A separate function, so that many messages can't block new
 * connections.
 */
export const createHandler = (deps: Deps) => {
  const { connections, directory, now } = deps;
  const admit = admitCaller(directory);
  const seen = noteSeen(deps);
  return async (event: unknown): Promise<Answer> => {
    const {
      requestContext: { connectionId },
      queryStringParameters,
    } = eventSchema.parse(event);
    const ticket = connectTicket.safeParse(queryStringParameters?.ticket);
    const owner = ticket.success ? await connections.redeemTicket(ticket.data, now()) : undefined;
    if (!owner) return UNAUTHENTICATED;
    await connections.add({ connectionId, ...owner }, now());
    // Store the connection first, then check the permission: if it is revoked in between, either this check sees it, or
    // the function that closes connections finds the stored one.
    if ((await admit(owner.serviceId, owner.agentId, 'follow_live')).ok) {
      await seen(owner);
      return OK;
    }
    await connections.remove({ connectionId, serviceId: owner.serviceId });
    return UNAUTHENTICATED;
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1) });

/** Composition root; it can't send messages. */
export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    directory: dynamoDeskDirectory({ client, deskTable }),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    seen: dynamoSeenAgents({ client, sessionsTable }),
  };
};

export const handler = serve(container, createHandler);
