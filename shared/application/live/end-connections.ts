import { roleMay } from '../../domain/desk/permissions.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ConnectionStore, ConnectionCloser } from '../ports/live.ts';
import { forEachAtMost } from './at-most.ts';
import { trackPresence, type PresenceDeps } from './track-presence.ts';

export type EndConnectionsDeps = PresenceDeps & {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly connections: Pick<ConnectionStore, 'listByService' | 'remove' | 'forget'>;
  readonly closer: ConnectionCloser;
};

const ENDED_AT_ONCE = 10;

/**
 * Closes an agent's open consoles of a service when the agent's row no longer permits it; a late or repeated event does
 * no harm. Throws when a connection could not be closed, so that it is retried: its row stays until then.
 */
export const endConnections = (deps: EndConnectionsDeps) => {
  const presence = trackPresence(deps);
  return async (serviceId: string, agentId: string): Promise<number> => {
    const agent = await deps.directory.findAgent(serviceId, agentId);
    if (agent?.active === true && roleMay(agent.role, 'follow_live')) return 0;
    const theirs = (await deps.connections.listByService(serviceId, deps.now())).filter(
      (connection) => connection.agentId === agentId,
    );
    await forEachAtMost(ENDED_AT_ONCE, theirs, async (connection) => {
      await deps.closer.close(connection.connectionId);
      // API Gateway usually sends $disconnect, but does not guarantee it.
      await presence.left(connection.connectionId);
      await deps.connections.remove(connection);
    });
    deps.log.info('connections_ended', { serviceId, agentId, count: theirs.length });
    return theirs.length;
  };
};
