import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpResponse, HttpRequest } from '../http-api/http-event.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.mp3': 'audio/mpeg',
};

/** The content type for the extension of a file name, as CDK's bucket deployment sets it. */
export const contentType = (name: string): string => types[extname(name).toLowerCase()] ?? 'binary/octet-stream';

/**
 * What CloudFront compresses.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
const isCompressible = (type: string): boolean =>
  /^(text\/|application\/(javascript|json|xml|manifest\+json|wasm|[\w.-]+\+(json|xml))|image\/(svg\+xml|x-icon)|font\/ttf)/.test(
    type,
  );

const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)];
const smallest = 1000;
const largest = 10_000_000;
const mostKept = 200;

/** Compresses what CloudFront would compress; keeps results by their ETag. */
export const compressor = (): ((request: HttpRequest, response: HttpResponse) => Promise<HttpResponse>) => {
  const kept = new Map<string, Buffer>();
  return async (request, response) => {
    const header = (name: string) => response.headers.find(([each]) => each === name)?.[1];
    const { body, status } = response;
    if (
      status !== 200 ||
      body.length < smallest ||
      body.length > largest ||
      header('content-encoding') ||
      !isCompressible(header('content-type') ?? '')
    )
      return response;
    const accepted = request.headers.get('accept-encoding')?.join(',') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    if (!encoding) return response;
    const etag = header('etag');
    const key = `${encoding} ${request.path} ${etag ?? ''}`;
    const compressed =
      (etag ? kept.get(key) : undefined) ??
      (encoding === 'br'
        ? await brotlied(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : await gzipped(body));
    if (etag) {
      kept.set(key, compressed);
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    }
    return {
      status,
      body: compressed,
      // A compressed body isn't the same bytes: its ETag is a weak one.
      headers: [
        ...response.headers.filter(([name]) => name !== 'etag'),
        ...(etag ? [['etag', etag.startsWith('W/') ? etag : `W/${etag}`] as const] : []),
        ['content-encoding', encoding],
        ['vary', 'Accept-Encoding'],
      ],
    };
  };
};
