/** The API as the identity provider knows it: a resource server with one scope. */
export const DESK_RESOURCE = { identifier: 'desk', scope: 'console' } as const;

/**
 * The OAuth scope that every operation demands. Only access tokens carry scopes, and only those of a client that may
 * ask for this one: an ID token, or a token of another client of the pool, opens nothing.
 */
export const DESK_SCOPE = `${DESK_RESOURCE.identifier}/${DESK_RESOURCE.scope}`;
