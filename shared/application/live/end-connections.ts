import { roleMay } from '../../domain/desk/permissions.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ConnectionStore, LiveEnding } from '../ports/live.ts';
import { forEachAtMost } from './at-most.ts';
import { presenceSigns, type PresenceDeps } from './presence-signs.ts';

export type EndConnectionsDeps = PresenceDeps & {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly connections: Pick<ConnectionStore, 'listByService' | 'remove'>;
  readonly ending: LiveEnding;
};

const ENDED_AT_ONCE = 10;

/**
 * Closes an agent's open consoles of a service once they may no longer follow it. What holds is what their row says
 * now: a late or repeated event does no harm. Throws when one could not be closed, so that it is tried again: its row
 * is there until it is closed.
 */
export const endConnections = (deps: EndConnectionsDeps) => {
  const presence = presenceSigns(deps);
  return async (serviceId: string, agentId: string): Promise<number> => {
    const agent = await deps.directory.findAgent(serviceId, agentId);
    if (agent?.active === true && roleMay(agent.role, 'follow_live')) return 0;
    const theirs = (await deps.connections.listByService(serviceId, deps.now())).filter(
      (connection) => connection.agentId === agentId,
    );
    await forEachAtMost(ENDED_AT_ONCE, theirs, async (connection) => {
      await deps.ending.end(connection.connectionId);
      // API Gateway tells of the close, but does not promise to.
      await presence.left(connection.connectionId);
      await deps.connections.remove(connection);
    });
    deps.log.info('connections_ended', { serviceId, agentId, count: theirs.length });
    return theirs.length;
  };
};
