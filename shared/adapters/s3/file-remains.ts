import { DeleteObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { forEachAtMost } from '../../application/live/at-most.ts';
import type { FileRemains } from '../../application/ports/tickets.ts';

const AT_ONCE = 8;

/** Removes the files of deleted tickets in S3. */
export const s3FileRemains = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): FileRemains => ({
  async removeBelow(folder) {
    // An empty prefix would match the whole bucket.
    if (!folder.endsWith('/') || folder.startsWith('/'))
      throw new Error(`Files are removed below a folder, not below "${folder}"`);
    let removed = 0;
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: folder })) {
      await forEachAtMost(AT_ONCE, Contents, async ({ Key }) => {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      });
      removed += Contents.length;
    }
    return removed;
  },
});
