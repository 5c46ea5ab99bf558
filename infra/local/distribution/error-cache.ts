import type { HttpRequest, HttpResponse } from '../http-api/http-event.ts';

/** Cached whatever the origin says, or unless it forbids it. */
const UNASKED = [404, 410, 414, 500, 501, 502, 503, 504];
/** Of these a `no-store`, `no-cache` or `private` of the origin is respected; of the others it is not. */
const FORBIDDABLE = [404, 410, 414, 501];
/** Cached only where the origin says for how long. */
const WHEN_ASKED = [400, 403, 405, 412, 415];
/** Seconds, where the distribution sets no minimum of its own for a status. */
export const DEFAULT_MINIMUM = 10;

/**
 * The seconds that CloudFront caches an origin's answer for because it is an error; 0 for what it doesn't. `minimum`:
 * the error caching minimum TTL of its status; `longest`: the maximum TTL of the behaviour's cache policy.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export const secondsCached = (
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  { minimum, longest, now }: { readonly minimum: number; readonly longest: number; readonly now: number },
): number => {
  const header = (name: string) => headers.find(([each]) => each === name)?.[1] ?? '';
  const control = header('cache-control').toLowerCase();
  const directive = (name: string) => new RegExp(`(?:^|[,\\s])${name}="?(\\d+)`).exec(control)?.[1];
  const age = directive('s-maxage') ?? directive('max-age');
  if (WHEN_ASKED.includes(status) ? age === undefined : !UNASKED.includes(status)) return 0;
  if (FORBIDDABLE.includes(status) && /\b(no-store|no-cache|private)\b/.test(control)) return 0;
  const expires = Date.parse(header('expires'));
  const asked = age === undefined ? (Number.isNaN(expires) ? 0 : (expires - now) / 1000) : Number(age);
  return Math.max(minimum, Math.min(asked, longest));
};

export type ErrorCache = {
  /** The error that was cached for the request and still holds. */
  find(request: HttpRequest): HttpResponse | undefined;
  /** Keeps what a request is answered for a number of seconds. */
  keep(request: HttpRequest, response: HttpResponse, seconds: number): void;
};

const mostKept = 1000;
/** What the managed cache policies tell requests apart by: neither query nor headers nor cookies. */
const keyOf = ({ method, path }: HttpRequest) => `${method} ${path}`;

/** The errors that one distribution has cached. */
export const errorCache = (now: () => number): ErrorCache => {
  const kept = new Map<string, { readonly until: number; readonly response: HttpResponse }>();
  return {
    find: (request) => {
      const found = kept.get(keyOf(request));
      return found && found.until > now() ? found.response : undefined;
    },
    keep: (request, response, seconds) => {
      const key = keyOf(request);
      kept.delete(key);
      if (seconds <= 0) return;
      kept.set(key, { until: now() + seconds * 1000, response });
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    },
  };
};
