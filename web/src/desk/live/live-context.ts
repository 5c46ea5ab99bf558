import { createContext, use } from 'react';
import type { ServerMessage } from '../../../../shared/contracts/live/messages.ts';
import type { LiveState } from './live-client.ts';

/** Tickets that changed: their rows, and the numbers of those that were deleted. */
export type Changes = Pick<Extract<ServerMessage, { readonly type: 'changes' }>, 'rows' | 'removed'>;
/** Something happened on a ticket beside its row, e.g. to a mail. */
export type Hint = Extract<ServerMessage, { readonly type: 'hint' }>;
/** Who has a ticket open. */
export type Presence = Pick<Extract<ServerMessage, { readonly type: 'presence' }>, 'number' | 'present'>;

/** A reserved call of the agent is due. */
export type DueCall = Extract<ServerMessage, { readonly type: 'call_due' }>;

/** The desk itself took a trigger out of use. Only administrators are told. */
export type StoppedTrigger = Extract<ServerMessage, { readonly type: 'trigger_stopped' }>;

/** The live connection, for the parts of the console. Functions that take a listener return one that unsubscribes. */
export type Live = {
  readonly state: LiveState;
  readonly online: boolean;
  readonly onChanges: (listener: (changes: Changes) => void) => () => void;
  /** Hints come about the ticket that is shown, and about the agent's own tickets. */
  readonly onHint: (listener: (hint: Hint) => void) => () => void;
  /** Comes about the ticket that is shown: at once what is known, when something changes, and every few seconds. */
  readonly onPresence: (listener: (presence: Presence) => void) => () => void;
  readonly onCallDue: (listener: (call: DueCall) => void) => () => void;
  readonly onTriggerStopped: (listener: (trigger: StoppedTrigger) => void) => () => void;
  /** Calls `listener` when the connection is back and changes may have been missed. */
  readonly onCaughtUp: (listener: () => void) => () => void;
  /** Says which ticket the console shows; null: none. */
  readonly show: (number: number | null) => void;
  /** Says whether the agent types on the ticket that is shown. */
  readonly type: (isTyping: boolean) => void;
};

export const LiveContext = createContext<Live | null>(null);

/** Throws outside of `LiveProvider`. */
export const useLive = (): Live => {
  const live = use(LiveContext);
  if (live === null) throw new Error('useLive outside of LiveProvider');
  return live;
};
