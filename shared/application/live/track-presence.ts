import type { ServerMessage } from '../../contracts/live/messages.ts';
import { eachAgentOnce, type PresenceState, type PresentAgent } from '../../domain/desk/presence.ts';
import type { Connection, PresenceStore, Present } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

export type PresenceDeps = BroadcastDeps & { readonly presence: PresenceStore };
type PresenceMessage = Extract<ServerMessage, { readonly type: 'presence' }>;

/**
 * Records which windows have a ticket open. Other windows on the ticket are notified when an agent opens or closes it,
 * or starts or stops typing. When heartbeats stop, no message is sent: the answer to the others' next heartbeat leaves
 * that agent out.
 */
export const trackPresence = (deps: PresenceDeps) => {
  const windowsOn = (serviceId: string, number: number) => deps.presence.list(serviceId, number, deps.now());
  /** Notifies all windows on a ticket except the one that caused the change. */
  const notifyOthers = async (
    { connectionId, serviceId }: Connection,
    number: number,
    windows: readonly Present[],
  ): Promise<void> => {
    const text = JSON.stringify(messageOf(serviceId, number, windows));
    await broadcast(
      deps,
      windows.filter((window) => window.connectionId !== connectionId).map((window) => ({ ...window, serviceId })),
      () => text,
    );
  };
  const notifyLeft = async (connection: Connection, number: number): Promise<void> =>
    notifyOthers(connection, number, await windowsOn(connection.serviceId, number));

  return {
    /** A window has a ticket open. Returns the response to its console; undefined for an unknown connection. */
    async arrived(connectionId: string, number: number, state: PresenceState): Promise<PresenceMessage | undefined> {
      const found = await deps.presence.arrive(connectionId, number, state, deps.now());
      if (!found) return undefined;
      const { connection, left, before } = found;
      const windows = await windowsOn(connection.serviceId, number);
      await Promise.all([
        before === state ? undefined : notifyOthers(connection, number, windows),
        left === undefined ? undefined : notifyLeft(connection, left),
      ]);
      return messageOf(connection.serviceId, number, windows);
    },
    /** A window has no ticket open any more, or was closed. Returns its connection; undefined for an unknown one. */
    async left(connectionId: string): Promise<Connection | undefined> {
      const found = await deps.presence.leave(connectionId, deps.now());
      if (!found) return undefined;
      if (found.left !== undefined) await notifyLeft(found.connection, found.left);
      return found.connection;
    },
  };
};

const messageOf = (serviceId: string, number: number, windows: readonly Present[]): PresenceMessage => ({
  type: 'presence',
  serviceId,
  number,
  present: eachAgentOnce(windows).map(({ agentId, state }) => ({ agentId, state })),
});

/** Agents who have a ticket open now, each once. */
export const presenceOfTicket =
  (deps: { readonly presence: Pick<PresenceStore, 'list'>; readonly now: () => Date }) =>
  async ({
    serviceId,
    number,
  }: {
    readonly serviceId: string;
    readonly number: number;
  }): Promise<readonly PresentAgent[]> =>
    eachAgentOnce(await deps.presence.list(serviceId, number, deps.now()));
