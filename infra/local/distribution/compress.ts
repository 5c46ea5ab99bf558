import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpResponse } from '../http-api/http-response.ts';
import type { HttpRequest } from '../http-api/http-event.ts';
import { isCompressible } from './content-type.ts';

const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)];
const smallest = 1000;
const largest = 10_000_000;
const mostKept = 200;

/** Compresses as CloudFront does what is worth it; keeps results by their ETag. */
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
