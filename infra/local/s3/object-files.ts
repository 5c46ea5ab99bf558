import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { XmlValue } from '../aws-endpoint/protocols.ts';

/** An object's metadata. */
export type ObjectMeta = {
  readonly key: string;
  /** Headers that come back with it: content-type, content-disposition, x-amz-meta-…, x-amz-checksum-…. */
  readonly headers: Readonly<Record<string, string>>;
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** Milliseconds. */
  readonly modifiedAt: number;
};

export type StoredObject = { readonly meta: ObjectMeta; readonly body: Buffer };

/** Longer than any meta: S3 takes 8 KB of headers, and a key of 1,024 bytes. */
const headLength = 32 * 1024;

/**
 * The objects of one bucket. An object is one file, a line of JSON and then its bytes, so that one rename makes it
 * there whole.
 */
export const objectFiles = (folder: string) => {
  // Keys may be longer than file names, and differ where a file system sees none.
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  let writes = 0;

  return {
    /** On the disk when it resolves. */
    write: async (
      key: string,
      body: Buffer,
      headers: Readonly<Record<string, string>>,
      modifiedAt: number,
    ): Promise<ObjectMeta> => {
      const meta: ObjectMeta = {
        key,
        headers,
        size: body.length,
        etag: `"${createHash('md5').update(body).digest('hex')}"`,
        modifiedAt,
      };
      await mkdir(folder, { recursive: true });
      writes += 1;
      const temporary = `${fileOf(key)}.${String(process.pid)}-${String(writes)}.new`;
      const file = await open(temporary, 'w');
      try {
        await file.writev([Buffer.from(`${JSON.stringify(meta)}\n`), body]);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, fileOf(key));
      await flushFolder(folder);
      return meta;
    },

    read: (key: string): Promise<StoredObject | undefined> =>
      unlessMissing(async () => {
        const file = await open(fileOf(key));
        try {
          const content = await file.readFile();
          const end = content.indexOf('\n');
          return { meta: metaIn(content.subarray(0, end)), body: content.subarray(end + 1) };
        } finally {
          await file.close();
        }
      }),

    head: (key: string): Promise<ObjectMeta | undefined> => unlessMissing(() => headOf(fileOf(key))),

    remove: (key: string): Promise<true | undefined> =>
      unlessMissing(async () => {
        await unlink(fileOf(key));
        await flushFolder(folder);
        return true as const;
      }),

    /** By key, in the order of their bytes. */
    list: async (): Promise<readonly ObjectMeta[]> => {
      const names = (await unlessMissing(() => readdir(folder))) ?? [];
      const metas: ObjectMeta[] = [];
      for (const name of names.filter((each) => !each.endsWith('.new'))) {
        const meta = await unlessMissing(() => headOf(join(folder, name)));
        if (meta) metas.push(meta);
      }
      return metas.sort((left, right) => Buffer.compare(Buffer.from(left.key), Buffer.from(right.key)));
    },

    /** Deletes half-written files of a killed process. */
    sweep: async (): Promise<void> => {
      for (const name of (await unlessMissing(() => readdir(folder))) ?? [])
        if (name.endsWith('.new')) await rm(join(folder, name), { force: true });
    },
  };
};

export type ObjectFiles = ReturnType<typeof objectFiles>;

const headOf = async (path: string) => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    return metaIn(buffer.subarray(0, buffer.subarray(0, bytesRead).indexOf('\n')));
  } finally {
    await file.close();
  }
};

const metaIn = (line: Buffer) => JSON.parse(line.toString('utf8')) as ObjectMeta;

/** Flushes the folder, which makes a rename durable. Windows can't open folders and needs no flush. */
const flushFolder = async (folder: string) => {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const unlessMissing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  }
};

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
