import { randomUUID } from 'node:crypto';

/** A quoted value of a form's part, as browsers write it. */
const quoted = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A form (`multipart/form-data`) with one file in the field `file`. */
export const formBody = ({
  name,
  mimeType,
  bytes,
}: {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}): { readonly bytes: Uint8Array; readonly contentType: string } => {
  const boundary = `handover-${randomUUID()}`;
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(name)}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
};
