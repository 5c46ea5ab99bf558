import type { Buckets, Deployment, Resource } from '../kernel.ts';
import { allowsService } from '../iam/resource-policies.ts';
import { onlyKnown } from '../properties.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import type { HttpRequest, HttpResponse } from '../http-api/http-event.ts';

export type Origin = (request: HttpRequest) => Promise<HttpResponse>;

export type OriginConfig = {
  readonly Id: string;
  readonly DomainName: string;
  readonly OriginPath?: string;
  readonly S3OriginConfig?: unknown;
  readonly CustomOriginConfig?: unknown;
};

type Options = {
  readonly deployment: Deployment;
  readonly distribution: Resource;
  readonly buckets: Pick<Buckets, 'get'>;
  readonly httpApis: readonly HttpApi[];
};

/**
 * What a distribution's origin is on one machine: a bucket or an HTTP API of the same template. Throws for any other
 * one.
 */
export const originOf = (config: OriginConfig, options: Options): Origin => {
  onlyKnown(
    options.distribution,
    [
      'Id',
      'DomainName',
      'OriginPath',
      'S3OriginConfig',
      'CustomOriginConfig',
      'OriginAccessControlId',
      'ConnectionAttempts',
      'ConnectionTimeout',
    ],
    config,
    'DistributionConfig.Origins.',
  );
  const path = config.OriginPath ?? '';
  const bucket = options.deployment
    .ofType('AWS::S3::Bucket')
    .find(({ ref }) => config.DomainName.startsWith(`${ref}.s3.`));
  if (bucket) return bucketOrigin(bucket, path, options);
  const api = options.httpApis.find(({ apiId }) => config.DomainName.startsWith(`${apiId}.execute-api.`));
  if (api) return (request) => api.answer({ ...request, path: `${path}${request.path}` });
  throw new Error(
    `${options.distribution.stack}/${options.distribution.logicalId}: the origin ${config.DomainName} is not in the template.`,
  );
};

const bucketOrigin = (bucket: Resource, originPath: string, { deployment, distribution, buckets }: Options): Origin => {
  const arn = `arn:aws:cloudfront::${deployment.account}:distribution/${distribution.ref}`;
  if (
    !allowsService(deployment, 'cloudfront.amazonaws.com', 's3:GetObject', `arn:aws:s3:::${bucket.ref}/index.html`, arn)
  ) {
    throw new Error(
      `${bucket.stack}/${bucket.logicalId}: the bucket doesn't allow s3:GetObject to cloudfront.amazonaws.com for ${arn}.`,
    );
  }
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return s3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
    const found = await buckets.get(bucket.ref, decoded(`${originPath}${request.path}`.slice(1)));
    // Who may not list a bucket is not told that an object is missing.
    if (!found) return s3Error(403, 'AccessDenied', 'Access Denied');
    const { etag = '' } = found.headers;
    const headers = Object.entries(found.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const known = request.headers.get('if-none-match')?.join(',') ?? '';
    const unchanged =
      etag !== '' && known.split(/,\s*/).some((each) => each.replace(/^W\//, '') === etag || each === '*');
    return unchanged
      ? {
          status: 304,
          headers: headers.filter(([name]) => name !== 'content-type' && name !== 'content-length'),
          body: Buffer.alloc(0),
        }
      : { status: 200, headers, body: found.body };
  };
};

const s3Error = (status: number, code: string, message: string): HttpResponse => ({
  status,
  headers: [['content-type', 'application/xml']],
  body: Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  ),
});

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
