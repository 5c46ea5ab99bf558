import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  AwsError,
  type Deployment,
  type Authorize,
  type AwsService,
  type Buckets,
  type Buses,
  type Resource,
} from '../kernel.ts';
import type { CrossOrigin } from '../aws-endpoint/start-aws-endpoint.ts';
import { matches } from '../iam/conditions.ts';
import { isTrue, onlyKnown } from '../properties.ts';
import { objectFiles, type ObjectMeta } from './object-files.ts';
import { s3Service } from './s3-service.ts';

type Rule = {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly MaxAge?: number;
};

/** The CORS rules of the template's buckets. The first rule that fits answers, as on S3. */
const crossOriginOf = (deployment: Deployment): CrossOrigin => {
  const rules = new Map(
    deployment
      .ofType('AWS::S3::Bucket')
      .map(({ ref, properties }) => [
        ref,
        (properties.CorsConfiguration as { readonly CorsRules?: readonly Rule[] } | undefined)?.CorsRules ?? [],
      ]),
  );
  const ruleFor = (path: string, method: string, origin: string, asked: readonly string[]) =>
    (rules.get(path.split('/')[1] ?? '') ?? []).find(
      (rule) =>
        rule.AllowedOrigins.some((each) => matches(each, origin)) &&
        rule.AllowedMethods.includes(method) &&
        asked.every((header) => (rule.AllowedHeaders ?? []).some((each) => matches(each.toLowerCase(), header))),
    );
  const shared = (rule: Rule, origin: string) => ({
    'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(rule.ExposedHeaders?.length ? { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') } : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  });
  return {
    preflight: (path, headers) => {
      const asked = (headers['access-control-request-headers'] ?? '')
        .split(',')
        .map((header) => header.trim().toLowerCase())
        .filter(Boolean);
      const rule = ruleFor(path, headers['access-control-request-method'] ?? '', headers.origin ?? '', asked);
      if (!rule) throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
      return {
        status: 200,
        headers: {
          ...shared(rule, headers.origin ?? ''),
          ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
          ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
        },
      };
    },
    headersFor: (path, method, origin) => {
      const rule = ruleFor(path, method, origin, []);
      return rule ? shared(rule, origin) : {};
    },
  };
};

export type S3Options = {
  readonly deployment: Deployment;
  /** Objects are kept under `objects/<bucket>/` in it. */
  readonly dataDir: string;
  readonly authorize: Authorize;
  /** The default bus, which hears of new objects of the buckets that are to tell of them. */
  readonly buses: Buses;
  /** Milliseconds; tests move it. */
  readonly now?: () => number;
};

export type S3 = { readonly buckets: Buckets; readonly service: AwsService; readonly crossOrigin: CrossOrigin };

/** The template's buckets, as files. */
export const s3 = ({ deployment, dataDir, authorize, buses, now = Date.now }: S3Options): S3 => {
  const telling = new Set(
    deployment.ofType('AWS::S3::Bucket').flatMap((each) => (tellsOfObjects(each) ? each.ref : [])),
  );
  const created = async (bucket: string, meta: ObjectMeta, reason: string) => {
    if (telling.has(bucket)) await buses.put([objectCreated(bucket, meta, reason, deployment.account)]);
  };
  const all = new Map(
    deployment.ofType('AWS::S3::Bucket').map(({ ref }) => [ref, objectFiles(join(dataDir, 'objects', ref))]),
  );
  const swept = Promise.all([...all.values()].map((files) => files.sweep()));
  const filesOf = (bucket: string) => {
    const files = all.get(bucket);
    if (!files) throw new Error(`No bucket of the deployment is called ${bucket}`);
    return files;
  };
  const service = s3Service({ bucket: (name) => all.get(name), authorize, created, now });
  return {
    buckets: {
      put: async (bucket, key, body, headers = {}) => {
        await swept;
        const meta = await filesOf(bucket).write(
          key,
          body,
          { 'content-type': 'binary/octet-stream', ...headers },
          now(),
        );
        await created(bucket, meta, 'PutObject');
      },
      get: async (bucket, key) => {
        const found = await filesOf(bucket).read(key);
        return found && { body: found.body, headers: { ...found.meta.headers, etag: found.meta.etag } };
      },
    },
    service: async (request) => {
      await swept;
      return service(request);
    },
    crossOrigin: crossOriginOf(deployment),
  };
};

const tellsOfObjects = (resource: Resource): boolean => {
  const { NotificationConfiguration: notifications = {} } = resource.properties as {
    readonly NotificationConfiguration?: {
      readonly EventBridgeConfiguration?: { readonly EventBridgeEnabled?: unknown };
    };
  };
  onlyKnown(resource, ['EventBridgeConfiguration'], notifications, 'NotificationConfiguration.');
  const { EventBridgeConfiguration: toBus } = notifications;
  return toBus !== undefined && isTrue(toBus.EventBridgeEnabled ?? true);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const objectCreated = (
  bucket: string,
  { key, size, etag, modifiedAt }: ObjectMeta,
  reason: string,
  requester: string,
) => ({
  Source: 'aws.s3',
  DetailType: 'Object Created',
  Time: new Date(modifiedAt).toISOString(),
  Resources: [`arn:aws:s3:::${bucket}`],
  Detail: JSON.stringify({
    version: '0',
    bucket: { name: bucket },
    object: { key, size, etag: etag.replaceAll('"', ''), sequencer: modifiedAt.toString(16).padStart(18, '0') },
    'request-id': randomUUID(),
    requester,
    'source-ip-address': '127.0.0.1',
    reason,
  }),
});
