import type * as z from 'zod';
import { brokenTexts } from '../contracts/http/broken-texts.ts';
import type { RequestError } from './problems.ts';

/** What one answer names at most, and characters of a name in it: an answer must not grow to many times its request. */
const ERRORS_SHOWN = 100;
const NAME_SHOWN = 100;

/**
 * RFC 6901, written as a URI fragment. Of the body's members the path begins in the body; of params, query and headers
 * with their name.
 */
const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${(path[0] === 'body' ? path.slice(1) : path).map((part) => `/${encodeURIComponent(String(part).slice(0, NAME_SHOWN).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

/** What zod found wrong, the first hundred, each with a pointer; a field that nobody knows is named itself. */
export const requestErrors = (error: z.ZodError): readonly RequestError[] =>
  error.issues
    .flatMap((issue): readonly RequestError[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'Unknown field' }))
        : [{ pointer: pointerTo(issue.path), detail: issue.message }],
    )
    .slice(0, ERRORS_SHOWN);

/** Strings and names of the whole request that nothing can keep, whichever operation it is for. */
export const brokenRequestTexts = (request: {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}): readonly RequestError[] =>
  brokenTexts(request).map(({ path, message }) => ({ pointer: pointerTo(path), detail: message }));
