import { once } from 'node:events';
import { WebSocket } from 'ws';
import { AwsError, type AwsRequest, type InvokeResult, type Principal } from '../../../../infra/local/kernel.ts';
import {
  startWebSocketApi,
  type WebSocketApi,
  type WebSocketApiOptions,
} from '../../../../infra/local/websocket-api/start-websocket-api.ts';
import { account, aDeployment, aFunction, functionArn, region } from '../../../support/local/a-deployment.ts';
import { until } from '../../../support/local/until.ts';

type Handler = (event: any) => unknown;
const running: WebSocketApi[] = [];

const start = async (
  handler: Handler = () => ({ statusCode: 200 }),
  routeKeys: readonly string[] = ['$connect', '$disconnect', '$default'],
  options: Partial<WebSocketApiOptions> = {},
  stage: Readonly<Record<string, unknown>> = {},
) => {
  const events: any[] = [];
  const deployment = aDeployment(
    aFunction('live-socket'),
    {
      type: 'AWS::ApiGatewayV2::Api',
      logicalId: 'ws1',
      properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    { type: 'AWS::ApiGatewayV2::Stage', logicalId: 'stage', properties: { ApiId: 'ws1', StageName: 'live', ...stage } },
    {
      type: 'AWS::ApiGatewayV2::Integration',
      logicalId: 'int',
      properties: {
        ApiId: 'ws1',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn('live-socket')}/invocations`,
      },
    },
    {
      type: 'AWS::Lambda::Permission',
      logicalId: 'p',
      properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: functionArn('live-socket'),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `arn:aws:execute-api:${region}:${account}:ws1/*`,
      },
    },
    ...routeKeys.map((key) => ({
      type: 'AWS::ApiGatewayV2::Route',
      logicalId: key,
      properties: {
        ApiId: 'ws1',
        RouteKey: key,
        Target: 'integrations/int',
        ...(key === 'answer' ? { RouteResponseSelectionExpression: '$default' } : {}),
      },
    })),
  );
  const invoke = async (_: string, event: any): Promise<InvokeResult> => {
    events.push(event);
    try {
      return { payload: await handler(event) };
    } catch (fault) {
      return { functionError: 'Unhandled', payload: { errorMessage: String(fault) } };
    }
  };
  const api = await startWebSocketApi({
    deployment,
    api: deployment.byArn('ws1'),
    functions: { invoke },
    authorize: () => undefined,
    port: 0,
    log: () => {},
    ...options,
  });
  running.push(api);
  const connect = async (query = '', settings: { readonly protocols?: string[]; readonly path?: string } = {}) => {
    const socket = new WebSocket(
      `ws://127.0.0.1:${String(api.port)}${settings.path ?? '/live'}${query}`,
      settings.protocols ?? [],
    );
    await once(socket, 'open');
    return socket;
  };
  const manage = (method: string, id: string, body = '', principal: Principal = { kind: 'operator' }) =>
    api.service({
      service: 'execute-api',
      principal,
      method,
      path: `/live/@connections/${encodeURIComponent(id)}`,
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(body),
    } satisfies AwsRequest);
  const kinds = () => events.map((event) => event.requestContext.eventType as string);
  return { api, events, connect, manage, kinds };
};

const next = async (socket: WebSocket) => String(((await once(socket, 'message')) as [Buffer])[0]);
const closed = async (socket: WebSocket) => {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, reason.toString()];
};

afterAll(() => Promise.all(running.map((each) => each.stop())));

describe('connecting', () => {
  it('asks $connect with headers and query', async () => {
    const { connect, events } = await start();
    const socket = await connect('?ticket=t1&ticket=t2');
    expect(events[0]).toMatchObject({
      headers: { Upgrade: 'websocket' },
      queryStringParameters: { ticket: 't2' },
      multiValueQueryStringParameters: { ticket: ['t1', 't2'] },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        stage: 'live',
        apiId: 'ws1',
        messageDirection: 'IN',
        connectionId: expect.stringMatching(/^[\w-]{15}=$/),
        domainName: `ws1.execute-api.${region}.amazonaws.com`,
        identity: { sourceIp: expect.any(String) },
      },
    });
    socket.close();
  });

  it.each<[string, Handler, number]>([
    ['what the function says', () => ({ statusCode: 401 }), 401],
    ['another status of the function', () => ({ statusCode: 429 }), 429],
    [
      'a function that fails',
      () => {
        throw new Error('no table');
      },
      502,
    ],
  ])('is refused with the status of %s', async (_, handler, status) => {
    const { api, kinds } = await start(handler);
    const socket = new WebSocket(`ws://127.0.0.1:${String(api.port)}/live`);
    const [fault] = (await once(socket, 'error')) as [Error];
    expect(fault.message).toBe(`Unexpected server response: ${String(status)}`);
    expect(kinds()).toEqual(['CONNECT']);
  });

  it('is refused beside the stage', async () => {
    const { connect, events } = await start();
    await expect(connect('', { path: '/other' })).rejects.toThrow('403');
    expect(events).toEqual([]);
  });

  it('takes the subprotocol that the function names', async () => {
    const { connect } = await start(() => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'desk.v1' } }));
    const socket = await connect('', { protocols: ['desk.v0', 'desk.v1'] });
    expect(socket.protocol).toBe('desk.v1');
    socket.close();
  });
});

describe('a message', () => {
  it('goes to the route that it names, else to $default', async () => {
    const { connect, events } = await start(undefined, ['$connect', '$default', 'presence']);
    const socket = await connect();
    for (const text of ['{"action":"presence"}', '{"action":"other"}', 'no json', '{"action":"$connect"}'])
      socket.send(text);
    await until(() => events.length === 5);
    expect(events.slice(1).map(({ body, requestContext }) => [body, requestContext.routeKey])).toEqual([
      ['{"action":"presence"}', 'presence'],
      ['{"action":"other"}', '$default'],
      ['no json', '$default'],
      ['{"action":"$connect"}', '$default'],
    ]);
    expect(events[1].requestContext).toMatchObject({
      eventType: 'MESSAGE',
      connectionId: events[0].requestContext.connectionId,
      messageId: expect.any(String),
    });
    socket.close();
  });

  it('that no route takes is answered as forbidden', async () => {
    const { connect } = await start(undefined, ['$connect']);
    const socket = await connect();
    socket.send('{}');
    expect(JSON.parse(await next(socket))).toMatchObject({ message: 'Forbidden', connectionId: expect.any(String) });
    socket.close();
  });

  it('whose function fails is answered so', async () => {
    const { connect } = await start((event) => {
      if (event.requestContext.eventType === 'MESSAGE') throw new Error('x');
      return { statusCode: 200 };
    });
    const socket = await connect();
    socket.send('{}');
    expect(JSON.parse(await next(socket))).toMatchObject({ message: 'Internal server error' });
    socket.close();
  });

  it('whose function is throttled is answered so too, and who connects then is refused', async () => {
    let throttled = false;
    const { api, connect } = await start(undefined, undefined, {
      functions: {
        invoke: async () => {
          if (throttled) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
          return { payload: { statusCode: 200 } };
        },
      },
    });
    const socket = await connect();
    throttled = true;
    socket.send('{}');
    expect(JSON.parse(await next(socket))).toMatchObject({ message: 'Internal server error' });
    await expect(connect()).rejects.toThrow('Unexpected server response: 500');
    expect(api.connections()).toBe(1);
    socket.close();
  });

  it('is answered by its function where the route says so', async () => {
    const { connect } = await start(() => ({ statusCode: 200, body: 'pong' }), ['answer']);
    const socket = await connect();
    socket.send('{"action":"answer"}');
    expect(await next(socket)).toBe('pong');
    socket.close();
  });

  it.each<[string, (socket: WebSocket) => void, number]>([
    [
      'a frame above 32 KB',
      (socket) => {
        socket.send('x'.repeat(32_769));
      },
      1009,
    ],
    [
      'a message above 128 KB',
      (socket) => {
        for (let part = 0; part < 5; part += 1) socket.send('x'.repeat(30_000), { fin: part === 4 });
      },
      1009,
    ],
  ])('with %s closes the connection', async (_, send, code) => {
    const { connect, kinds } = await start();
    const socket = await connect();
    send(socket);
    expect((await closed(socket))[0]).toBe(code);
    await until(() => kinds().includes('DISCONNECT'));
    expect(kinds()).toEqual(['CONNECT', 'DISCONNECT']);
  });

  it('of 100 KB in small frames is taken', async () => {
    const { connect, events } = await start();
    const socket = await connect();
    for (let part = 0; part < 4; part += 1) socket.send('x'.repeat(25_000), { fin: part === 3 });
    await until(() => events.length === 2);
    expect(events[1].body).toHaveLength(100_000);
    socket.close();
  });
});

describe('the end of a connection', () => {
  it('is told to $disconnect once', async () => {
    const { connect, events } = await start();
    const socket = await connect();
    socket.close(1000, 'bye');
    await until(() => events.length === 2);
    expect(events[1].requestContext).toMatchObject({
      routeKey: '$disconnect',
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1000,
      disconnectReason: 'bye',
      connectionId: events[0].requestContext.connectionId,
    });
  });

  it.each([
    ['without activity', { idleSeconds: 0.1 }],
    ['of age', { lifetimeSeconds: 0.1 }],
  ])('comes %s', async (_, options) => {
    const { connect } = await start(undefined, undefined, options);
    expect(await closed(await connect())).toEqual([1001, 'Going away']);
  });

  it('is put off by pings', async () => {
    // A busy machine may let nobody act for some tenths of a second.
    const { connect } = await start(undefined, undefined, { idleSeconds: 1 });
    const socket = await connect();
    const pinging = setInterval(() => {
      socket.ping();
    }, 50);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    clearInterval(pinging);
    await closed(socket);
  });
});

describe('the management API', () => {
  it('sends, tells of and closes a connection', async () => {
    const { connect, events, manage, api } = await start();
    const socket = await connect();
    const id = events[0].requestContext.connectionId as string;
    const message = next(socket);
    expect(await manage('POST', id, '{"kind":"figures"}')).toEqual({ status: 200 });
    expect(await message).toBe('{"kind":"figures"}');
    expect(JSON.parse(String((await manage('GET', id)).body))).toEqual({
      connectedAt: expect.stringContaining('T'),
      lastActiveAt: expect.stringContaining('T'),
      identity: { sourceIp: expect.any(String), userAgent: '' },
    });
    const end = closed(socket);
    expect(await manage('DELETE', id)).toEqual({ status: 204 });
    expect((await end)[0]).toBe(1000);
    await until(() => api.connections() === 0);
    await expect(manage('POST', id, 'x')).rejects.toMatchObject({ code: 'GoneException', status: 410 });
  });

  it('refuses messages above 128 KB', async () => {
    const { connect, events, manage } = await start();
    const socket = await connect();
    await expect(manage('POST', events[0].requestContext.connectionId, 'x'.repeat(131_073))).rejects.toMatchObject({
      code: 'PayloadTooLargeException',
      status: 413,
    });
    socket.close();
  });

  it('asks whether the caller may, on this very connection', async () => {
    const asked: unknown[] = [];
    const { manage } = await start(undefined, undefined, {
      authorize: (principal, action, arn) => {
        asked.push([principal.kind, action, arn]);
        throw new AwsError('AccessDeniedException', 'no');
      },
    });
    await expect(
      manage('POST', 'abc=', 'x', { kind: 'role', roleArn: 'r', functionName: 'push-hints' }),
    ).rejects.toMatchObject({ code: 'AccessDeniedException' });
    expect(asked).toEqual([
      [
        'role',
        'execute-api:ManageConnections',
        `arn:aws:execute-api:${region}:${account}:ws1/live/POST/@connections/abc=`,
      ],
    ]);
  });
});

it('takes leave of everybody when it stops', async () => {
  const { api, connect, kinds } = await start();
  const ends = await Promise.all([connect(), connect()]).then((sockets) => sockets.map(closed));
  await api.stop();
  expect(await Promise.all(ends)).toEqual([
    [1001, 'Going away'],
    [1001, 'Going away'],
  ]);
  expect(kinds().filter((kind) => kind === 'DISCONNECT')).toHaveLength(2);
});

describe('a flood', () => {
  it('of one connection is handed on one message at a time, in order, and keeps neither others nor new ones waiting', async () => {
    let [underWay, most] = [0, 0];
    const said: string[] = [];
    const { connect } = await start(async ({ requestContext: { eventType }, body }) => {
      if (eventType !== 'MESSAGE') return { statusCode: 200 };
      said.push(String(body));
      if (body !== 'other') most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
      if (body !== 'other') underWay -= 1;
      return { statusCode: 200 };
    });
    const [flooding, other] = [await connect(), await connect()];
    for (let i = 0; i < 5000; i += 1) flooding.send(String(i));
    await until(() => said.length > 10);
    other.send('other');
    await until(() => said.includes('other'));
    expect(said.indexOf('other')).toBeLessThan(1000);
    const late = await connect();
    expect(said.length).toBeLessThan(3000);
    expect(most).toBe(1);
    expect(said.filter((each) => each !== 'other').slice(0, 10)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(i)),
    );
    for (const socket of [flooding, other, late]) socket.terminate();
  });

  it('ends with the connection: what waited when it was closed reaches no function', async () => {
    const { connect, manage, events, kinds } = await start(async ({ requestContext: { eventType } }) => {
      if (eventType === 'MESSAGE')
        await new Promise((resolve) => {
          setTimeout(resolve, 5);
        });
      return { statusCode: 200 };
    });
    const socket = await connect();
    for (let i = 0; i < 5000; i += 1) socket.send(String(i));
    await until(() => events.length > 5);
    const ending = closed(socket);
    expect(await manage('DELETE', events[0].requestContext.connectionId as string)).toMatchObject({ status: 204 });
    expect(await ending).toEqual([1000, 'Connection Closed Normally']);
    await until(() => kinds().at(-1) === 'DISCONNECT');
    const heard = kinds().length;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    expect(kinds()).toHaveLength(heard);
    expect(heard).toBeLessThan(2000);
  });
});

describe('throttling', () => {
  it('answers the messages that are too many for their route, and leaves the connection open', async () => {
    const { connect, kinds } = await start(
      undefined,
      undefined,
      {},
      { DefaultRouteSettings: { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 3 } },
    );
    const socket = await connect();
    const answers: string[] = [];
    socket.on('message', (data: Buffer) => {
      answers.push(data.toString());
    });
    for (let i = 0; i < 5; i += 1) socket.send('{}');
    await until(() => answers.length === 2);
    expect(JSON.parse(answers[0]!)).toEqual({
      message: 'Too Many Requests',
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
    expect(kinds()).toEqual(['CONNECT', 'MESSAGE', 'MESSAGE', 'MESSAGE']);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
  });

  it('refuses connections with 429 by a bound of their own', async () => {
    const { connect, kinds } = await start(
      undefined,
      undefined,
      {},
      {
        DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 100 },
        RouteSettings: { $connect: { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 1 } },
      },
    );
    const socket = await connect();
    await expect(connect()).rejects.toThrow('429');
    expect(kinds()).toEqual(['CONNECT']);
    socket.close();
  });

  it('is refused where it says what is not known here', async () => {
    await expect(
      start(undefined, undefined, {}, { DefaultRouteSettings: { DetailedMetricsEnabled: true } }),
    ).rejects.toThrow('DetailedMetricsEnabled');
  });
});

it('an address that is none is refused, and the host goes on', async () => {
  const { api, connect } = await start();
  for (const path of ['//', '/live%ZZ', '/\\\\']) await expect(connect('', { path })).rejects.toThrow(/40[03]/);
  expect(api.connections()).toBe(0);
  (await connect()).close();
});
