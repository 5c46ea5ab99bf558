import { createContext, use } from 'react';
import type { Call } from './api/call-operation.ts';
import type { ConsoleConfig } from './console-config.ts';

/** The session of the signed-in agent. */
export type Session = {
  /** An access token that is still valid for 30 s or more, renewed if necessary; null when nobody is signed in. */
  accessToken(): Promise<string | null>;
  /** Gets a new token; null when the session has ended. Throws when the identity provider can't be reached. */
  renew(): Promise<string | null>;
  /** Goes to the sign-in page, which comes back to `returnTo`, a path of the console. */
  signIn(returnTo: string): Promise<void>;
  /** Completes the sign-in on `/signed-in`. Returns the path to continue at; throws when the provider refused. */
  finishSignIn(): Promise<string>;
  signOut(): Promise<void>;
  isSignedIn(): Promise<boolean>;
  /** Whether this tab has just come back from signing out; true for the first call only. */
  hasJustSignedOut(): boolean;
  /** Calls `listener` when the session could not be renewed. Returns a function that unsubscribes. */
  onEnded(listener: () => void): () => void;
};

/** What every part of the console needs; made once at the start. */
export type ConsoleTools = { readonly config: ConsoleConfig; readonly session: Session; readonly call: Call };

export const ConsoleContext = createContext<ConsoleTools | null>(null);

/** Throws outside of `ConsoleContext`. */
export const useConsole = (): ConsoleTools => {
  const tools = use(ConsoleContext);
  if (tools === null) throw new Error('useConsole outside of ConsoleContext');
  return tools;
};
