import type { XmlValue } from '../aws-endpoint/xml.ts';
import type { ObjectMeta } from './object-files.ts';

const longestPage = 1000;

/** One page of ListObjectsV2 out of all objects of a bucket, which are sorted by key. */
export const listObjects = (bucket: string, all: readonly ObjectMeta[], query: URLSearchParams): XmlValue => {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const max = Math.min(Number(query.get('max-keys') ?? longestPage), longestPage);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const write = query.get('encoding-type') === 'url' ? encodeURIComponent : (key: string) => key;

  const contents: ObjectMeta[] = [];
  const prefixes: string[] = [];
  let last = '';
  let truncated = false;
  for (const meta of all) {
    if (!meta.key.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : meta.key.indexOf(delimiter, prefix.length);
    const shown = cut < 0 ? meta.key : meta.key.slice(0, cut + delimiter.length);
    if (Buffer.compare(Buffer.from(shown), Buffer.from(after)) <= 0 || prefixes.at(-1) === shown) continue;
    truncated = contents.length + prefixes.length >= max;
    if (truncated) break;
    if (cut < 0) contents.push(meta);
    else prefixes.push(shown);
    last = shown;
  }
  return {
    Name: bucket,
    Prefix: write(prefix),
    Delimiter: delimiter || undefined,
    MaxKeys: max,
    KeyCount: contents.length + prefixes.length,
    IsTruncated: truncated,
    NextContinuationToken: truncated ? Buffer.from(last).toString('base64url') : undefined,
    Contents: contents.map(({ key, modifiedAt, etag, size }) => ({
      Key: write(key),
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: etag,
      Size: size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: prefixes.map((each) => ({ Prefix: write(each) })),
  };
};
