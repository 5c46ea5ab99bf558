import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { s3AttachmentStore, s3FileRemains } from '../../shared/adapters/s3/file-stores.ts';
import { s3UploadBucket } from '../../shared/adapters/s3/upload-bucket.ts';
import { clientDefaults } from '../lambda.ts';

/** Everything that is done with files in the bucket of attachments. Loaded later: few requests have files. */
export const attachmentFiles = (bucket: string, settings: S3ClientConfig = {}) => {
  const files = { client: new S3Client({ ...clientDefaults, ...settings }), bucket };
  return { ...s3AttachmentStore(files), ...s3UploadBucket(files), ...s3FileRemains(files) };
};
