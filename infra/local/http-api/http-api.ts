import { type Deployment, type Functions, isThrottled, type Log, type Resource } from '../kernel.ts';
import { textOf } from '../properties.ts';
import { corsOf } from './cors.ts';
import {
  httpEvent,
  type HttpRequest,
  requestId,
  functionAnswer,
  gatewayAnswer,
  type HttpResponse,
} from './http-event.ts';
import { integrationsOf, routesOf, stageOf, type Integration } from './integrations.ts';
import { jwtAuthorizer, type JwtAuthorizer } from './jwt-authorizer.ts';
import { routeTable } from './routes.ts';

export type HttpApiOptions = {
  readonly deployment: Deployment;
  readonly api: Resource;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly log: Log;
};

/** Answers one request; never rejects. */
export type HttpApi = { readonly apiId: string; answer(request: HttpRequest): Promise<HttpResponse> };

const maximumTimeout = 30_000; // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
/** Bytes that a request body may have. */
export const largestPayload = 10_485_760;

const unavailable = () => gatewayAnswer(503, 'Service Unavailable');

type Target = {
  readonly integration: Integration;
  readonly authorizer?: JwtAuthorizer;
  readonly scopes: readonly string[];
};

/** One HTTP API of the template. */
export const httpApi = ({ deployment, api, functions, log }: HttpApiOptions): HttpApi => {
  const stage = stageOf(deployment, api);
  const stageName = textOf(stage, 'StageName');
  if (stage.properties.DefaultRouteSettings !== undefined || stage.properties.RouteSettings !== undefined)
    throw new Error(`${stage.stack}/${stage.logicalId}: throttling of HTTP APIs is not hosted on one machine.`);
  const authorizers = new Map(
    deployment
      .ofType('AWS::ApiGatewayV2::Authorizer')
      .filter((each) => each.properties.ApiId === api.ref)
      .map((each) => [each.ref, jwtAuthorizer(each)]),
  );
  const find = routeTable(
    routesOf(deployment, api, stageName, integrationsOf(deployment, api, maximumTimeout)).map(
      ({ resource, routeKey, integration }) => ({ routeKey, target: targetOf(resource, integration, authorizers) }),
    ),
  );
  const cors = corsOf(api);

  const route = async (request: HttpRequest): Promise<HttpResponse> => {
    const preflight = cors.preflight(request);
    if (preflight) return preflight;
    const path = stageName === '$default' ? request.path : withoutStage(request.path, stageName);
    const found = path === undefined ? undefined : find(request.method, path);
    if (!found) return gatewayAnswer(404, 'Not Found');
    const { integration, authorizer, scopes } = found.route.target;
    const allowed = await authorizer?.(request, scopes);
    if (allowed && 'answer' in allowed) return allowed.answer;
    if (request.body.length > largestPayload) return gatewayAnswer(413, 'Request Entity Too Large');
    const event = httpEvent(
      { ...request, path: path! },
      {
        apiId: api.ref,
        accountId: deployment.account,
        region: deployment.region,
        stage: stageName,
        routeKey: found.route.routeKey,
        pathParameters: found.pathParameters,
        ...(allowed ? { authorizer: allowed.authorizer } : {}),
        ...(stage.properties.StageVariables
          ? { stageVariables: stage.properties.StageVariables as Record<string, string> }
          : {}),
      },
    );
    return integrate(event, integration);
  };

  const integrate = async (
    event: unknown,
    { functionArn, timeoutMilliseconds }: Integration,
  ): Promise<HttpResponse> => {
    const late = Promise.withResolvers<HttpResponse>();
    const timer = setTimeout(() => {
      late.resolve(unavailable());
    }, timeoutMilliseconds);
    try {
      return await Promise.race([late.promise, functions.invoke(functionArn, event).then(functionAnswer)]);
    } catch (fault) {
      if (isThrottled(fault)) return unavailable();
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    apiId: api.ref,
    answer: async (request) => {
      try {
        const response = await route(request);
        const added = cors.headersFor(request);
        const names = new Set(added.map(([name]) => name));
        return {
          ...response,
          headers: [
            ...response.headers.filter(([name]) => !names.has(name)),
            ...added,
            ['apigw-requestid', requestId()],
          ],
        };
      } catch (fault) {
        log('http-api', `${request.method} ${request.path} failed`, fault);
        return gatewayAnswer(500, 'Internal Server Error');
      }
    },
  };
};

const targetOf = (
  resource: Resource,
  integration: Integration,
  authorizers: ReadonlyMap<string, JwtAuthorizer>,
): Target => {
  const { AuthorizationType: type = 'NONE', AuthorizerId: id, AuthorizationScopes: scopes = [] } = resource.properties;
  if (type === 'NONE') return { integration, scopes: [] };
  const authorizer = authorizers.get(String(id));
  if (type !== 'JWT' || !authorizer)
    throw new Error(
      `${resource.stack}/${resource.logicalId}: the authorization ${String(type)} is not hosted on one machine.`,
    );
  return { integration, authorizer, scopes: scopes as readonly string[] };
};

const withoutStage = (path: string, stage: string): string | undefined =>
  path === `/${stage}` ? '/' : path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
