import type { Connection, PresenceStore } from '../../application/ports/live-gateways.ts';
import { PRESENCE_SECONDS, type PresenceState } from '../../domain/desk/presence.ts';
import { type MemoryConnections, memoryConnections } from './memory-connection-store.ts';

type Opened = { readonly number: number; readonly state: PresenceState; readonly until: number };

/** Who has which ticket open, in memory: of the consoles that are open there. */
export const memoryPresenceStore = (connections: MemoryConnections = memoryConnections()): PresenceStore => {
  const opened = new Map<string, Opened & { readonly connection: Connection }>();
  const connectionOf = (connectionId: string, now: Date): Connection | undefined => {
    const found = connections.get(connectionId);
    return found && found.until > now.getTime() ? { connectionId, serviceId: found.serviceId, agentId: found.agentId } : undefined;
  };
  const openedBy = (connectionId: string, now: Date): Opened | undefined => {
    const found = opened.get(connectionId);
    return found && found.until > now.getTime() ? found : undefined;
  };
  return {
    async arrive(connectionId, number, state, now) {
      const connection = connectionOf(connectionId, now);
      if (!connection) return undefined;
      const before = openedBy(connectionId, now);
      opened.set(connectionId, { number, state, until: now.getTime() + PRESENCE_SECONDS * 1000, connection });
      if (!before) return { connection };
      return before.number === number ? { connection, before: before.state } : { connection, left: before.number };
    },
    async leave(connectionId, now) {
      const connection = connectionOf(connectionId, now);
      if (!connection) return undefined;
      const before = openedBy(connectionId, now);
      opened.delete(connectionId);
      return { connection, ...(before && { left: before.number }) };
    },
    list: async (serviceId, number, now) => [...opened.values()]
      .filter((each) => each.connection.serviceId === serviceId && each.number === number && each.until > now.getTime())
      .map(({ connection: { connectionId, agentId }, state }) => ({ agentId, connectionId, state })),
  };
};
