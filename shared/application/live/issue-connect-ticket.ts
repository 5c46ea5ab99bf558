import { CONNECT_TICKET_SECONDS, type ConnectionStore } from '../ports/live.ts';

export type ConnectTicket = { readonly ticket: string; readonly url: string; readonly expiresAt: string };

/**
 * Issues a one-time ticket with which a signed-in agent opens the WebSocket. `newTicket` must be impossible to guess.
 */
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
