import { CONNECT_TICKET_SECONDS, type ConnectionStore } from '../ports/live.ts';

export type ConnectTicket = { readonly ticket: string; readonly url: string; readonly expiresAt: string };

/** Gives a signed-in agent a one-time ticket to open the WebSocket with. `newTicket` must be impossible to guess. */
export const issueConnectTicket =
  (deps: {
    readonly connections: Pick<ConnectionStore, 'issueTicket'>;
    readonly newTicket: () => string;
    readonly now: () => Date;
    readonly liveUrl: string;
  }) =>
  async (owner: { readonly serviceId: string; readonly agentId: string }): Promise<ConnectTicket> => {
    const now = deps.now();
    const ticket = deps.newTicket();
    await deps.connections.issueTicket(ticket, owner, now);
    return {
      ticket,
      url: deps.liveUrl,
      expiresAt: new Date(now.getTime() + CONNECT_TICKET_SECONDS * 1000).toISOString(),
    };
  };
