import * as z from 'zod';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { admitCaller } from '../../shared/application/desk/admit-caller.ts';
import type { DeskDirectory } from '../../shared/application/ports/desk.ts';
import type { ConnectionStore } from '../../shared/application/ports/live.ts';
import { documentClient, serve } from '../lambda.ts';

type Answer = { readonly statusCode: number };
type Deps = {
  readonly connections: Pick<ConnectionStore, 'redeemTicket' | 'add' | 'remove'>;
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly now: () => Date;
};

const eventSchema = z.object({
  requestContext: z.object({ routeKey: z.literal('$connect'), connectionId: z.string().min(1) }),
  queryStringParameters: z.object({ ticket: z.string().optional() }).nullish(),
});

/** Tickets are base64url; anything else is none, and nothing is asked about it. */
const connectTicket = z.string().regex(/^[\w-]{1,200}$/);

const OK: Answer = { statusCode: 200 };
const UNAUTHENTICATED: Answer = { statusCode: 401 };

/**
 * `$connect` of the WebSocket API: takes `?ticket=`, once. A function of its own, so that no flood of messages keeps
 * anybody out.
 */
export const createHandler = ({ connections, directory, now }: Deps) => {
  const admit = admitCaller(directory);
  return async (event: unknown): Promise<Answer> => {
    const {
      requestContext: { connectionId },
      queryStringParameters,
    } = eventSchema.parse(event);
    const ticket = connectTicket.safeParse(queryStringParameters?.ticket);
    const owner = ticket.success ? await connections.redeemTicket(ticket.data, now()) : undefined;
    if (!owner) return UNAUTHENTICATED;
    await connections.add({ connectionId, ...owner }, now());
    // In this order: whoever lost the right since the ticket was given is either seen here, or their connection is
    // found by what closes it.
    if ((await admit(owner.serviceId, owner.agentId, 'follow_live')).ok) return OK;
    await connections.remove({ connectionId, serviceId: owner.serviceId });
    return UNAUTHENTICATED;
  };
};

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

export const handler = serve(container, createHandler);
