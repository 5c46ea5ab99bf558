import type { S3Client } from '@aws-sdk/client-s3';
import type { RawMailStore } from '../../application/ports/mails.ts';
import { readObject } from './read-object.ts';

/** Mails as SES's receipt rule stored them. */
export const s3RawMailStore = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): RawMailStore => ({ read: (key) => readObject(client, bucket, key) });
