import type { ServerMessage } from '../../contracts/live/messages.ts';
import { MESSAGES_LIMIT } from '../../domain/desk/presence.ts';
import type { ConnectionStore, ConnectionCloser, LivePush } from '../ports/live.ts';
import type { Log } from '../ports/platform.ts';

type Deps = {
  readonly connections: Pick<ConnectionStore, 'countMessage'>;
  readonly push: LivePush;
  readonly closer: ConnectionCloser;
  readonly log: Log;
  readonly now: () => Date;
};

const TOO_MANY: ServerMessage = { type: 'error', code: 'too_many_messages' };
/** Excess messages after which closing the connection is tried again, in case the first try failed. */
const CLOSED_AGAIN_AFTER = 100;

/**
 * Counts a console's messages. `first`: of its window. At the first excess message it sends an error and closes the
 * connection; later ones only count. Never throws when closing fails: it is tried again.
 */
export const limitMessages =
  ({ connections, push, closer, log, now }: Deps) =>
  async (connectionId: string): Promise<'first' | 'within' | 'too_many'> => {
    const count = await connections.countMessage(connectionId, now());
    const beyond = count - MESSAGES_LIMIT;
    if (beyond <= 0) return count === 1 ? 'first' : 'within';
    if (beyond % CLOSED_AGAIN_AFTER !== 1) return 'too_many';
    log.warn('messages_too_many', { connectionId, beyond });
    try {
      await push.send(connectionId, JSON.stringify(TOO_MANY));
      await closer.close(connectionId);
    } catch (cause) {
      log.warn('push_failed', { connectionId, cause });
    }
    return 'too_many';
  };
