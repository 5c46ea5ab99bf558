import * as z from 'zod';
import { presenceSigns, type PresenceDeps } from '../../shared/application/live/presence-signs.ts';
import { clientMessage, type ClientMessage, type ServerMessage } from '../../shared/contracts/live/messages.ts';
import { admitCaller } from '../../shared/application/desk/admit-caller.ts';
import type { DeskDirectory } from '../../shared/application/ports/desk-directory.ts';
import type { ConnectionStore } from '../../shared/application/ports/live-gateways.ts';

type Answer = { readonly statusCode: number };
type Deps = PresenceDeps & { readonly connections: Pick<ConnectionStore, 'redeemTicket' | 'add' | 'remove'>; readonly directory: Pick<DeskDirectory, 'findAgent'> };

const eventSchema = z.object({
  requestContext: z.object({ routeKey: z.enum(['$connect', '$disconnect', '$default']), connectionId: z.string().min(1) }),
  queryStringParameters: z.object({ ticket: z.string().optional() }).nullish(),
  body: z.string().nullish(),
});

/** Tickets are base64url; anything else is none, and nothing is asked about it. */
const connectTicket = z.string().regex(/^[\w-]{1,200}$/);

const OK: Answer = { statusCode: 200 };
const UNAUTHENTICATED: Answer = { statusCode: 401 };
const UNKNOWN: ServerMessage = { type: 'error', code: 'unknown_message' };

/** The WebSocket API's routes. `$connect` takes `?ticket=`, once; a connection lasts two hours at most, and ends when its agent loses the right. */
export const createHandler = (deps: Deps) => {
  const { connections, push, log, now } = deps;
  const presence = presenceSigns(deps);
  const admit = admitCaller(deps.directory);

  /** What a message is answered with; undefined: with nothing. A sign of life on a connection that is none of ours is no message that we know. */
  const answerTo = async (connectionId: string, message: ClientMessage): Promise<ServerMessage | undefined> => {
    switch (message.type) {
      case 'ping': return { type: 'pong' };
      case 'presence': {
        if (message.number !== null) return await presence.arrived(connectionId, message.number, message.state) ?? UNKNOWN;
        return await presence.left(connectionId) === undefined ? UNKNOWN : undefined;
      }
    }
  };

  return async (event: unknown): Promise<Answer> => {
    const { requestContext: { routeKey, connectionId }, queryStringParameters, body } = eventSchema.parse(event);
    switch (routeKey) {
      case '$connect': {
        const ticket = connectTicket.safeParse(queryStringParameters?.ticket);
        const owner = ticket.success ? await connections.redeemTicket(ticket.data, now()) : undefined;
        if (!owner) return UNAUTHENTICATED;
        await connections.add({ connectionId, ...owner }, now());
        // In this order: whoever lost the right since the ticket was given is either seen here, or their connection is found by what closes it.
        if ((await admit(owner.serviceId, owner.agentId, 'follow_live')).ok) return OK;
        await connections.remove({ connectionId, serviceId: owner.serviceId });
        return UNAUTHENTICATED;
      }
      case '$disconnect': {
        // Whose it was saves reading it again.
        await connections.remove((await presence.left(connectionId)) ?? { connectionId });
        return OK;
      }
      case '$default': {
        const message = clientMessage.safeParse(jsonOf(body));
        const answer = message.success ? await answerTo(connectionId, message.data) : UNKNOWN;
        if (answer && (await push.send(connectionId, JSON.stringify(answer))) === 'gone') log.info('push_gone', { connectionId });
        return OK;
      }
    }
  };
};

const jsonOf = (text: string | null | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};
