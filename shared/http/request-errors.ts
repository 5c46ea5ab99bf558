import type * as z from 'zod';
import { brokenTexts } from '../contracts/http/broken-texts.ts';
import type { RequestError } from './problems.ts';

/**
 * Limits of one response: errors, and characters of a member's name. A response must not be many times larger than its
 * request.
 */
const ERRORS_SHOWN = 100;
const NAME_SHOWN = 100;

/**
 * An RFC 6901 pointer as a URI fragment. Body errors start inside the body; others start with `params`, `query` or
 * `headers`.
 */
const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${(path[0] === 'body' ? path.slice(1) : path).map((part) => `/${encodeURIComponent(String(part).slice(0, NAME_SHOWN).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

/** The first hundred errors of zod, each with a pointer; an unknown member is named itself. */
export const requestErrors = (error: z.ZodError): readonly RequestError[] =>
  error.issues
    .flatMap((issue): readonly RequestError[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'Unknown field' }))
        : [{ pointer: pointerTo(issue.path), detail: issue.message }],
    )
    .slice(0, ERRORS_SHOWN);

/** Strings and names anywhere in the request that can't be stored, whichever operation it is for. */
export const brokenRequestTexts = (request: {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}): readonly RequestError[] =>
  brokenTexts(request).map(({ path, message }) => ({ pointer: pointerTo(path), detail: message }));
