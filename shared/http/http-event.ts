import * as z from 'zod';

/**
 * Members of any name: zod's own record leaves out `__proto__` without a word, and what is left out can't be refused.
 */
const texts = z.custom<Readonly<Record<string, string>>>(
  (given) =>
    typeof given === 'object' && given !== null && Object.values(given).every((value) => typeof value === 'string'),
);

/** What we read of API Gateway's HTTP event, payload format 2.0. Header names come in lower case. */
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
 * The signed-in person: the authorizer has verified the token, `sub` is the agent's id in every service. The route's
 * scope keeps ID tokens out; they are no proof that somebody may call an API, so a route without its scope doesn't take
 * them either.
 */
const claimsSchema = z.object({
  sub: z.string().min(1),
  token_use: z.literal('access'),
  username: z.string().optional(),
});

export type Caller = { readonly agentId: string; readonly username?: string };

/** Undefined when nobody is signed in by an access token. */
export const callerOf = (event: HttpEvent): Caller | undefined => {
  const claims = claimsSchema.safeParse(event.requestContext.authorizer?.jwt?.claims);
  if (!claims.success) return undefined;
  const { sub, username } = claims.data;
  return { agentId: sub, ...(username === undefined ? {} : { username }) };
};
