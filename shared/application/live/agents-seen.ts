import { type AgentActivity, CONSOLE_OPEN_SECONDS, SEEN_EVERY_SECONDS } from '../../domain/desk/presence.ts';
import type { Connection, ConnectionStore, SeenAgents } from '../ports/live.ts';
import type { Log } from '../ports/platform.ts';

export type NoteSeenDeps = {
  readonly seen: Pick<SeenAgents, 'find' | 'note'>;
  readonly log: Log;
  readonly now: () => Date;
};

/**
 * Records that an agent is at the desk, unless that was recorded within the last SEEN_EVERY_SECONDS. Never throws: an
 * agent's work does not depend on it, and it is recorded again some minutes later.
 */
export const noteSeen =
  ({ seen, log, now }: NoteSeenDeps) =>
  async ({ serviceId, agentId }: Pick<Connection, 'serviceId' | 'agentId'>): Promise<void> => {
    try {
      const at = now();
      const before = await seen.find(serviceId, agentId, at);
      if (before !== undefined && at.getTime() - before.getTime() < SEEN_EVERY_SECONDS * 1000) return;
      await seen.note(serviceId, agentId, at);
    } catch (cause) {
      log.warn('agent_seen_failed', { serviceId, agentId, cause });
    }
  };

/**
 * When each agent of a service was last seen, and whether a console of theirs is open. Agents who were not seen within
 * SEEN_DAYS are left out.
 */
export const listAgentActivity =
  ({
    seen,
    connections,
    now,
  }: {
    readonly seen: Pick<SeenAgents, 'list'>;
    readonly connections: Pick<ConnectionStore, 'listByService'>;
    readonly now: () => Date;
  }) =>
  async (serviceId: string): Promise<readonly AgentActivity[]> => {
    const at = now();
    const [lastSeen, open] = await Promise.all([seen.list(serviceId, at), connections.listByService(serviceId, at)]);
    const connected = new Set(open.map(({ agentId }) => agentId));
    const isRecent = (when: Date) => at.getTime() - when.getTime() < CONSOLE_OPEN_SECONDS * 1000;
    return [...lastSeen]
      .map(([agentId, when]) => ({
        agentId,
        lastSeenAt: when.toISOString(),
        isOpen: connected.has(agentId) && isRecent(when),
      }))
      .toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
  };
