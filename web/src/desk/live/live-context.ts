import { createContext, use } from 'react';
import type { ServerMessage } from '../../../../shared/contracts/live/messages.ts';
import type { LiveState } from './live-client.ts';

export type TicketChanged = Extract<ServerMessage, { readonly type: 'ticket_changed' }>;

/** The live connection as the console's parts see it. */
export type Live = {
  readonly state: LiveState;
  readonly online: boolean;
  /** Calls back with the changes of tickets, a burst of them together. Returns the unsubscribe. */
  readonly onTicketChanged: (listener: (changes: readonly TicketChanged[]) => void) => () => void;
  /** Calls back when changes may have been missed and are over. Returns the unsubscribe. */
  readonly onCaughtUp: (listener: () => void) => () => void;
};

export const LiveContext = createContext<Live | null>(null);

/** The live connection. Throws outside of its provider. */
export const useLive = (): Live => {
  const live = use(LiveContext);
  if (live === null) throw new Error('useLive outside of LiveProvider');
  return live;
};
