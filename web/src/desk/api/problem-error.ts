import type { Problem } from '../../../../shared/contracts/http/problem.ts';

/** The API refused a request. `code` is stable, and tells what was refused. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Problem;
  /** Seconds to wait before the next try, from Retry-After; null when the API named none. */
  readonly retryAfter: number | null;
  constructor(problem: Problem, status: number, retryAfter: number | null = null) {
    super(problem.title);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/**
 * It is unknown what happened: the network failed, or the answer does not fit the contract. A command may or may not
 * have been done.
 */
export class UnknownOutcomeError extends Error {
  readonly reason: 'network' | 'answer';
  constructor(reason: 'network' | 'answer', options?: ErrorOptions) {
    super(reason === 'network' ? 'The API could not be reached' : 'The API answered something unexpected', options);
    this.name = 'UnknownOutcomeError';
    this.reason = reason;
  }
}

/** A command was not sent, because something that it needs could not be read; `cause` is why. */
export class NotSentError extends Error {
  constructor(options: ErrorOptions) {
    super('The command was not sent', options);
    this.name = 'NotSentError';
  }
}

/** Whether the same request may succeed when it is sent again. A command's idempotency key makes that safe. */
export const isWorthRetrying = (error: unknown): boolean => {
  if (error instanceof NotSentError) return isWorthRetrying(error.cause);
  return error instanceof UnknownOutcomeError
    ? error.reason === 'network'
    : error instanceof ProblemError && (error.status >= 500 || error.code === 'conflict_try_again');
};

/** A member of the problem details that is a text; undefined when it is absent or empty. */
export const problemText = (problem: Problem, member: string): string | undefined => {
  const value = problem[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
