import { err, ok, type Result } from '../domain/kernel/result.ts';
import type { HttpRefusal, RequestError } from './problems.ts';

export type RequestHeaders = { readonly expectedVersion?: number; readonly idempotencyKey?: string };
type Known = { readonly ifMatch: boolean; readonly idempotencyKey: boolean | 'required' };

const headerError = (name: string, detail: string): RequestError => ({ pointer: `#/headers/${name}`, detail });

/** The ETag of a version. CloudFront makes it weak when it compresses the response, so both forms are accepted. */
export const etagOf = (version: number): string => `"${version}"`;

const readIfMatch = (value: string | undefined): Result<number | undefined, RequestError> => {
  // `*` requires only that the ticket exists, which every command checks.
  if (value === undefined || value.trim() === '*') return ok(undefined);
  const version = /^\s*(?:W\/)?"([1-9]\d{0,8})"\s*$/.exec(value)?.[1];
  return version === undefined
    ? err(headerError('if-match', 'If-Match must be the ETag of a ticket, like "3", or *'))
    : ok(Number(version));
};

const readIdempotencyKey = (value: string | undefined): Result<string | undefined, RequestError> =>
  value === undefined || /^[\x21-\x7e]{1,255}$/.test(value)
    ? ok(value)
    : err(headerError('idempotency-key', 'Idempotency-Key must be 1 to 255 visible ASCII characters'));

/**
 * If-Match and Idempotency-Key. An operation that supports neither refuses them, so that a caller doesn't rely on them
 * by mistake.
 */
export const readRequestHeaders = (
  headers: Readonly<Record<string, string>>,
  known: Known,
): Result<RequestHeaders, HttpRefusal> => {
  const ifMatch = readIfMatch(headers['if-match']);
  const key = readIdempotencyKey(headers['idempotency-key']);
  const errors = [
    ...(ifMatch.ok ? [] : [ifMatch.error]),
    ...(key.ok ? [] : [key.error]),
    ...(headers['if-match'] !== undefined && !known.ifMatch
      ? [headerError('if-match', 'This operation knows no If-Match')]
      : []),
    ...(headers['idempotency-key'] !== undefined && !known.idempotencyKey
      ? [headerError('idempotency-key', 'This operation knows no Idempotency-Key')]
      : []),
  ];
  if (errors.length > 0) return err({ code: 'validation_failed', errors });
  return ok({
    ...(ifMatch.ok && ifMatch.value !== undefined ? { expectedVersion: ifMatch.value } : {}),
    ...(key.ok && key.value !== undefined ? { idempotencyKey: key.value } : {}),
  });
};
