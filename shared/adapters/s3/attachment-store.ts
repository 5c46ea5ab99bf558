import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AttachmentStore } from '../../application/ports/mails.ts';
import { readObject } from './read-object.ts';

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
