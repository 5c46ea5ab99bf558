import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, type AwsRequest } from '../kernel.ts';

export type UploadedBody = { readonly body: Buffer; readonly checksum: Readonly<Record<string, string>> };

const digests: Readonly<Record<string, (body: Buffer) => string>> = {
  'x-amz-checksum-crc32': (body) => {
    const digest = Buffer.alloc(4);
    digest.writeUInt32BE(crc32(body));
    return digest.toString('base64');
  },
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
};

/**
 * The bytes that were meant, out of their transfer coding, checked against every checksum that came with them. A
 * presigned URL carries its headers in the query.
 */
export const uploadedBody = ({ headers, query, body: raw }: AwsRequest): UploadedBody => {
  const { body, trailers } = headers['content-encoding']?.split(',').some((coding) => coding.trim() === 'aws-chunked')
    ? unchunked(raw)
    : { body: raw, trailers: {} };
  const declared = {
    ...Object.fromEntries([...query].map(([name, value]) => [name.toLowerCase(), value])),
    ...headers,
    ...trailers,
  };
  const checksum = Object.fromEntries(
    Object.entries(declared).filter(([name]) => name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-mode'),
  );
  for (const [name, value] of Object.entries(checksum)) {
    const digest = digests[name];
    if (!digest) throw new AwsError('NotImplemented', `The checksum ${name} is not known on this machine.`, 501);
    if (digest(body) !== value)
      throw new AwsError(
        'BadDigest',
        `The ${name.slice('x-amz-checksum-'.length).toUpperCase()} you specified did not match the calculated checksum.`,
      );
  }
  const md5 = headers['content-md5'];
  if (md5 && md5 !== createHash('md5').update(body).digest('base64'))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  return { body, checksum };
};

/** Takes `aws-chunked` apart: chunks with their lengths in hexadecimal, then trailers. */
const unchunked = (raw: Buffer): { readonly body: Buffer; readonly trailers: Readonly<Record<string, string>> } => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    const length = lineEnd < 0 ? NaN : Number.parseInt(raw.toString('latin1', at, lineEnd), 16);
    if (!(lineEnd + 2 + length <= raw.length))
      throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
    at = lineEnd + 2;
    if (length === 0) return { body: Buffer.concat(chunks), trailers: trailersIn(raw.toString('latin1', at)) };
    chunks.push(raw.subarray(at, at + length));
    at += length + 2;
  }
};

const trailersIn = (text: string) =>
  Object.fromEntries(
    text
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
      }),
  );
