import type { Problem } from '../../../shared/contracts/http/problem.ts';

/** The API refused: what it said, by its stable `code`. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Problem;
  /** Seconds to wait, from Retry-After; null when it did not say. */
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
 * Nothing came back that says what happened: the network failed, or the answer was not of the contract. A command may
 * or may not have been done.
 */
export class UnknownOutcomeError extends Error {
  readonly reason: 'network' | 'answer';
  constructor(reason: 'network' | 'answer', options?: ErrorOptions) {
    super(reason === 'network' ? 'The API could not be reached' : 'The API answered something unexpected', options);
    this.name = 'UnknownOutcomeError';
    this.reason = reason;
  }
}

/** Whether asking the same again may help (and, with its idempotency key, can do no harm). */
export const isWorthRetrying = (error: unknown): boolean =>
  error instanceof UnknownOutcomeError
    ? error.reason === 'network'
    : error instanceof ProblemError && (error.status >= 500 || error.code === 'conflict_try_again');
