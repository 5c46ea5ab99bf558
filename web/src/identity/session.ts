import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { DESK_SCOPE } from '../../../shared/contracts/http/desk-scope.ts';
import type { ConsoleConfig } from '../config/console-config.ts';

const SIGNED_OUT = 'handover.signed-out';

/** The agent's session: tokens live in this tab's sessionStorage and are renewed by the refresh token. */
export type Session = {
  /** A token good for a minute at least, renewed when need be; null when nobody is signed in. */
  accessToken(): Promise<string | null>;
  /** Asks for a fresh token; null when the session is over. Throws when the identity provider can't be reached. */
  renew(): Promise<string | null>;
  /** Leaves for the sign-in page and comes back to `returnTo` (a path of the console). */
  signIn(returnTo: string): Promise<void>;
  /** Finishes a sign-in on `/signed-in`; gives the path to go on to. Throws what the identity provider refused. */
  finishSignIn(): Promise<string>;
  signOut(): Promise<void>;
  isSignedIn(): Promise<boolean>;
  /** Whether this tab has just come back from signing out; asking forgets it. */
  hasJustSignedOut(): boolean;
  /** Calls back when the session could not be renewed. Returns the unsubscribe. */
  onEnded(listener: () => void): () => void;
};

const isPath = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('/') && !value.startsWith('//');

export const createSession = (identity: ConsoleConfig['identity']): Session => {
  const redirectUrl = identity.redirectUrl ?? `${window.location.origin}/signed-in`;
  const users = new UserManager({
    authority: identity.authority,
    client_id: identity.clientId,
    redirect_uri: redirectUrl,
    response_type: 'code',
    scope: `openid email profile ${DESK_SCOPE}`,
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: 90,
    loadUserInfo: false,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });
  /** A session that was begun before the API demanded its scope never gets it by renewal: it counts as none. */
  const usable = (user: User | null): User | null => (user?.scopes.includes(DESK_SCOPE) === true ? user : null);
  const endedListeners = new Set<() => void>();
  let renewal: Promise<string | null> | null = null;

  const renew = (): Promise<string | null> => {
    renewal ??= users
      .getUser()
      // Without a refresh token the library would open a hidden frame, which our content security policy forbids.
      .then((user) => (usable(user)?.refresh_token === undefined ? null : users.signinSilent()))
      .then((user) => usable(user)?.access_token ?? null)
      .catch((error: unknown) => {
        // Only the identity provider's word ends a session; a network that fails doesn't.
        if (error instanceof ErrorResponse) return null;
        throw error;
      })
      .then((token) => {
        if (token === null) for (const listener of endedListeners) listener();
        return token;
      })
      .finally(() => {
        renewal = null;
      });
    return renewal;
  };

  return {
    accessToken: async () => {
      const user = usable(await users.getUser());
      if (user === null) return null;
      return user.expired || (user.expires_in ?? 0) < 30 ? renew() : user.access_token;
    },
    renew,
    signIn: (returnTo) => users.signinRedirect({ state: returnTo }),
    finishSignIn: async () => {
      const user = await users.signinRedirectCallback();
      return isPath(user.state) ? user.state : '/';
    },
    signOut: async () => {
      await users.removeUser();
      window.sessionStorage.setItem(SIGNED_OUT, 'yes');
      // Cognito's own logout: it has no end_session_endpoint.
      const query = new URLSearchParams({ client_id: identity.clientId, logout_uri: `${window.location.origin}/` });
      window.location.assign(
        identity.logoutUrl ?? (identity.domain === undefined ? '/' : `${identity.domain}/logout?${query.toString()}`),
      );
    },
    isSignedIn: async () => usable(await users.getUser()) !== null,
    hasJustSignedOut: () => {
      const left = window.sessionStorage.getItem(SIGNED_OUT) !== null;
      window.sessionStorage.removeItem(SIGNED_OUT);
      return left;
    },
    onEnded: (listener) => {
      endedListeners.add(listener);
      return () => {
        endedListeners.delete(listener);
      };
    },
  };
};
