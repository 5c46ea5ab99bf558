import { AwsError, type Authorize, type AwsRequest, type AwsResponse, type AwsService } from '../kernel.ts';
import { toXml } from '../aws-endpoint/protocols.ts';
import { type ObjectFiles, type ObjectMeta, listObjects } from './object-files.ts';
import { uploadedBody } from './uploaded-body.ts';

export type S3ServiceOptions = {
  bucket(name: string): ObjectFiles | undefined;
  readonly authorize: Authorize;
  /** Told of every object that was written, by the name of the operation that did. */
  readonly created: (bucket: string, meta: ObjectMeta, reason: string) => Promise<void>;
  readonly now: () => number;
};

type Target = {
  readonly request: AwsRequest;
  readonly bucket: string;
  readonly key: string;
  readonly files: ObjectFiles;
};

const keptHeaders = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
];
const knownQuery = [
  /^x-amz-/i,
  /^x-id$/,
  /^response-/,
  /^(list-type|prefix|delimiter|continuation-token|start-after|max-keys|encoding-type|fetch-owner)$/,
];

/** S3 over HTTP with path-style addresses. An operation that isn't hosted answers NotImplemented with its name. */
export const s3Service = ({ bucket: filesOf, authorize, created, now }: S3ServiceOptions): AwsService => {
  const allow = ({ request, bucket, key }: Omit<Target, 'files'>, action: string) => {
    authorize(request.principal, `s3:${action}`, `arn:aws:s3:::${bucket}/${key}`);
  };
  const mayList = ({ request, bucket }: Omit<Target, 'files' | 'key'>, prefix: string) => {
    authorize(request.principal, 's3:ListBucket', `arn:aws:s3:::${bucket}`, { 's3:prefix': prefix });
  };
  /** As on S3, a caller without the right to list gets 403 instead of 404 for a missing object. */
  const missing = (target: Target): AwsError => {
    mayList(target, target.key);
    return new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: target.key });
  };

  const get = async (target: Target): Promise<AwsResponse> => {
    allow(target, 'GetObject');
    const found = await target.files.read(target.key);
    if (!found) throw missing(target);
    const { query, headers } = target.request;
    const chosen = Object.fromEntries(
      keptHeaders.flatMap((name) => {
        const value = query.get(`response-${name}`);
        return value === null ? [] : [[name, value] as const];
      }),
    );
    const range = rangeOf(headers.range, found.body.length);
    const described = { ...headersOf(found.meta, headers['x-amz-checksum-mode'] === 'ENABLED' && !range), ...chosen };
    if (!range) return { status: 200, headers: described, body: found.body };
    return {
      status: 206,
      headers: {
        ...described,
        'content-range': `bytes ${String(range.from)}-${String(range.to)}/${String(found.body.length)}`,
      },
      body: found.body.subarray(range.from, range.to + 1),
    };
  };
  const head = async (target: Target): Promise<AwsResponse> => {
    allow(target, 'GetObject');
    const meta = await target.files.head(target.key);
    if (!meta) throw missing(target);
    return {
      status: 200,
      headers: {
        ...headersOf(meta, target.request.headers['x-amz-checksum-mode'] === 'ENABLED'),
        'content-length': String(meta.size),
      },
    };
  };
  const put = async (target: Target): Promise<AwsResponse> => {
    allow(target, 'PutObject');
    const { headers } = target.request;
    if (headers['x-amz-copy-source']) return copy(target, headers['x-amz-copy-source']);
    const { body, checksum } = uploadedBody(target.request);
    if (headers['if-none-match'] === '*' && (await target.files.head(target.key)))
      throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
        Condition: 'If-None-Match',
      });
    const meta = await target.files.write(target.key, body, { ...kept(target.request), ...checksum }, now());
    await created(target.bucket, meta, 'PutObject');
    return { status: 200, headers: { etag: meta.etag, ...checksum } };
  };
  const copy = async (target: Target, source: string): Promise<AwsResponse> => {
    const from = targetOf({ ...target.request, path: `/${source.replace(/^\//, '')}` }, filesOf);
    allow(from, 'GetObject');
    const found = await from.files.read(from.key);
    if (!found) throw missing(from);
    const replaces = target.request.headers['x-amz-metadata-directive'] === 'REPLACE';
    const meta = await target.files.write(
      target.key,
      found.body,
      replaces ? kept(target.request) : found.meta.headers,
      now(),
    );
    await created(target.bucket, meta, 'CopyObject');
    return xml({ CopyObjectResult: { ETag: meta.etag, LastModified: new Date(meta.modifiedAt).toISOString() } });
  };
  const remove = async (target: Target): Promise<AwsResponse> => {
    allow(target, 'DeleteObject');
    await target.files.remove(target.key);
    return { status: 204 };
  };
  const list = async (target: Target): Promise<AwsResponse> => {
    const { query } = target.request;
    mayList(target, query.get('prefix') ?? '');
    return xml({ ListBucketResult: listObjects(target.bucket, await target.files.list(), query) });
  };

  return async (request) => {
    const unknown = [...request.query.keys()].find((name) => !knownQuery.some((known) => known.test(name)));
    if (unknown !== undefined)
      throw new AwsError('NotImplemented', `S3's ?${unknown} is not hosted on this machine.`, 501);
    const target = targetOf(request, filesOf);
    const onBucket = target.key === '';
    switch (`${request.method} ${onBucket ? 'bucket' : 'object'}`) {
      case 'GET object':
        return get(target);
      case 'HEAD object':
        return head(target);
      case 'PUT object':
        return put(target);
      case 'DELETE object':
        return remove(target);
      case 'GET bucket':
        return list(target);
      case 'HEAD bucket':
        mayList(target, '');
        return { status: 200 };
      default:
        throw new AwsError('NotImplemented', `S3's ${request.method} is not hosted on this machine.`, 501);
    }
  };
};

const targetOf = (request: AwsRequest, filesOf: S3ServiceOptions['bucket']): Target => {
  const [, bucket = '', ...rest] = request.path.split('/').map((part) => decodeURIComponent(part));
  const files = filesOf(bucket);
  if (!files) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
  return { request, bucket, key: rest.join('/'), files };
};

const kept = ({ headers, query }: AwsRequest): Readonly<Record<string, string>> => {
  const sent = { ...Object.fromEntries([...query].map(([name, value]) => [name.toLowerCase(), value])), ...headers };
  const chosen = Object.entries(sent)
    .filter(([name]) => keptHeaders.includes(name) || name.startsWith('x-amz-meta-'))
    .map(
      ([name, value]) =>
        [
          name,
          name === 'content-encoding'
            ? value
                .split(',')
                .map((coding) => coding.trim())
                .filter((coding) => coding !== 'aws-chunked')
                .join(', ')
            : value,
        ] as const,
    )
    .filter(([, value]) => value !== '');
  return { 'content-type': 'binary/octet-stream', ...Object.fromEntries(chosen) };
};

const headersOf = (
  { headers, etag, modifiedAt }: ObjectMeta,
  withChecksum: boolean,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(headers).filter(([name]) => withChecksum || !name.startsWith('x-amz-checksum-')),
  ),
  etag,
  'last-modified': new Date(modifiedAt).toUTCString(),
  'accept-ranges': 'bytes',
});

/** One range in bytes, both ends included; a header that isn't one is passed over, as HTTP says. */
const rangeOf = (
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | undefined => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { from, to };
};

const xml = (root: Parameters<typeof toXml>[0]): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: toXml(root, 'http://s3.amazonaws.com/doc/2006-03-01/'),
});
