import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { distributionOf, pathPattern } from '../../../../infra/local/distribution/distribution.ts';
import { startSiteServer, type SiteServer } from '../../../../infra/local/distribution/site-server.ts';
import type { HttpApi } from '../../../../infra/local/http-api/http-api.ts';
import type { HttpRequest, HttpResponse } from '../../../../infra/local/http-api/http-event.ts';
import { account, aDeployment, type Draft, region } from '../../../support/local/a-deployment.ts';

const onePage = `function handler(event) { var request = event.request; if (!/\\.[^/]+$/.test(request.uri)) request.uri = '/index.html'; return request; }`;
const script = 'console.log(1);'.repeat(200);
const objects: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  'index.html': { type: 'text/html; charset=utf-8', body: '<html>desk</html>' },
  'assets/app.js': { type: 'text/javascript; charset=utf-8', body: script },
  'error.html': { type: 'text/html', body: 'sorry' },
  'a b.txt': { type: 'text/plain', body: 'spaced' },
};
const servers: SiteServer[] = [];
afterAll(() => Promise.all(servers.map((each) => each.stop())));

const fine: HttpResponse = {
  status: 200,
  headers: [
    ['content-type', 'application/json'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ],
  body: Buffer.from(JSON.stringify({ text: 'x'.repeat(2000) })),
};

type Setting = {
  readonly code?: string;
  readonly config?: object;
  readonly files?: object;
  readonly api?: object;
  readonly policy?: object;
  readonly letIn?: boolean;
  readonly more?: readonly Draft[];
  readonly answerOfApi?: () => HttpResponse;
  readonly now?: () => number;
};
const aDistribution = ({
  code = onePage,
  config = {},
  files = {},
  api = {},
  policy = {},
  letIn = true,
  more = [],
  answerOfApi = () => fine,
  now = Date.now,
}: Setting = {}) => {
  const asked: HttpRequest[] = [];
  const deployment = aDeployment(
    { type: 'AWS::S3::Bucket', logicalId: 'files' },
    ...(letIn
      ? [
          {
            type: 'AWS::S3::BucketPolicy',
            logicalId: 'policy',
            properties: {
              Bucket: 'files',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 's3:GetObject',
                    Resource: 'arn:aws:s3:::files/*',
                    Principal: { Service: 'cloudfront.amazonaws.com' },
                    Condition: {
                      StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${account}:distribution/site` },
                    },
                  },
                ],
              },
            },
          },
        ]
      : []),
    {
      type: 'AWS::CloudFront::Function',
      logicalId: 'one-page',
      attributes: { FunctionARN: 'fn', Arn: 'fn' },
      properties: { FunctionCode: code, FunctionConfig: { Runtime: 'cloudfront-js-2.0' } },
    },
    {
      type: 'AWS::CloudFront::ResponseHeadersPolicy',
      logicalId: 'headers',
      properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'h',
          SecurityHeadersConfig: {
            ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
            ContentTypeOptions: { Override: true },
            FrameOptions: { FrameOption: 'DENY', Override: true },
            StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
            ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
          },
          ...policy,
        },
      },
    },
    {
      type: 'AWS::CloudFront::Distribution',
      logicalId: 'site',
      properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultRootObject: 'index.html',
          Origins: [
            { Id: 'files', DomainName: `files.s3.${region}.amazonaws.com`, S3OriginConfig: {} },
            { Id: 'api', DomainName: `api1.execute-api.${region}.amazonaws.com`, CustomOriginConfig: {} },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: 'files',
            ResponseHeadersPolicyId: 'headers',
            Compress: true,
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'fn' }],
            ...files,
          },
          CacheBehaviors: [
            {
              PathPattern: '/services/*',
              TargetOriginId: 'api',
              AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
              CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
              Compress: true,
              ...api,
            },
          ],
          ...config,
        },
      },
    },
    ...more,
  );
  const httpApi: HttpApi = {
    apiId: 'api1',
    answer: async (request) => {
      asked.push(request);
      return answerOfApi();
    },
  };
  const answer = distributionOf({
    deployment,
    distribution: deployment.byArn('site'),
    httpApis: [httpApi],
    log: () => {},
    now,
    buckets: {
      get: async (_, key) => {
        const found = objects[key];
        return (
          found && {
            body: Buffer.from(found.body),
            headers: { 'content-type': found.type, etag: `"${key}"`, 'cache-control': 'no-cache' },
          }
        );
      },
    },
  });
  const ask = async (
    path: string,
    {
      method = 'GET',
      headers = {},
    }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) => {
    const [pathname = '', query = ''] = path.split('?');
    const {
      status,
      headers: answered,
      body,
    } = await answer({
      method,
      path: pathname,
      query,
      headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
    });
    return { status, headers: Object.fromEntries(answered), body };
  };
  return { ask, asked, answer };
};

describe('a path', () => {
  it.each([
    ['/', '<html>desk</html>'],
    ['/tickets/12', '<html>desk</html>'],
    ['/index.html', '<html>desk</html>'],
    ['/assets/app.js', script],
    ['/a%20b.txt', 'spaced'],
  ])('%s is a file of the bucket', async (path, body) => {
    expect(String((await aDistribution().ask(path)).body)).toBe(body);
  });

  it('of the API goes to the API, with its method and query', async () => {
    const { ask, asked } = aDistribution();
    expect((await ask('/services/s1/tickets?status=open&q=a%20b', { method: 'POST' })).status).toBe(200);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/services/s1/tickets', query: 'status=open&q=a%20b' });
  });

  it('that is missing is refused as S3 refuses who may not list', async () => {
    const answer = await aDistribution().ask('/missing.js');
    expect([answer.status, String(answer.body)]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });

  it('that is missing gets the page that the template names for the error', async () => {
    const { ask } = aDistribution({
      config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/error.html' }] },
    });
    const answer = await ask('/missing.js');
    expect([answer.status, String(answer.body)]).toEqual([404, 'sorry']);
  });

  it('takes only the methods of its behaviour', async () => {
    expect((await aDistribution().ask('/index.html', { method: 'POST' })).status).toBe(403);
  });
});

it.each([
  ['/services/*', '/services/s1/tickets', true],
  ['/services/*', '/services', false],
  ['services/*', '/services/x', true],
  ['*.js', '/a/b.js', true],
  ['/me', '/me', true],
  ['/me', '/me2', false],
  ['/a?c', '/abc', true],
  ['*', '/', true],
  ['/a.b', '/axb', false],
])('the pattern %s and %s: %s', (pattern, path, matches) => {
  expect(pathPattern(pattern)(path)).toBe(matches);
});

describe('headers', () => {
  it('of the policy are on every response of its behaviour', async () => {
    const { ask } = aDistribution();
    const expected = {
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'referrer-policy': 'no-referrer',
    };
    expect((await ask('/')).headers).toMatchObject({
      ...expected,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
    expect((await ask('/missing.js')).headers).toMatchObject(expected);
    expect((await ask('/services/s1')).headers).not.toHaveProperty('x-frame-options');
  });

  it('an unchanged file is not sent again', async () => {
    const { ask } = aDistribution();
    const first = await ask('/assets/app.js', { headers: { 'accept-encoding': 'br' } });
    const again = await ask('/assets/app.js', { headers: { 'if-none-match': first.headers.etag! } });
    expect([again.status, again.body.length, again.headers['x-frame-options']]).toEqual([304, 0, 'DENY']);
  });
});

describe('compression', () => {
  it.each([
    ['br', (body: Buffer) => brotliDecompressSync(body)],
    ['gzip', (body: Buffer) => gunzipSync(body)],
  ])('by %s', async (encoding, unpack) => {
    const { headers, body } = await aDistribution().ask('/assets/app.js', { headers: { 'accept-encoding': encoding } });
    expect(headers).toMatchObject({ 'content-encoding': encoding, etag: 'W/"assets/app.js"', vary: 'Accept-Encoding' });
    expect(String(unpack(body))).toBe(script);
  });

  it.each([
    ['what is small', '/index.html', 'br'],
    ['who takes none', '/assets/app.js', 'identity'],
    ['what is not cached', '/services/s1', 'br'],
  ])('not for %s', async (_, path, encoding) => {
    expect((await aDistribution().ask(path, { headers: { 'accept-encoding': encoding } })).headers).not.toHaveProperty(
      'content-encoding',
    );
  });
});

describe('a viewer-request function', () => {
  it('may answer itself', async () => {
    const { ask } = aDistribution({
      code: `async function handler(event) { return { statusCode: 302, headers: { location: { value: '/elsewhere?' + event.request.querystring.a.value + event.request.headers.host.value + event.request.cookies.c.value } } }; }`,
    });
    expect(await ask('/x?a=1', { headers: { host: 'h', cookie: 'c=2' } })).toMatchObject({
      status: 302,
      headers: { location: '/elsewhere?1h2' },
    });
  });

  it('may change the query', async () => {
    const { ask, asked } = aDistribution({
      files: { FunctionAssociations: [] },
      api: { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'fn' }] },
      code: `function handler(event) { event.request.querystring.b = { value: '2' }; delete event.request.querystring.c; return event.request; }`,
    });
    await ask('/services/x?a=1&c=3');
    expect(asked[0]!.query).toBe('a=1&b=2');
  });

  it.each([
    ['throws', `function handler() { throw new Error('x'); }`],
    ['never ends', `function handler() { while (true); }`],
    ['reaches for Node', `function handler() { return process.exit(1); }`],
  ])('that %s is a 502', async (_, code) => {
    expect((await aDistribution({ code }).ask('/')).status).toBe(502);
  });
});

describe('an error of the origin', () => {
  /** The API fails once with the status, and then works again. */
  const afterAFailure = (status: number, config: object = {}, fails?: () => never) => {
    let [time, failed] = [0, false];
    const desk = aDistribution({
      config,
      now: () => time,
      answerOfApi: () => {
        if (failed) return fine;
        failed = true;
        return fails?.() ?? { status, headers: [['cache-control', 'no-store']], body: Buffer.from('broken') };
      },
    });
    return {
      ...desk,
      wait: (seconds: number) => {
        time += seconds * 1000;
      },
    };
  };

  it.each([500, 502, 503, 504])(
    '%i is what everybody gets for ten seconds, whatever its headers say',
    async (status) => {
      const { ask, asked, wait } = afterAFailure(status);
      expect((await ask('/services/s1')).status).toBe(status);
      wait(9.9);
      expect(await ask('/services/s1?q=other', { headers: { authorization: 'other' } })).toMatchObject({
        status,
        body: Buffer.from('broken'),
      });
      expect(asked).toHaveLength(1);
      wait(0.1);
      expect((await ask('/services/s1')).status).toBe(200);
    },
  );

  it('is not kept where the template says so', async () => {
    const { ask } = afterAFailure(503, { CustomErrorResponses: [{ ErrorCode: 503, ErrorCachingMinTTL: 0 }] });
    expect((await ask('/services/s1')).status).toBe(503);
    expect((await ask('/services/s1')).status).toBe(200);
  });

  it('is kept as long as the template says, as the page that the template names', async () => {
    const { ask, wait } = afterAFailure(500, {
      CustomErrorResponses: [
        { ErrorCode: 500, ErrorCachingMinTTL: 30, ResponseCode: 503, ResponsePagePath: '/error.html' },
      ],
    });
    for (const seconds of [0, 29]) {
      wait(seconds);
      const { status, body } = await ask('/services/s1');
      expect([status, String(body)]).toEqual([503, 'sorry']);
    }
    wait(1);
    expect((await ask('/services/s1')).status).toBe(200);
  });

  it('is one too when the origin does not answer at all', async () => {
    const { ask, wait } = afterAFailure(0, {}, () => {
      throw new Error('no answer');
    });
    expect((await ask('/services/s1')).status).toBe(502);
    expect((await ask('/services/s1')).status).toBe(502);
    wait(10);
    expect((await ask('/services/s1')).status).toBe(200);
  });

  it.each([
    ['another path', '/services/s2', 'GET'],
    ['another method', '/services/s1', 'POST'],
  ])('is not the answer to %s', async (_, path, method) => {
    const { ask } = afterAFailure(500);
    await ask('/services/s1');
    expect((await ask(path, { method })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is not kept when it answers a %s', async (method) => {
    const { ask } = afterAFailure(500);
    expect((await ask('/services/s1', { method })).status).toBe(500);
    expect((await ask('/services/s1', { method })).status).toBe(200);
  });

  it.each([400, 401, 403, 404, 409, 412, 422, 429])('is not kept when it is a %i with no-store', async (status) => {
    const { ask } = afterAFailure(status);
    expect((await ask('/services/s1')).status).toBe(status);
    expect((await ask('/services/s1')).status).toBe(200);
  });
});

describe('the start stops', () => {
  it.each<[string, Setting, RegExp]>([
    [
      'at a bucket that does not let the distribution in',
      { letIn: false },
      /the bucket doesn't allow s3:GetObject to cloudfront.amazonaws.com/,
    ],
    [
      'at an origin outside of the template',
      {
        config: {
          Origins: [
            { Id: 'files', DomainName: 'example.com' },
            { Id: 'api', DomainName: 'example.com' },
          ],
        },
      },
      /the origin example.com is not in the template/,
    ],
    [
      'at a function that is not on the viewer’s request',
      { files: { FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'fn' }] } },
      /functions on viewer-response are not hosted/,
    ],
    [
      'at a setting that would be ignored',
      { files: { LambdaFunctionAssociations: [] } },
      /the property DistributionConfig.CacheBehaviors.LambdaFunctionAssociations is not hosted/,
    ],
    [
      'at a cache policy whose key is not known',
      { api: { CachePolicyId: 'own' } },
      /the cache policy own is not hosted/,
    ],
    [
      'at a setting of an error that would be ignored',
      { config: { CustomErrorResponses: [{ ErrorCode: 500, ErrorCachingMaxTTL: 5 }] } },
      /the property DistributionConfig.CustomErrorResponses.ErrorCachingMaxTTL is not hosted/,
    ],
    [
      'at a headers policy that would be ignored',
      { policy: { CorsConfig: {} } },
      /the property ResponseHeadersPolicyConfig.CorsConfig is not hosted/,
    ],
  ])('%s', (_, setting, message) => {
    expect(() => aDistribution(setting)).toThrow(message);
  });
});

describe('the console’s server', () => {
  it('tells what it waits for until everything serves', async () => {
    const waiting = ['functions', 'identity'];
    const server = await startSiteServer({ port: 0, waitingFor: () => waiting, log: () => {} });
    servers.push(server);
    const get = (path: string) => fetch(`http://127.0.0.1:${String(server.port)}${path}`);
    const starting = await get('/healthz');
    expect([starting.status, await starting.json()]).toEqual([
      503,
      { status: 'starting', waiting: ['functions', 'identity'] },
    ]);
    expect((await get('/')).status).toBe(503);
    waiting.length = 0;
    server.serve(aDistribution().answer);
    const ready = await get('/healthz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok' }]);
    expect(await (await get('/tickets/1')).text()).toBe('<html>desk</html>');
    expect((await get('/services/s1')).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('is healthy only while what it asks answers, and says what does not', async () => {
    const missing: string[] = [];
    const server = await startSiteServer({
      port: 0,
      waitingFor: () => [],
      missing: async () => missing,
      log: () => {},
    });
    servers.push(server);
    server.serve(aDistribution().answer);
    const health = async () => {
      const answer = await fetch(`http://127.0.0.1:${String(server.port)}/healthz`);
      return [answer.status, await answer.json()];
    };
    expect(await health()).toEqual([200, { status: 'ok' }]);
    missing.push('the API (GET /me)');
    expect(await health()).toEqual([503, { status: 'broken', missing: ['the API (GET /me)'] }]);
    missing.length = 0;
    expect(await health()).toEqual([200, { status: 'ok' }]);
  });

  it('answers a body above 10 MB with 413', async () => {
    const server = await startSiteServer({ port: 0, waitingFor: () => [], log: () => {} });
    servers.push(server);
    server.serve(aDistribution().answer);
    const answer = await fetch(`http://127.0.0.1:${String(server.port)}/services/s1`, {
      method: 'POST',
      body: Buffer.alloc(10_485_761),
    });
    expect([answer.status, await answer.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });
});
