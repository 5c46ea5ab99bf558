import * as z from 'zod';
import { clientMessage, type ServerMessage } from '../../shared/contracts/live/messages.ts';
import type { ConnectionStore, LivePush } from '../../shared/application/ports/live-gateways.ts';
import type { Log } from '../../shared/application/ports/log.ts';

type Answer = { readonly statusCode: number };
type Deps = { readonly connections: Pick<ConnectionStore, 'redeemTicket' | 'add' | 'remove'>; readonly push: LivePush; readonly log: Log; readonly now: () => Date };

const eventSchema = z.object({
  requestContext: z.object({ routeKey: z.enum(['$connect', '$disconnect', '$default']), connectionId: z.string().min(1) }),
  queryStringParameters: z.object({ ticket: z.string().min(1).max(200).optional() }).nullish(),
  body: z.string().nullish(),
});

const OK: Answer = { statusCode: 200 };
const UNAUTHENTICATED: Answer = { statusCode: 401 };

/** The WebSocket API's routes. `$connect` takes `?ticket=`, once; who it was given to is not asked again while the connection lasts, two hours at most. */
export const createHandler = ({ connections, push, log, now }: Deps) => async (event: unknown): Promise<Answer> => {
  const { requestContext: { routeKey, connectionId }, queryStringParameters, body } = eventSchema.parse(event);
  switch (routeKey) {
    case '$connect': {
      const ticket = queryStringParameters?.ticket;
      const owner = ticket === undefined ? undefined : await connections.redeemTicket(ticket, now());
      if (!owner) return UNAUTHENTICATED;
      await connections.add({ connectionId, ...owner }, now());
      return OK;
    }
    case '$disconnect':
      await connections.remove({ connectionId });
      return OK;
    case '$default': {
      if ((await push.send(connectionId, JSON.stringify(answerTo(body)))) === 'gone') log.info('push_gone', { connectionId });
      return OK;
    }
  }
};

const answerTo = (text: string | null | undefined): ServerMessage => {
  const message = clientMessage.safeParse(jsonOf(text));
  if (!message.success) return { type: 'error', code: 'unknown_message' };
  switch (message.data.type) {
    case 'ping': return { type: 'pong' };
  }
};

const jsonOf = (text: string | null | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};
