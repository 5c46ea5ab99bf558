import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectMeta } from '../../../infra/local/host-services.ts';
import { WriteThroughMap } from './write-through-map.ts';

export type StoredObject = { readonly bytes: Uint8Array; readonly type: string };

/**
 * What a bucket holds, as the local S3 keeps it: a line of JSON, then the bytes. A look past every role; what is set is
 * there at once.
 */
export const storedObjects = (dataDir: string, bucket: string): Map<string, StoredObject> => {
  const folder = join(dataDir, 'objects', bucket);
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  const found = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.endsWith('.new'))
        .map((name): readonly [string, StoredObject] => {
          const content = readFileSync(join(folder, name));
          const end = content.indexOf('\n');
          const { key, headers } = JSON.parse(content.subarray(0, end).toString('utf8')) as ObjectMeta;
          return [key, { bytes: content.subarray(end + 1), type: headers['content-type'] ?? '' }];
        })
    : [];
  return new WriteThroughMap(
    found.toSorted(([left], [right]) => (left < right ? -1 : 1)),
    (key, object) => {
      if (object === undefined) {
        rmSync(fileOf(key), { force: true });
        return;
      }
      const body = Buffer.from(object.bytes);
      const meta: ObjectMeta = {
        key,
        headers: { 'content-type': object.type },
        size: body.length,
        etag: `"${createHash('md5').update(body).digest('hex')}"`,
        modifiedAt: Date.now(),
      };
      mkdirSync(folder, { recursive: true });
      writeFileSync(fileOf(key), Buffer.concat([Buffer.from(`${JSON.stringify(meta)}\n`), body]));
    },
  );
};
