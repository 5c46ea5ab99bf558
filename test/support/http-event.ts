import type { DeskRegistry } from '../../shared/application/ports/desk.ts';
import type { RichText } from '../../shared/application/ports/writing.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { anAgent, aService } from './tickets.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
};
export type Request = {
  /** `null`: nobody is signed in. */
  readonly as?: string | null;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a text as it is. */
  readonly body?: object | string;
  readonly isBase64Encoded?: boolean;
};

/** A minimal sanitizer, for tests that are not about sanitizing. */
export const plainRichText: RichText = {
  sanitizer: async () => (html) => ({
    html: html.replace(/<script.*?<\/script>/gs, ''),
    text: html
      .replace(/<script.*?<\/script>/gs, '')
      .replace(/<[^>]*>/g, ' ')
      .trim(),
  }),
};

/** Calls a handler as API Gateway does and reads its answer. */
export const answerOf = async (
  handler: HttpHandler,
  routeKey: string,
  { as = 'first', params = {}, query, headers = {}, body, isBase64Encoded = false }: Request,
  awsRequestId: string,
): Promise<Answer> => {
  const event = {
    version: '2.0',
    routeKey,
    isBase64Encoded,
    pathParameters: Object.fromEntries(
      Object.entries({ serviceId: 'support', ...params }).map(([name, value]) => [name, String(value)]),
    ),
    ...(query && { queryStringParameters: query }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    requestContext: {
      ...(as === null
        ? {}
        : { authorizer: { jwt: { claims: { sub: as, username: `user-${as}`, token_use: 'access' }, scopes: null } } }),
    },
  };
  const result = await handler(event, { awsRequestId } as never);
  return {
    status: result.statusCode!,
    headers: result.headers as Record<string, string>,
    body: JSON.parse(result.body!) as Record<string, unknown>,
  };
};

/**
 * A service `support` with agents first, second (in two groups), boss (administrator) and gone (not active), and a
 * service `other` with a stranger.
 */
export const setUpDesk = async ({ putService, putGroup, putAgent }: DeskRegistry): Promise<void> => {
  await putService(aService());
  await putService(aService({ serviceId: 'other', name: 'Other', addresses: ['other@example.com'] }));
  await putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' });
  await putGroup({ serviceId: 'support', groupId: 'second-line', name: 'Second line' });
  await putAgent(anAgent({ agentId: 'first', name: 'First Agent' }));
  await putAgent(anAgent({ agentId: 'second', name: 'Second Agent', groupIds: ['first-line', 'second-line'] }));
  await putAgent(anAgent({ agentId: 'boss', name: 'The Boss', role: 'administrator' }));
  await putAgent(anAgent({ agentId: 'gone', name: 'Gone Agent', active: false }));
  await putAgent(anAgent({ serviceId: 'other', agentId: 'stranger', name: 'A Stranger' }));
};
