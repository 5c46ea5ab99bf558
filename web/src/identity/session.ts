import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { DESK_SCOPE } from '../../../shared/contracts/http/define-operation.ts';
import type { ConsoleConfig } from '../desk/console-config.ts';
import type { Session } from '../desk/console-context.ts';

const SIGNED_OUT = 'handover.signed-out';

const isPath = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('/') && !value.startsWith('//');

/** Keeps the tokens in this tab's sessionStorage, and renews them by the refresh token. */
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
  /** Renewal never adds a scope: a session without the API's scope counts as none. */
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
        // Only a refusal by the identity provider ends a session, not a failed network.
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
