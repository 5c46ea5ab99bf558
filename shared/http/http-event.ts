import * as z from 'zod';

/** A record that keeps every name: zod's own record drops `__proto__` silently, so it could not be refused. */
const texts = z.custom<Readonly<Record<string, string>>>(
  (given) =>
    typeof given === 'object' && given !== null && Object.values(given).every((value) => typeof value === 'string'),
);

/** The part of API Gateway's HTTP event (payload format 2.0) that is read. Header names are in lower case. */
export const httpEventSchema = z.object({
  routeKey: z.string(),
  pathParameters: texts.nullish(),
  queryStringParameters: texts.nullish(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }).nullish() }).nullish(),
  }),
});
export type HttpEvent = z.infer<typeof httpEventSchema>;

/**
 * The signed-in person. The authorizer has verified the token; `sub` is the agent's id in every service. An ID token
 * has no scope and is refused here too, since it does not permit API calls.
 */
const claimsSchema = z.object({
  sub: z.string().min(1),
  token_use: z.literal('access'),
  username: z.string().optional(),
});

export type Caller = { readonly agentId: string; readonly username?: string };

/** Undefined when the request has no access token. */
export const callerOf = (event: HttpEvent): Caller | undefined => {
  const claims = claimsSchema.safeParse(event.requestContext.authorizer?.jwt?.claims);
  if (!claims.success) return undefined;
  const { sub, username } = claims.data;
  return { agentId: sub, ...(username === undefined ? {} : { username }) };
};
