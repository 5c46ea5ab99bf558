import { CopyObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { UPLOAD_URL_SECONDS, type UploadBucket } from '../../application/ports/writing.ts';

/**
 * What the signature covers beside the host: S3 refuses a body of another length or type. The SDK leaves the type out
 * unless it is named.
 */
const SIGNED = new Set(['content-length', 'content-type']);

/**
 * Uploads in S3. The client must compute checksums only when required: one of a body that isn't there yet would be
 * signed into the address.
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
    // The length is the sender's to write; a browser lets no script do it.
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
