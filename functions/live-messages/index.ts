import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoPresenceStore } from '../../shared/adapters/dynamodb/presence-store.ts';
import { dynamoSeenAgents } from '../../shared/adapters/dynamodb/seen-agents.ts';
import { noteSeen, type NoteSeenDeps } from '../../shared/application/live/agents-seen.ts';
import { limitMessages } from '../../shared/application/live/limit-messages.ts';
import { type PresenceDeps, trackPresence } from '../../shared/application/live/track-presence.ts';
import type { ConnectionStore, ConnectionCloser } from '../../shared/application/ports/live.ts';
import { clientMessage, type ClientMessage, type ServerMessage } from '../../shared/contracts/live/messages.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';
import { connectionCloser, livePush } from '../live-push.ts';

type Answer = { readonly statusCode: number };
type Deps = PresenceDeps &
  NoteSeenDeps & {
    readonly connections: Pick<ConnectionStore, 'countMessage' | 'find' | 'remove' | 'forget' | 'show'>;
    readonly closer: ConnectionCloser;
  };

const eventSchema = z.object({
  requestContext: z.object({ routeKey: z.enum(['$disconnect', '$default']), connectionId: z.string().min(1) }),
  body: z.string().nullish(),
});

const OK: Answer = { statusCode: 200 };
const UNKNOWN: ServerMessage = { type: 'error', code: 'unknown_message' };

/**
 * Handles messages and disconnects of consoles, and notifies other consoles on the same ticket. A connection lasts at
 * most two hours; it ends earlier when its agent loses access or exceeds the message limit.
 */
export const createHandler = (deps: Deps) => {
  const { connections, push, log } = deps;
  const presence = trackPresence(deps);
  const limit = limitMessages(deps);
  const seen = noteSeen(deps);

  /**
   * The response to a message; undefined when there is none. What an unknown connection says of its ticket is answered
   * `unknown_message`.
   */
  const answerTo = async (connectionId: string, message: ClientMessage): Promise<ServerMessage | undefined> => {
    switch (message.type) {
      case 'ping':
        return { type: 'pong' };
      case 'open': {
        const { number } = message;
        if (!(await connections.show(connectionId, number, deps.now()))) return UNKNOWN;
        return number === null ? undefined : { type: 'opened', number };
      }
      case 'presence': {
        if (message.number !== null)
          return (await presence.arrived(connectionId, message.number, message.state)) ?? UNKNOWN;
        return (await presence.left(connectionId)) === undefined ? UNKNOWN : undefined;
      }
    }
  };

  const agentIsThere = async (connectionId: string): Promise<void> => {
    const connection = await connections.find(connectionId, deps.now());
    if (connection) await seen(connection);
  };
  const answer = async (connectionId: string, body: string | null | undefined): Promise<void> => {
    const message = clientMessage().safeParse(jsonOf(body));
    const answered = message.success ? await answerTo(connectionId, message.data) : UNKNOWN;
    if (answered && (await push.send(connectionId, JSON.stringify(answered))) === 'gone')
      log.info('push_gone', { connectionId });
  };

  return async (event: unknown): Promise<Answer> => {
    const {
      requestContext: { routeKey, connectionId },
      body,
    } = eventSchema.parse(event);
    if (routeKey === '$disconnect') {
      // The returned connection saves a second read.
      await connections.remove((await presence.left(connectionId)) ?? { connectionId });
      return OK;
    }
    const limited = await limit(connectionId);
    if (limited === 'too_many') return OK;
    // Heartbeats are many: that the agent is there is looked at with the first message of a minute.
    await Promise.all([answer(connectionId, body), limited === 'first' ? agentIsThere(connectionId) : undefined]);
    return OK;
  };
};

const jsonOf = (text: string | null | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

const env = z.object({ SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

/** Composition root; it can't accept connections. */
export const container = () => {
  const { SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    push: livePush(LIVE_ENDPOINT),
    closer: connectionCloser(LIVE_ENDPOINT),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    presence: dynamoPresenceStore({ client, sessionsTable }),
    seen: dynamoSeenAgents({ client, sessionsTable }),
  };
};

export const handler = serve(container, createHandler);
