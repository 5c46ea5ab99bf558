import { CopyObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { UPLOAD_URL_SECONDS, type UploadBucket } from '../../application/ports/writing.ts';

/**
 * Headers in the signature besides the host: S3 refuses a body of another length or type. The SDK signs the type only
 * when it is listed.
 */
const SIGNED = new Set(['content-length', 'content-type']);

/**
 * Upload URLs for S3. The client must compute checksums only when required: otherwise the URL would include the
 * checksum of an empty body.
 */
export const s3UploadBucket = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): UploadBucket => ({
  uploadUrl: async ({ key, type, size }) => ({
    url: await getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: type, ContentLength: size }),
      { expiresIn: UPLOAD_URL_SECONDS, signableHeaders: SIGNED },
    ),
    // The browser sets Content-Length itself; scripts can't.
    headers: { 'content-type': type },
  }),
  async sizeOf(key) {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength;
    } catch (cause) {
      if (cause instanceof NotFound) return undefined;
      throw cause;
    }
  },
  async copy(from, to) {
    await client.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: to,
        CopySource: [bucket, ...from.split('/')].map(encodeURIComponent).join('/'),
      }),
    );
  },
});
