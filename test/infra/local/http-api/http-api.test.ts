import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { AwsError, type InvokeResult } from '../../../../infra/local/kernel.ts';
import { httpApi } from '../../../../infra/local/http-api/http-api.ts';
import type { HttpRequest } from '../../../../infra/local/http-api/http-event.ts';
import { account, aDeployment, aFunction, functionArn, region } from '../../../support/local/a-deployment.ts';

let issuer: Server;
let address: string;
let sign: (
  claims: JWTPayload,
  options?: { readonly alg?: string; readonly kid?: string; readonly expires?: string },
) => Promise<string>;
let stranger: typeof sign;

beforeAll(async () => {
  const [known, unknown] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(known.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  issuer = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { issuer: address, jwks_uri: `${address}/jwks` }),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => issuer.once('listening', resolve));
  address = `http://127.0.0.1:${String((issuer.address() as AddressInfo).port)}`;
  const signer =
    (key: Parameters<SignJWT['sign']>[0]): typeof sign =>
    (claims, { kid = 'k1', expires = '5m' } = {}) =>
      new SignJWT({ iss: address, sub: 'agent-1', client_id: 'console', token_use: 'access', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuedAt(Math.floor(Date.now() / 1000) - 600)
        .setExpirationTime(expires === 'past' ? Math.floor(Date.now() / 1000) - 60 : expires)
        .sign(key);
  sign = signer(known.privateKey);
  stranger = signer(unknown.privateKey);
});
afterAll(
  () =>
    new Promise((resolve) => {
      issuer.close(resolve);
      issuer.closeAllConnections();
    }),
);

const anApi = (
  result: InvokeResult | ((event: any) => InvokeResult | Promise<InvokeResult>),
  {
    route = {},
    api = {},
    integration = {},
    permitted = true,
  }: {
    readonly route?: object;
    readonly api?: object;
    readonly integration?: object;
    readonly permitted?: boolean;
  } = {},
) => {
  const events: any[] = [];
  const deployment = aDeployment(
    aFunction('queries'),
    { type: 'AWS::ApiGatewayV2::Api', logicalId: 'api1', properties: { ProtocolType: 'HTTP', ...api } },
    { type: 'AWS::ApiGatewayV2::Stage', logicalId: 'stage', properties: { ApiId: 'api1', StageName: '$default' } },
    {
      type: 'AWS::ApiGatewayV2::Integration',
      logicalId: 'int',
      properties: {
        ApiId: 'api1',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn('queries'),
        PayloadFormatVersion: '2.0',
        ...integration,
      },
    },
    {
      type: 'AWS::ApiGatewayV2::Authorizer',
      logicalId: 'auth',
      properties: {
        ApiId: 'api1',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: address, Audience: ['console'] },
      },
    },
    {
      type: 'AWS::ApiGatewayV2::Route',
      logicalId: 'open',
      properties: { ApiId: 'api1', RouteKey: 'ANY /open/{id}', Target: 'integrations/int' },
    },
    {
      type: 'AWS::ApiGatewayV2::Route',
      logicalId: 'closed',
      properties: {
        ApiId: 'api1',
        RouteKey: 'GET /closed',
        Target: 'integrations/int',
        AuthorizationType: 'JWT',
        AuthorizerId: 'auth',
        ...route,
      },
    },
    ...(permitted
      ? [
          {
            type: 'AWS::Lambda::Permission',
            logicalId: 'p',
            properties: {
              Action: 'lambda:InvokeFunction',
              FunctionName: functionArn('queries'),
              Principal: 'apigateway.amazonaws.com',
              SourceArn: `arn:aws:execute-api:${region}:${account}:api1/*/*`,
            },
          },
        ]
      : []),
  );
  const host = httpApi({
    deployment,
    api: deployment.byArn('api1'),
    log: () => {},
    functions: {
      invoke: async (_, event) => {
        events.push(event);
        return typeof result === 'function' ? result(event) : result;
      },
    },
  });
  const ask = async (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = '') => {
    const request: HttpRequest = {
      method,
      path,
      query: '',
      headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
    };
    const { status, headers: answered, body: bytes } = await host.answer(request);
    return {
      status,
      headers: Object.fromEntries(answered),
      cookies: answered.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
      body: bytes.toString(),
    };
  };
  return { ask, events };
};

describe('a function’s answer', () => {
  it.each<[string, unknown, object]>([
    [
      'status, headers, cookies and body',
      { statusCode: 201, headers: { ETag: '"1"' }, cookies: ['a=1', 'b=2'], body: 'made' },
      {
        status: 201,
        body: 'made',
        cookies: ['a=1', 'b=2'],
        headers: expect.objectContaining({ etag: '"1"', 'content-type': 'text/plain;charset=UTF-8' }),
      },
    ],
    [
      'a body in base64',
      { statusCode: 200, body: 'w6Q=', isBase64Encoded: true, headers: { 'content-type': 'text/plain' } },
      { body: 'ä' },
    ],
    [
      'bare JSON',
      { hello: 'world' },
      {
        status: 200,
        body: '{"hello":"world"}',
        headers: expect.objectContaining({ 'content-type': 'application/json' }),
      },
    ],
    ['a bare text', 'hello', { status: 200, body: 'hello' }],
    ['no body', { statusCode: 204 }, { status: 204, body: '' }],
    ['an impossible status', { statusCode: 'many' }, { status: 500, body: '{"message":"Internal Server Error"}' }],
    ['an object as body', { statusCode: 200, body: {} }, { status: 500 }],
  ])('with %s', async (_, payload, expected) => {
    expect(await anApi({ payload }).ask('GET', '/open/1')).toMatchObject(expected);
  });

  it('that is an error is a 500 which says nothing', async () => {
    expect(
      await anApi({ functionError: 'Unhandled', payload: { errorMessage: 'secret' } }).ask('GET', '/open/1'),
    ).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });

  it('that is throttled is a 503, as on AWS', async () => {
    const { ask } = anApi(() => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    });
    expect(await ask('GET', '/open/1')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  it('that takes too long is a 503', async () => {
    const slow = anApi(
      () =>
        new Promise((resolve) =>
          setTimeout(() => {
            resolve({ payload: 'late' });
          }, 200),
        ),
      { integration: { TimeoutInMillis: 50 } },
    );
    expect(await slow.ask('GET', '/open/1')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });
});

it('answers 404 where there is no route', async () => {
  expect(await anApi({ payload: '' }).ask('POST', '/closed')).toMatchObject({
    status: 404,
    body: '{"message":"Not Found"}',
    headers: { 'content-type': 'application/json', 'apigw-requestid': expect.any(String) },
  });
});

it('answers 413 above 10 MB, without asking the function', async () => {
  const { ask, events } = anApi({ payload: '' });
  expect(await ask('POST', '/open/1', {}, 'x'.repeat(10_485_761))).toMatchObject({
    status: 413,
    body: '{"message":"Request Entity Too Large"}',
  });
  expect(events).toEqual([]);
});

describe('the JWT authorizer', () => {
  it('lets a good token in and hands its claims on as text', async () => {
    const { ask, events } = anApi({ payload: 'in' });
    const token = await sign({ 'cognito:groups': ['a', 'b'], scope: 'openid profile', flag: true });
    expect(await ask('GET', '/closed', { authorization: `Bearer ${token}` })).toMatchObject({
      status: 200,
      body: 'in',
    });
    const { jwt } = events[0].requestContext.authorizer;
    expect(jwt).toEqual({
      scopes: null,
      claims: {
        iss: address,
        sub: 'agent-1',
        client_id: 'console',
        token_use: 'access',
        'cognito:groups': '[a b]',
        scope: 'openid profile',
        flag: 'true',
        iat: expect.stringMatching(/^\d+$/),
        exp: expect.stringMatching(/^\d+$/),
      },
    });
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['of a stranger', () => stranger({}), /signature verification failed/],
    ['that has expired', () => sign({}, { expires: 'past' }), /the token has expired/],
    ['of another issuer', () => sign({ iss: 'https://example.com' }), /invalid issuer/],
    ['for another client', () => sign({ client_id: 'other' }), /valid audience/],
    ['whose aud is another, whatever its client', () => sign({ aud: 'other' }), /valid audience/],
    ['with an unknown key', () => sign({}, { kid: 'k9' }), /unable to find a signing key/],
    ['that is none', async () => 'rubbish', /invalid_token/],
  ])('refuses a token %s', async (_, token, reason) => {
    const { ask, events } = anApi({ payload: 'in' });
    const answer = await ask('GET', '/closed', { authorization: `Bearer ${await token()}` });
    expect(answer).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
      headers: { 'www-authenticate': expect.stringMatching(reason) },
    });
    expect(events).toEqual([]);
  });

  it('knows a token that was verified until it expires, and no other', async () => {
    const { ask } = anApi({ payload: 'in' });
    const statusOf = async (token: string) =>
      (await ask('GET', '/closed', { authorization: `Bearer ${token}` })).status;
    const token = await sign({}, { expires: '5m' });
    const signedAt = Date.now();
    expect(await statusOf(token)).toBe(200);
    const [header, payload, signature = ''] = token.split('.');
    const changed = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const verified = jest.spyOn(crypto.subtle, 'verify');
    try {
      expect(await statusOf(token)).toBe(200);
      expect(verified).not.toHaveBeenCalled();
      expect(await statusOf([header, payload, changed].join('.'))).toBe(401);
      expect(verified).toHaveBeenCalledTimes(1);

      jest.useFakeTimers({ now: signedAt + 295_000, advanceTimers: true });
      expect(await statusOf(token)).toBe(200);
      jest.setSystemTime(signedAt + 301_000);
      expect(await statusOf(token)).toBe(401);
    } finally {
      jest.useRealTimers();
      verified.mockRestore();
    }
  });

  it('verifies a token again after ten minutes, as keys are asked for again then', async () => {
    const { ask } = anApi({ payload: 'in' });
    const authorization = `Bearer ${await sign({}, { expires: '1h' })}`;
    await ask('GET', '/closed', { authorization });
    const verified = jest.spyOn(crypto.subtle, 'verify');
    try {
      jest.useFakeTimers({ now: Date.now() + 600_001, advanceTimers: true });
      expect(await ask('GET', '/closed', { authorization })).toMatchObject({ status: 200 });
      expect(verified).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
      verified.mockRestore();
    }
  });

  it('asks for a token where there is none', async () => {
    expect(await anApi({ payload: 'in' }).ask('GET', '/closed')).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
    });
  });

  it('wants one of the route’s scopes', async () => {
    const { ask, events } = anApi({ payload: 'in' }, { route: { AuthorizationScopes: ['desk/read', 'desk/write'] } });
    expect(await ask('GET', '/closed', { authorization: `Bearer ${await sign({ scope: 'openid' })}` })).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
      headers: { 'www-authenticate': expect.stringContaining('insufficient_scope') },
    });
    expect(await ask('GET', '/closed', { authorization: await sign({ scope: 'desk/write' }) })).toMatchObject({
      status: 200,
    });
    expect(events[0].requestContext.authorizer.jwt.scopes).toEqual(['desk/write']);
  });
});

describe('CORS', () => {
  const api = {
    CorsConfiguration: {
      AllowOrigins: ['https://console.example.com'],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: ['authorization'],
      ExposeHeaders: ['etag'],
      MaxAge: 600,
    },
  };
  const preflight = { origin: 'https://console.example.com', 'access-control-request-method': 'POST' };

  it('preflights are answered by the API', async () => {
    const { ask, events } = anApi({ payload: '' }, { api });
    expect(await ask('OPTIONS', '/closed', preflight)).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://console.example.com',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'authorization',
        'access-control-max-age': '600',
      },
    });
    expect(events).toEqual([]);
  });

  it('strangers get no header', async () => {
    const { ask } = anApi({ payload: '' }, { api });
    expect((await ask('GET', '/open/1', { origin: 'https://other.example.com' })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    expect((await ask('GET', '/open/1', { origin: preflight.origin })).headers).toMatchObject({
      'access-control-allow-origin': preflight.origin,
      'access-control-expose-headers': 'etag',
    });
  });

  it('without a configuration OPTIONS is a request as any other', async () => {
    expect(
      await anApi({ payload: { statusCode: 200, body: 'mine' } }).ask('OPTIONS', '/open/1', preflight),
    ).toMatchObject({ status: 200, body: 'mine' });
  });
});

describe('the start stops', () => {
  it.each([
    [
      'at a function that does not let the API in',
      { permitted: false },
      /Desk\/open: .* doesn't allow apigateway.amazonaws.com/,
    ],
    [
      'at another kind of authorization',
      { route: { AuthorizationType: 'AWS_IAM' } },
      /Desk\/closed: the authorization AWS_IAM is not hosted/,
    ],
    [
      'at another kind of integration',
      { integration: { IntegrationType: 'HTTP_PROXY' } },
      /Desk\/int: integrations of type HTTP_PROXY are not hosted/,
    ],
  ])('%s', (_, options, message) => {
    expect(() => anApi({ payload: '' }, options)).toThrow(message);
  });
});
