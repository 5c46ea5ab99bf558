import type { Connection, ConnectionStore, LivePush } from '../ports/live.ts';
import type { Log } from '../ports/platform.ts';
import { forEachAtMost } from './at-most.ts';

export type BroadcastDeps = {
  readonly connections: Pick<ConnectionStore, 'forget'>;
  readonly push: LivePush;
  readonly log: Log;
  readonly now: () => Date;
};

const PUSHES_AT_ONCE = 50;

/**
 * Sends to open consoles and forgets connections that are gone. Never throws: a console that missed a message gets the
 * next one, or reconnects.
 */
export const broadcast = async (
  deps: BroadcastDeps,
  open: readonly Connection[],
  messageFor: (connection: Connection) => string,
): Promise<void> => {
  await forEachAtMost(PUSHES_AT_ONCE, open, async (connection) => {
    try {
      if ((await deps.push.send(connection.connectionId, messageFor(connection))) === 'sent') return;
      deps.log.info('push_gone', { connectionId: connection.connectionId });
      await deps.connections.forget(connection, deps.now());
    } catch (cause) {
      deps.log.warn('push_failed', { connectionId: connection.connectionId, serviceId: connection.serviceId, cause });
    }
  });
};
