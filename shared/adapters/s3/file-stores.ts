import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  DeleteObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AttachmentStore, RawMailStore } from '../../application/ports/mails.ts';
import { forEachAtMost } from '../../application/live/at-most.ts';
import type { FileRemains } from '../../application/ports/tickets.ts';

/** Seconds that a download URL is valid. */
const URL_LIFE = 15 * 60;
/**
 * Types that are served unchanged. All others are served as bytes, above all those that a browser would run (HTML, SVG,
 * XML, scripts).
 */
const HARMLESS =
  /^(?:image\/(?:png|jpe?g|jpg|gif|webp|bmp|avif|heic|tiff)|application\/(?:pdf|zip|msword|rtf|vnd\.[\w.+-]+)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/(?:plain|csv|calendar))$/;

const safeType = (type: string): string => {
  const bare = type.split(';')[0]!.trim().toLowerCase();
  if (!HARMLESS.test(bare)) return 'application/octet-stream';
  return bare.startsWith('text/') ? `${bare}; charset=utf-8` : bare;
};

/** RFC 6266: an ASCII name for old clients and the full name in RFC 5987 encoding. */
export const contentDisposition = (name: string): string => {
  const shown = name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069/\\]+/gu, '_').toWellFormed() || 'file';
  const ascii = shown.replace(/[^\x20-\x7e]|["%;]/g, '_');
  const whole = encodeURIComponent(shown).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
};

export const s3AttachmentStore = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): AttachmentStore => ({
  async put(key, bytes, type) {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: type, ContentLength: bytes.length }),
    );
  },
  read: (key) => readObject(client, bucket, key),
  downloadUrl: ({ key, name, type }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: contentDisposition(name),
        ResponseContentType: safeType(type),
      }),
      { expiresIn: URL_LIFE },
    ),
});

/** Mails as SES's receipt rule stored them. */
export const s3RawMailStore = ({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): RawMailStore => ({ read: (key) => readObject(client, bucket, key) });

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

/** All bytes of an object; throws NoSuchKey when it doesn't exist. */
export const readObject = async (client: S3Client, bucket: string, key: string): Promise<Uint8Array> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) throw new Error(`S3 answered without a body for ${key}`);
  return Body.transformToByteArray();
};
