import type { Buckets, Deployment, Log, Resource } from '../kernel.ts';
import { isTrue, onlyKnown } from '../properties.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import { type HttpRequest, gatewayAnswer, type HttpResponse } from '../http-api/http-event.ts';
import { compressor } from './file-content.ts';
import { DEFAULT_MINIMUM, errorCache, secondsCached } from './error-cache.ts';
import { edgeFunction, type EdgeFunction } from './edge-function.ts';
import { originOf, type Origin, type OriginConfig } from './origins.ts';
import { responseHeaders, type ResponseHeaders } from './response-headers.ts';

export type DistributionOptions = {
  readonly deployment: Deployment;
  readonly distribution: Resource;
  readonly buckets: Pick<Buckets, 'get'>;
  readonly httpApis: readonly HttpApi[];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

/** Answers one request; never rejects. */
export type Distribution = (request: HttpRequest) => Promise<HttpResponse>;

type BehaviorConfig = {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly AllowedMethods?: readonly string[];
  readonly CachedMethods?: readonly string[];
  readonly CachePolicyId?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly Compress?: unknown;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
};
type ErrorResponse = {
  readonly ErrorCode: number;
  readonly ErrorCachingMinTTL?: number;
  readonly ResponseCode?: number;
  readonly ResponsePagePath?: string;
};
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
  readonly cachedMethods: ReadonlySet<string>;
  /** The maximum TTL of its cache policy, in seconds. */
  readonly longestTtl: number;
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
const knownError = ['ErrorCode', 'ErrorCachingMinTTL', 'ResponseCode', 'ResponsePagePath'];
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'; // With this managed policy CloudFront compresses nothing.
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** Seconds. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const longestTtls: Readonly<Record<string, number>> = { [cachingDisabled]: 0, [cachingOptimized]: 31_536_000 };

/** The template's CloudFront distribution. Of its caches only the one for errors: a file is read each time. */
export const distributionOf = (options: DistributionOptions): Distribution => {
  const { deployment, distribution, log, now = Date.now } = options;
  const config = distribution.properties.DistributionConfig as DistributionConfig;
  onlyKnown(distribution, knownConfig, config, 'DistributionConfig.');
  const origins = new Map(config.Origins.map((each) => [each.Id, originOf(each, options)]));
  const behaviors = [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior].map((each) =>
    behaviorOf(each, origins, deployment, distribution, log),
  );
  const errors = new Map(
    (config.CustomErrorResponses ?? []).map((each) => {
      onlyKnown(distribution, knownError, each, 'DistributionConfig.CustomErrorResponses.');
      return [Number(each.ErrorCode), each] as const;
    }),
  );
  const cache = errorCache(now);
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
    const response =
      (behavior.cachedMethods.has(asked.method) && cache.find(asked)) || (await fromOrigin(behavior, asked));
    return behavior.headers(behavior.compresses ? await compress(asked, response) : response);
  };

  const fromOrigin = async (behavior: Behavior, request: HttpRequest): Promise<HttpResponse> => {
    const given = await behavior.origin(request).catch((fault: unknown) => {
      log('distribution', `${request.method} ${request.path} failed`, fault);
      return badGateway;
    });
    const response = await replaceError(given, request);
    const minimum = Number(errors.get(given.status)?.ErrorCachingMinTTL ?? DEFAULT_MINIMUM);
    if (behavior.cachedMethods.has(request.method))
      cache.keep(request, response, secondsCached(given, { minimum, longest: behavior.longestTtl, now: now() }));
    return response;
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
      return badGateway;
    }
  };
};

const badGateway = gatewayAnswer(502, 'Bad Gateway');

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
  const longestTtl = longestTtls[config.CachePolicyId ?? ''];
  if (longestTtl === undefined)
    throw new Error(
      `${distribution.stack}/${distribution.logicalId}: the cache policy ${config.CachePolicyId ?? ''} is not hosted on one machine.`,
    );
  return {
    matches: pathPattern(config.PathPattern ?? '*'),
    methods: new Set(config.AllowedMethods ?? ['GET', 'HEAD']),
    cachedMethods: new Set(config.CachedMethods ?? ['GET', 'HEAD']),
    longestTtl,
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
