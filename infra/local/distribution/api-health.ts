import { type Deployment, type Functions, type InvokeResult, isThrottled } from '../kernel.ts';
import { integrationsOf } from '../http-api/integrations.ts';
import type { HttpRequest, HttpResponse } from '../http-api/http-event.ts';

export type ApiHealthOptions = {
  readonly deployment: Deployment;
  readonly distribution: (request: HttpRequest) => Promise<HttpResponse>;
  readonly functions: Pick<Functions, 'invoke'>;
  /** Milliseconds until what doesn't answer counts as missing. */
  readonly patience?: number;
};

const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> => {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    late.resolve(undefined);
  }, milliseconds);
  try {
    return await Promise.race([late.promise, work]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
};

const isHealthy = ({ functionError, payload }: InvokeResult): boolean => {
  const status = (payload as { readonly statusCode?: unknown } | null)?.statusCode;
  return functionError === undefined && typeof status === 'number' && status < 500;
};

/**
 * What of the way to the API doesn't answer; empty when all of it does. Asked as a browser would that is not signed in:
 * a route without parameters, through the distribution, must be refused by the API itself with 401; and the function
 * behind that route, asked without a caller, must answer too, which it can only when its code loads and its settings
 * are complete. One that is throttled is busy, and therefore there.
 */
export const apiHealth = ({
  deployment,
  distribution,
  functions,
  patience = 10_000,
}: ApiHealthOptions): (() => Promise<readonly string[]>) => {
  const probes = deployment
    .ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'HTTP')
    .flatMap((api) => {
      const integrations = integrationsOf(deployment, api, patience);
      const route = deployment
        .ofType('AWS::ApiGatewayV2::Route')
        .find(({ properties }) => properties.ApiId === api.ref && /^GET \/[^{]+$/.test(String(properties.RouteKey)));
      if (!route) return [];
      const routeKey = String(route.properties.RouteKey);
      const functionArn = integrations.get(String(route.properties.Target))!.functionArn;
      return [{ routeKey, functionArn, guarded: route.properties.AuthorizationType !== 'NONE' }];
    });
  return async () => {
    const missing = await Promise.all(
      probes.map(async ({ routeKey, functionArn, guarded }) => {
        const request: HttpRequest = {
          method: 'GET',
          path: routeKey.slice('GET '.length),
          query: '',
          headers: new Map(),
          body: Buffer.alloc(0),
          sourceIp: '127.0.0.1',
        };
        const [answer, healthy] = await Promise.all([
          within(patience, distribution(request)),
          within(
            patience,
            functions
              .invoke(functionArn, {
                version: '2.0',
                routeKey,
                headers: {},
                requestContext: { routeKey },
                isBase64Encoded: false,
              })
              .then(isHealthy, isThrottled),
          ),
        ]);
        const answers =
          answer !== undefined &&
          (guarded
            ? answer.status === 401 && answer.headers.some(([name]) => name === 'apigw-requestid')
            : answer.status < 500);
        return [
          ...(answers ? [] : [`the API (${routeKey})`]),
          ...(healthy === true ? [] : [`the function ${functionArn.split(':').at(-1)!}`]),
        ];
      }),
    );
    return missing.flat();
  };
};
