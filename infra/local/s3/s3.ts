import { type Authorize, type AwsService, type Buckets, type Deployment } from '../kernel.ts';
import { type CrossOrigin } from '../aws-endpoint/start-aws-endpoint.ts';

export type S3Options = {
  readonly deployment: Deployment;
  /** Objects are kept under `objects/<bucket>/` in it. */
  readonly dataDir: string;
  readonly authorize: Authorize;
};

export type S3 = { readonly buckets: Buckets; readonly service: AwsService; readonly crossOrigin: CrossOrigin };

/** The template's buckets, as files. */
export const s3 = (_options: S3Options): S3 => {
  throw new Error('coming');
};
