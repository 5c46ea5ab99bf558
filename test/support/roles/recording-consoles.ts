import type { OpenConnection } from '../../../infra/local/host-services.ts';
import { serverMessage, type ServerMessage } from '../../../shared/contracts/live/messages.ts';

/** Connections that are gone, and those whose sending breaks off. */
export type Away = { readonly gone?: readonly string[]; readonly broken?: readonly string[] };
export type Sent = { readonly connectionId: string; readonly message: ServerMessage };

/**
 * Open consoles behind the WebSocket API's management API: every id is one; each message is checked against the
 * contract and kept.
 */
export const recordingConsoles = () => {
  const sent: Sent[] = [];
  const closed: string[] = [];
  let away: Away = {};
  const find = (connectionId: string): OpenConnection | undefined => {
    if (away.gone?.includes(connectionId)) return undefined;
    if (away.broken?.includes(connectionId)) throw new Error('unreachable');
    return {
      facts: { connectedAt: 0, sourceIp: '127.0.0.1', userAgent: 'test' } as OpenConnection['facts'],
      lastActiveAt: () => 0,
      send: (message) => {
        sent.push({ connectionId, message: serverMessage().parse(JSON.parse(message)) });
        return true;
      },
      close: () => {
        closed.push(connectionId);
      },
    };
  };
  return {
    find,
    sent,
    closed,
    setAway: (given: Away) => {
      away = given;
    },
    empty: () => {
      sent.length = 0;
      closed.length = 0;
      away = {};
    },
  };
};
export type RecordingConsoles = ReturnType<typeof recordingConsoles>;
