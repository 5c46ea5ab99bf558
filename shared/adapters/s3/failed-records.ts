import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { FailedRecords } from '../../application/ports/events.ts';

/**
 * Records in a bucket, in the form in which Lambda leaves there what its event source mapping gave up: the event as
 * text in `payload`. Each time is an object of its own, so that what is given again and fails again isn't lost.
 */
export const s3FailedRecords = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): FailedRecords => ({
  async setAside(sequenceNumber, record) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `set-aside/${sequenceNumber}/${crypto.randomUUID()}`,
        ContentType: 'application/json',
        Body: JSON.stringify({
          requestContext: { condition: 'SetAside' },
          payload: JSON.stringify({ Records: [record] }),
        }),
      }),
    );
  },
});
