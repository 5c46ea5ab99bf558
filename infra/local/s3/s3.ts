import { join } from 'node:path';
import type { Authorize, AwsService, Buckets, Deployment } from '../kernel.ts';
import type { CrossOrigin } from '../aws-endpoint/start-aws-endpoint.ts';
import { crossOriginOf } from './cross-origin.ts';
import { objectFiles } from './object-files.ts';
import { s3Service } from './s3-service.ts';

export type S3Options = {
  readonly deployment: Deployment;
  /** Objects are kept under `objects/<bucket>/` in it. */
  readonly dataDir: string;
  readonly authorize: Authorize;
  /** Milliseconds; tests move it. */
  readonly now?: () => number;
};

export type S3 = { readonly buckets: Buckets; readonly service: AwsService; readonly crossOrigin: CrossOrigin };

/** The template's buckets, as files. */
export const s3 = ({ deployment, dataDir, authorize, now = Date.now }: S3Options): S3 => {
  const all = new Map(
    deployment.ofType('AWS::S3::Bucket').map(({ ref }) => [ref, objectFiles(join(dataDir, 'objects', ref))]),
  );
  const swept = Promise.all([...all.values()].map((files) => files.sweep()));
  const filesOf = (bucket: string) => {
    const files = all.get(bucket);
    if (!files) throw new Error(`No bucket of the deployment is called ${bucket}`);
    return files;
  };
  const service = s3Service({ bucket: (name) => all.get(name), authorize, now });
  return {
    buckets: {
      put: async (bucket, key, body, headers = {}) => {
        await swept;
        await filesOf(bucket).write(key, body, { 'content-type': 'binary/octet-stream', ...headers }, now());
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
