import { httpEvent, type EventSetting, type HttpRequest } from '../../../../infra/local/http-api/http-event.ts';

const setting: EventSetting = {
  apiId: 'api1',
  accountId: '000000000000',
  region: 'ap-northeast-2',
  stage: '$default',
  routeKey: 'GET /me',
  pathParameters: {},
};
const request = (
  given: Partial<Omit<HttpRequest, 'headers'>> & {
    readonly headers?: Readonly<Record<string, readonly string[]>>;
  } = {},
): HttpRequest => ({
  method: 'GET',
  path: '/me',
  query: '',
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  ...given,
  headers: new Map(Object.entries(given.headers ?? {})),
});
const now = new Date('2026-03-02T19:03:58.123Z');

it('is the event of payload format 2.0', () => {
  const event = httpEvent(
    request({
      method: 'POST',
      path: '/services/s%201/tickets',
      query: 'tag=a&tag=b&q=%ED%95%9C',
      body: Buffer.from('{"title":"x"}'),
      headers: {
        'content-type': ['application/json'],
        'x-twice': ['1', '2'],
        'user-agent': ['test'],
        cookie: ['a=1; b=2'],
      },
    }),
    {
      ...setting,
      routeKey: 'POST /services/{serviceId}/tickets',
      pathParameters: { serviceId: 's 1' },
      authorizer: { jwt: { claims: { sub: 'x' }, scopes: null } },
    },
    now,
  );
  expect(event).toEqual({
    version: '2.0',
    routeKey: 'POST /services/{serviceId}/tickets',
    rawPath: '/services/s 1/tickets',
    rawQueryString: 'tag=a&tag=b&q=%ED%95%9C',
    cookies: ['a=1', 'b=2'],
    headers: {
      'content-type': 'application/json',
      'x-twice': '1,2',
      'user-agent': 'test',
      host: 'api1.execute-api.ap-northeast-2.amazonaws.com',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    },
    queryStringParameters: { tag: 'a,b', q: '한' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api1',
      authorizer: { jwt: { claims: { sub: 'x' }, scopes: null } },
      domainName: 'api1.execute-api.ap-northeast-2.amazonaws.com',
      domainPrefix: 'api1',
      http: {
        method: 'POST',
        path: '/services/s 1/tickets',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: expect.stringMatching(/^[\w-]{15}=$/),
      routeKey: 'POST /services/{serviceId}/tickets',
      stage: '$default',
      time: '02/Mar/2026:19:03:58 +0000',
      timeEpoch: now.getTime(),
    },
    pathParameters: { serviceId: 's 1' },
    body: '{"title":"x"}',
    isBase64Encoded: false,
  });
});

it('leaves out what is not there', () => {
  const event = httpEvent(request(), setting);
  expect(Object.keys(event)).toEqual([
    'version',
    'routeKey',
    'rawPath',
    'rawQueryString',
    'headers',
    'requestContext',
    'isBase64Encoded',
  ]);
});

it('names another stage than the default in the path', () => {
  expect(httpEvent(request(), { ...setting, stage: 'v1' }).rawPath).toBe('/v1/me');
});

it.each([
  ['application/json', false],
  ['application/json; charset=utf-8', false],
  ['application/problem+json', false],
  ['text/html', false],
  ['application/xml', false],
  ['application/javascript', false],
  ['application/x-www-form-urlencoded', true],
  ['image/png', true],
  ['application/octet-stream', true],
  ['multipart/form-data; boundary=x', true],
])('a body of %s is in base64: %s', (type, isBase64Encoded) => {
  const event = httpEvent(request({ body: Buffer.from('ä'), headers: { 'content-type': [type] } }), setting);
  expect([event.isBase64Encoded, event.body]).toEqual([isBase64Encoded, isBase64Encoded ? 'w6Q=' : 'ä']);
});

it('a compressed body is in base64', () => {
  expect(
    httpEvent(
      request({
        body: Buffer.from('x'),
        headers: { 'content-type': ['application/json'], 'content-encoding': ['gzip'] },
      }),
      setting,
    ).isBase64Encoded,
  ).toBe(true);
});
