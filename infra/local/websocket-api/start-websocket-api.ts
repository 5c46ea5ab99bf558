import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import {
  type Authorize,
  type AwsService,
  type Deployment,
  type Functions,
  type InvokeResult,
  isThrottled,
  type Log,
  type Resource,
  type Running,
} from '../kernel.ts';
import { requestId } from '../http-api/http-event.ts';
import { integrationsOf, routesOf, stageOf, type Integration } from '../http-api/integrations.ts';
import { textOf } from '../properties.ts';
import {
  connectionsService,
  type OpenConnection,
  connectEvent,
  connectionId,
  disconnectEvent,
  messageEvent,
  type ConnectionFacts,
  type ConnectionPlace,
} from './connections-service.ts';
import { watchFrames, connectionQueue, throttleOf } from './connection-limits.ts';

export type WebSocketApiOptions = {
  readonly deployment: Deployment;
  readonly api: Resource;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly authorize: Authorize;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Log;
  /** Without a message or a ping for so long, a connection is closed. */
  readonly idleSeconds?: number;
  /** No connection lives longer. */
  readonly lifetimeSeconds?: number;
};

export type WebSocketApi = Running & { readonly port: number; readonly service: AwsService; connections(): number };

const largestMessage = 131_072;
const integrationTimeout = 29_000;
const farewellMilliseconds = 700;

/**
 * The template's WebSocket API on 127.0.0.1, with its management API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
export const startWebSocketApi = async (options: WebSocketApiOptions): Promise<WebSocketApi> => {
  const { deployment, api, functions, log } = options;
  const stageResource = stageOf(deployment, api);
  const stage = textOf(stageResource, 'StageName');
  const throttle = throttleOf(stageResource);
  const place: ConnectionPlace = { apiId: api.ref, region: deployment.region, stage };
  const integrations = integrationsOf(deployment, api, integrationTimeout);
  const routes = new Map(
    routesOf(deployment, api, stage, integrations).map(({ resource, routeKey, integration }) => [
      routeKey,
      routeOf(resource, integration),
    ]),
  );
  const select = selection(api, routes);
  const open = new Map<string, OpenConnection & { end(code: number, reason: string): void }>();
  const goodbyes = new Set<Promise<unknown>>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false });
  const server = createServer((_, response) => {
    response.writeHead(426, { 'content-type': 'application/json' }).end('{"message":"Upgrade Required"}');
  });

  const call = (routeKey: string, event: unknown): Promise<InvokeResult> =>
    functions.invoke(routes.get(routeKey)!.integration.functionArn, event);

  const leave = (facts: ConnectionFacts, code: number, reason: string) => {
    open.delete(facts.connectionId);
    if (!routes.has('$disconnect')) return;
    const goodbye = call('$disconnect', disconnectEvent(place, facts, code, reason))
      .catch((fault: unknown) => {
        log('websocket-api', '$disconnect failed', fault);
      })
      .finally(() => goodbyes.delete(goodbye));
    goodbyes.add(goodbye);
  };

  const complain = (socket: WebSocket, { connectionId: id }: ConnectionFacts, message: string) => {
    socket.send(JSON.stringify({ message, connectionId: id, requestId: requestId() }));
  };

  const onMessage = async (socket: WebSocket, facts: ConnectionFacts, body: string) => {
    const routeKey = select(body);
    if (!routeKey) {
      complain(socket, facts, 'Forbidden');
      return;
    }
    // A throttled message is answered and lost; the connection stays.
    if (!throttle.admits(routeKey)) {
      complain(socket, facts, 'Too Many Requests');
      return;
    }
    const result = await call(routeKey, messageEvent(place, facts, routeKey, body)).catch((fault: unknown) => {
      if (isThrottled(fault)) return undefined;
      throw fault;
    });
    if (result === undefined || result.functionError) complain(socket, facts, 'Internal server error');
    else if (routes.get(routeKey)!.answers)
      socket.send(String((result.payload as { readonly body?: unknown } | null)?.body ?? ''));
  };

  const begin = (socket: WebSocket, facts: ConnectionFacts) => {
    let lastActiveAt = Date.now();
    const timers = watch(socket, () => lastActiveAt, options);
    const active = () => {
      lastActiveAt = Date.now();
    };
    const queue = connectionQueue(socket, async (body) => {
      // What was sent before the connection was closed by us.
      if (socket.readyState !== WebSocket.OPEN) return;
      await onMessage(socket, facts, body).catch((fault: unknown) => {
        log('websocket-api', 'a message failed', fault);
      });
    });
    const end = (code: number, reason: string) => {
      socket.close(code, reason);
      queue.drop();
    };
    open.set(facts.connectionId, {
      facts,
      lastActiveAt: () => lastActiveAt,
      send: (message) => {
        if (socket.readyState !== WebSocket.OPEN) return false;
        active();
        socket.send(message);
        return true;
      },
      close: () => {
        end(1000, 'Connection Closed Normally');
      },
      end,
    });
    socket.on('ping', active);
    socket.on('message', (data: Buffer) => {
      // What came with a frame that is too large, while the connection is already being closed.
      if (socket.readyState !== WebSocket.OPEN) return;
      active();
      queue.add(data.toString('utf8'));
    });
    socket.on('error', (fault) => {
      log('websocket-api', `connection ${facts.connectionId}`, fault.message);
    });
    socket.on('close', (code, reason) => {
      timers.clear();
      queue.drop();
      leave(facts, code, reason.toString('utf8'));
    });
  };

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (URL.parse(request.url ?? '/', 'ws://localhost')?.pathname.replace(/\/$/, '') !== `/${stage}`) {
      refuse(socket, 403);
      return;
    }
    if (!throttle.admits('$connect')) {
      refuse(socket, 429);
      return;
    }
    const facts: ConnectionFacts = {
      connectionId: connectionId(),
      connectedAt: Date.now(),
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    };
    let protocol: string | undefined;
    if (routes.has('$connect')) {
      const { payload, functionError } = await call('$connect', connectEvent(place, facts, request));
      const { statusCode = 200, headers = {} } = (payload ?? {}) as {
        readonly statusCode?: number;
        readonly headers?: Readonly<Record<string, string>>;
      };
      if (functionError) {
        refuse(socket, 502);
        return;
      }
      if (statusCode < 200 || statusCode > 299) {
        refuse(socket, statusCode);
        return;
      }
      protocol = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
    }
    // The client may have left while the function ran.
    if (socket.destroyed) {
      leave(facts, 1006, '');
      return;
    }
    sockets.options.handleProtocols = () => protocol ?? false;
    watchFrames(socket, head, () => open.get(facts.connectionId)?.end(1009, 'Frame too large'));
    sockets.handleUpgrade(request, socket, head, (connected) => {
      begin(connected, facts);
    });
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {
      socket.destroy();
    });
    upgrade(request, socket, head).catch((fault: unknown) => {
      log('websocket-api', '$connect failed', fault);
      refuse(socket, 500);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', () => {
      resolve();
    });
  });

  return {
    port: (server.address() as AddressInfo).port,
    connections: () => open.size,
    service: connectionsService({
      stage,
      stageArn: `arn:aws:execute-api:${deployment.region}:${deployment.account}:${api.ref}/${stage}`,
      find: (id) => open.get(id),
      authorize: options.authorize,
    }),
    stop: async () => {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      for (const connection of open.values()) connection.end(1001, 'Going away');
      // The $disconnect functions get some time; what takes longer is cut off.
      const deadline = Date.now() + farewellMilliseconds;
      while ((open.size > 0 || goodbyes.size > 0) && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 10));
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
};

type LiveRoute = { readonly integration: Integration; readonly answers: boolean };

const routeOf = (resource: Resource, integration: Integration): LiveRoute => {
  const { AuthorizationType: type = 'NONE', RouteResponseSelectionExpression: answers } = resource.properties;
  if (type !== 'NONE')
    throw new Error(
      `${resource.stack}/${resource.logicalId}: the authorization ${String(type)} is not hosted on one machine.`,
    );
  return { integration, answers: answers === '$default' };
};

/** The route of a message by `$request.body.…`; undefined when none takes it. */
const selection = (
  { stack, logicalId, properties }: Resource,
  routes: ReadonlyMap<string, LiveRoute>,
): ((body: string) => string | undefined) => {
  const expression = String(properties.RouteSelectionExpression ?? '$request.body.action');
  const [, path] = /^\$request\.body\.([\w.]+)$/.exec(expression) ?? [];
  if (!path)
    throw new Error(
      `${stack}/${logicalId}: the route selection expression ${expression} is not hosted on one machine.`,
    );
  const fallback = routes.has('$default') ? '$default' : undefined;
  return (body) => {
    try {
      const key = path
        .split('.')
        .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], JSON.parse(body));
      return typeof key === 'string' && routes.has(key) && !['$connect', '$disconnect'].includes(key) ? key : fallback;
    } catch {
      return fallback;
    }
  };
};

const refuse = (socket: Duplex, status: number) => {
  const body = JSON.stringify({ message: status === 403 ? 'Forbidden' : (STATUS_CODES[status] ?? 'Error') });
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Error'}\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

/** Closes the socket when it is idle or old. */
const watch = (
  socket: WebSocket,
  lastActiveAt: () => number,
  { idleSeconds = 600, lifetimeSeconds = 7200 }: WebSocketApiOptions,
) => {
  const end = () => {
    socket.close(1001, 'Going away');
  };
  const old = setTimeout(end, lifetimeSeconds * 1000);
  let idle: NodeJS.Timeout | undefined;
  const look = () => {
    const left = lastActiveAt() + idleSeconds * 1000 - Date.now();
    if (left <= 0) end();
    else idle = setTimeout(look, left);
  };
  look();
  return {
    clear: () => {
      clearTimeout(old);
      clearTimeout(idle);
    },
  };
};
