import type { ServerMessage } from '../../contracts/live/messages.ts';
import { MESSAGES_LIMIT } from '../../domain/desk/presence.ts';
import type { ConnectionStore, LiveEnding, LivePush } from '../ports/live.ts';
import type { Log } from '../ports/platform.ts';

type Deps = {
  readonly connections: Pick<ConnectionStore, 'countMessage'>;
  readonly push: LivePush;
  readonly ending: LiveEnding;
  readonly log: Log;
  readonly now: () => Date;
};

const TOO_MANY: ServerMessage = { type: 'error', code: 'too_many_messages' };
/** Messages that come after the limit until closing is tried again: the first try may have failed. */
const CLOSED_AGAIN_AFTER = 100;

/**
 * Counts a console's message. The one that is too many is answered and its connection closed; what was sent behind it
 * is passed over, with one write to the counter each. Never throws for what the console can't help: a connection that
 * could not be closed is tried again.
 */
export const limitMessages =
  ({ connections, push, ending, log, now }: Deps) =>
  async (connectionId: string): Promise<'within' | 'too_many'> => {
    const beyond = (await connections.countMessage(connectionId, now())) - MESSAGES_LIMIT;
    if (beyond <= 0) return 'within';
    if (beyond % CLOSED_AGAIN_AFTER !== 1) return 'too_many';
    log.warn('messages_too_many', { connectionId, beyond });
    try {
      await push.send(connectionId, JSON.stringify(TOO_MANY));
      await ending.end(connectionId);
    } catch (cause) {
      log.warn('push_failed', { connectionId, cause });
    }
    return 'too_many';
  };
