import { createContext, use } from 'react';
import type { ServerMessage } from '../../../../shared/contracts/live/messages.ts';
import type { LiveState } from './live-client.ts';

export type TicketChanged = Extract<ServerMessage, { readonly type: 'ticket_changed' }>;

/** The live connection, for the parts of the console. */
export type Live = {
  readonly state: LiveState;
  readonly online: boolean;
  /** Calls `listener` with changes of tickets, several at once in a burst. Returns a function that unsubscribes. */
  readonly onTicketChanged: (listener: (changes: readonly TicketChanged[]) => void) => () => void;
  /**
   * Calls `listener` when the connection is back and changes may have been missed. Returns a function that
   * unsubscribes.
   */
  readonly onCaughtUp: (listener: () => void) => () => void;
};

export const LiveContext = createContext<Live | null>(null);

/** Throws outside of `LiveProvider`. */
export const useLive = (): Live => {
  const live = use(LiveContext);
  if (live === null) throw new Error('useLive outside of LiveProvider');
  return live;
};
