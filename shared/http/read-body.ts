import { err, ok, type Result } from '../domain/kernel/result.ts';
import type { HttpEvent } from './http-event.ts';
import type { HttpRefusal } from './problems.ts';

/** Maximum bytes of a body; API Gateway would allow ten times as many. */
export const BODY_BYTES = 1024 * 1024;

const refuse = (detail: string) => err({ code: 'validation_failed' as const, errors: [{ pointer: '#', detail }] });

const textOf = (event: HttpEvent): string | undefined => {
  const body = event.body ?? '';
  if (!event.isBase64Encoded) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
  } catch {
    return undefined;
  }
};

/** The body as JSON; a missing body counts as an empty object. */
export const readBody = (event: HttpEvent): Result<unknown, HttpRefusal> => {
  if (Buffer.byteLength(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8') > BODY_BYTES)
    return err({ code: 'too_large', limitBytes: BODY_BYTES });
  const text = textOf(event);
  if (text === undefined) return refuse('The body is not UTF-8');
  if (text.trim() === '') return ok({});
  if (!/^application\/json\s*(;|$)/i.test(event.headers['content-type'] ?? ''))
    return refuse('The Content-Type must be application/json');
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse('The body is not JSON');
  }
};
