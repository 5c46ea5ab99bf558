import { type Connection, CONNECT_TICKET_SECONDS, CONNECTION_SECONDS, type ConnectionStore } from '../../application/ports/live-gateways.ts';
import { MESSAGES_WINDOW_SECONDS } from '../../domain/desk/presence.ts';

type Owner = { readonly serviceId: string; readonly agentId: string };
/** Open consoles by their connections' ids, for stores that share them; `until` in milliseconds. */
export type MemoryConnections = Map<string, Connection & { readonly until: number }>;
export const memoryConnections = (): MemoryConnections => new Map();

/** Connect tickets and open consoles in memory. */
export const memoryConnectionStore = (connections: MemoryConnections = memoryConnections()): ConnectionStore => {
  const tickets = new Map<string, Owner & { readonly until: number }>();
  const counts = new Map<string, number>();
  const after = (now: Date, seconds: number) => now.getTime() + seconds * 1000;
  return {
    issueTicket: async (ticket, { serviceId, agentId }, now) => { tickets.set(ticket, { serviceId, agentId, until: after(now, CONNECT_TICKET_SECONDS) }); },
    redeemTicket: async (ticket, now) => {
      const found = tickets.get(ticket);
      if (!found || found.until <= now.getTime()) return undefined;
      tickets.delete(ticket);
      return { serviceId: found.serviceId, agentId: found.agentId };
    },
    add: async ({ connectionId, serviceId, agentId }, now) => { connections.set(connectionId, { connectionId, serviceId, agentId, until: after(now, CONNECTION_SECONDS) }); },
    remove: async ({ connectionId }) => { connections.delete(connectionId); },
    countMessage: async (connectionId, now) => {
      const window = `${connectionId} ${Math.floor(now.getTime() / 1000 / MESSAGES_WINDOW_SECONDS)}`;
      const count = (counts.get(window) ?? 0) + 1;
      counts.set(window, count);
      return count;
    },
    listByService: async (serviceId, now) => [...connections.values()]
      .filter((connection) => connection.serviceId === serviceId && connection.until > now.getTime())
      .map(({ connectionId, agentId }) => ({ connectionId, serviceId, agentId })),
  };
};
