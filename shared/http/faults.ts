import { InvalidCursorError } from '../application/ports/pages.ts';
import { WriteContentionError } from '../application/ports/tickets.ts';
import type { HttpRefusal } from './problems.ts';

/** Names of the errors that the AWS SDK throws on a time-out. */
const TIMEOUTS = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'AbortError']);

/** The refusal that a caller sees for a thrown fault; it reveals no details. */
export const refusalOfFault = (fault: unknown): HttpRefusal => {
  if (fault instanceof InvalidCursorError)
    return { code: 'validation_failed', errors: [{ pointer: '#/query/cursor', detail: fault.message }] };
  if (fault instanceof WriteContentionError) return { code: 'conflict_try_again' };
  if (fault instanceof Error && TIMEOUTS.has(fault.name)) return { code: 'dependency_timeout' };
  return { code: 'internal_error' };
};
