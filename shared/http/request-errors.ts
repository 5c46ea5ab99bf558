import type * as z from 'zod';
import type { RequestError } from './problems.ts';

/** RFC 6901, written as a URI fragment. Of the body's members the path begins in the body; of params, query and headers with their name. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${(path[0] === 'body' ? path.slice(1) : path).map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

/** What zod found wrong, each with a pointer; a field that nobody knows is named itself. */
export const requestErrors = (error: z.ZodError): readonly RequestError[] => error.issues.flatMap((issue): readonly RequestError[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'Unknown field' }))
    : [{ pointer: pointerTo(issue.path), detail: issue.message }]);
