import type { Buckets, Deployment, Log, Resource } from '../kernel.ts';
import { isTrue, onlyKnown } from '../properties.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import { type HttpRequest, gatewayAnswer, type HttpResponse } from '../http-api/http-event.ts';
import { compressor } from './file-content.ts';
import { edgeFunction, type EdgeFunction } from './edge-function.ts';
import { originOf, type Origin, type OriginConfig } from './origins.ts';
import { responseHeaders, type ResponseHeaders } from './response-headers.ts';

export type DistributionOptions = {
  readonly deployment: Deployment;
  readonly distribution: Resource;
  readonly buckets: Pick<Buckets, 'get'>;
  readonly httpApis: readonly HttpApi[];
  readonly log: Log;
};

/** Answers one request; never rejects. */
export type Distribution = (request: HttpRequest) => Promise<HttpResponse>;

type BehaviorConfig = {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly AllowedMethods?: readonly string[];
  readonly CachePolicyId?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly Compress?: unknown;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
};
type ErrorResponse = { readonly ErrorCode: number; readonly ResponseCode?: number; readonly ResponsePagePath?: string };
type DistributionConfig = {
  readonly Origins: readonly OriginConfig[];
  readonly DefaultCacheBehavior: BehaviorConfig;
  readonly CacheBehaviors?: readonly BehaviorConfig[];
  readonly DefaultRootObject?: string;
  readonly CustomErrorResponses?: readonly ErrorResponse[];
};
type Behavior = {
  readonly matches: (path: string) => boolean;
  readonly methods: ReadonlySet<string>;
  readonly origin: Origin;
  readonly viewerRequest?: EdgeFunction;
  readonly headers: ResponseHeaders;
  readonly compresses: boolean;
};

const knownConfig = [
  'Origins',
  'DefaultCacheBehavior',
  'CacheBehaviors',
  'DefaultRootObject',
  'CustomErrorResponses',
  'Enabled',
  'HttpVersion',
  'IPV6Enabled',
  'PriceClass',
  'Comment',
  'Aliases',
  'ViewerCertificate',
  'Logging',
  'WebACLId',
];
const knownBehavior = [
  'PathPattern',
  'TargetOriginId',
  'AllowedMethods',
  'CachedMethods',
  'CachePolicyId',
  'OriginRequestPolicyId',
  'ResponseHeadersPolicyId',
  'Compress',
  'ViewerProtocolPolicy',
  'FunctionAssociations',
];
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'; // With this managed policy CloudFront compresses nothing.

/** The template's CloudFront distribution, without its caches. */
export const distributionOf = (options: DistributionOptions): Distribution => {
  const { deployment, distribution, log } = options;
  const config = distribution.properties.DistributionConfig as DistributionConfig;
  onlyKnown(distribution, knownConfig, config, 'DistributionConfig.');
  const origins = new Map(config.Origins.map((each) => [each.Id, originOf(each, options)]));
  const behaviors = [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior].map((each) =>
    behaviorOf(each, origins, deployment, distribution, log),
  );
  const errors = new Map((config.CustomErrorResponses ?? []).map((each) => [Number(each.ErrorCode), each]));
  const compress = compressor();
  const behaviorFor = (path: string) => behaviors.find(({ matches }) => matches(path))!;

  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const behavior = behaviorFor(request.path);
    if (!behavior.methods.has(request.method))
      return gatewayAnswer(
        403,
        'This distribution is not configured to allow the HTTP request method that was used for this request.',
      );
    const changed = (await behavior.viewerRequest?.(request)) ?? { request };
    if ('answer' in changed) return behavior.headers(changed.answer);
    const asked =
      changed.request.path === '/' && config.DefaultRootObject
        ? { ...changed.request, path: `/${config.DefaultRootObject}` }
        : changed.request;
    const response = await replaceError(await behavior.origin(asked), asked);
    return behavior.headers(behavior.compresses ? await compress(asked, response) : response);
  };

  const replaceError = async (response: HttpResponse, request: HttpRequest): Promise<HttpResponse> => {
    const error = errors.get(response.status);
    if (!error?.ResponsePagePath) return response;
    const page = await behaviorFor(error.ResponsePagePath).origin({
      ...request,
      method: 'GET',
      path: error.ResponsePagePath,
      query: '',
    });
    return page.status === 200 ? { ...page, status: Number(error.ResponseCode ?? response.status) } : response;
  };

  return async (request) => {
    try {
      return await answer(request);
    } catch (fault) {
      log('distribution', `${request.method} ${request.path} failed`, fault);
      return gatewayAnswer(502, 'Bad Gateway');
    }
  };
};

const behaviorOf = (
  config: BehaviorConfig,
  origins: ReadonlyMap<string, Origin>,
  deployment: Deployment,
  distribution: Resource,
  log: Log,
): Behavior => {
  onlyKnown(distribution, knownBehavior, config, 'DistributionConfig.CacheBehaviors.');
  const origin = origins.get(config.TargetOriginId);
  if (!origin)
    throw new Error(
      `${distribution.stack}/${distribution.logicalId}: the origin ${config.TargetOriginId} is not in the template.`,
    );
  const functions = config.FunctionAssociations ?? [];
  for (const { EventType: type } of functions)
    if (type !== 'viewer-request')
      throw new Error(
        `${distribution.stack}/${distribution.logicalId}: functions on ${type} are not hosted on one machine.`,
      );
  return {
    matches: pathPattern(config.PathPattern ?? '*'),
    methods: new Set(config.AllowedMethods ?? ['GET', 'HEAD']),
    origin,
    ...(functions[0] ? { viewerRequest: edgeFunction(deployment, functions[0].FunctionARN, log) } : {}),
    headers: responseHeaders(deployment, config.ResponseHeadersPolicyId),
    compresses: isTrue(config.Compress ?? true) && config.CachePolicyId !== cachingDisabled,
  };
};

/** `*` stands for any characters, `?` for one; the slash in front may be left out. */
export const pathPattern = (pattern: string): ((path: string) => boolean) => {
  const anchored = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const expression = new RegExp(
    `^${anchored
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return (path) => expression.test(path);
};
