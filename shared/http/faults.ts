import { InvalidCursorError } from '../application/ports/pages.ts';
import { WriteContentionError } from '../application/ports/tickets.ts';
import type { HttpRefusal } from './problems.ts';

/** Names under which the AWS SDK throws what took too long. */
const TIMEOUTS = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'AbortError']);

/** What the caller is told of a throw: as little as possible. */
export const refusalOfFault = (fault: unknown): HttpRefusal => {
  if (fault instanceof InvalidCursorError)
    return { code: 'validation_failed', errors: [{ pointer: '#/query/cursor', detail: fault.message }] };
  if (fault instanceof WriteContentionError) return { code: 'conflict_try_again' };
  if (fault instanceof Error && TIMEOUTS.has(fault.name)) return { code: 'dependency_timeout' };
  return { code: 'internal_error' };
};
