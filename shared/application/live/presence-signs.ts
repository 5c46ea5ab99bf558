import type { ServerMessage } from '../../contracts/live/messages.ts';
import { eachAgentOnce, type PresenceState } from '../../domain/desk/presence.ts';
import type { Connection, PresenceStore, Present } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

export type PresenceDeps = BroadcastDeps & { readonly presence: PresenceStore; readonly now: () => Date };
type PresenceMessage = Extract<ServerMessage, { readonly type: 'presence' }>;

/**
 * Signs of life on tickets. Whoever else is on a ticket is told when somebody came, left, or began or ceased to type;
 * that a sign of life no longer comes nobody is told: their own next one is answered without the one who is gone.
 */
export const presenceSigns = (deps: PresenceDeps) => {
  const windowsOn = (serviceId: string, number: number) => deps.presence.list(serviceId, number, deps.now());
  /** Tells the windows on a ticket, all but the one whose sign it was. */
  const tellOthers = async (
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
  const tellLeft = async (connection: Connection, number: number): Promise<void> =>
    tellOthers(connection, number, await windowsOn(connection.serviceId, number));

  return {
    /**
     * A ticket is open in a window: gives what its console is answered with; undefined when the connection is none of
     * ours.
     */
    async arrived(connectionId: string, number: number, state: PresenceState): Promise<PresenceMessage | undefined> {
      const found = await deps.presence.arrive(connectionId, number, state, deps.now());
      if (!found) return undefined;
      const { connection, left, before } = found;
      const windows = await windowsOn(connection.serviceId, number);
      await Promise.all([
        before === state ? undefined : tellOthers(connection, number, windows),
        left === undefined ? undefined : tellLeft(connection, left),
      ]);
      return messageOf(connection.serviceId, number, windows);
    },
    /**
     * No ticket is open in a window any more, or the window is closed. Gives whose it was; undefined when the
     * connection is none of ours.
     */
    async left(connectionId: string): Promise<Connection | undefined> {
      const found = await deps.presence.leave(connectionId, deps.now());
      if (!found) return undefined;
      if (found.left !== undefined) await tellLeft(found.connection, found.left);
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
