import {
  isWorthRetrying,
  NotSentError,
  ProblemError,
  UnknownOutcomeError,
} from '../../../../../web/src/desk/api/problem-error.ts';

const aProblem = (status: number, code: string): ProblemError =>
  new ProblemError({ type: 'about:blank', title: code, status, code }, status);

describe('given something failed', () => {
  test.each([
    ['the network', new UnknownOutcomeError('network'), true],
    ['an answer that does not fit', new UnknownOutcomeError('answer'), false],
    ['a fault of the server', aProblem(500, 'internal_error'), true],
    ['too many changes at once', aProblem(503, 'conflict_try_again'), true],
    ['a refused transition', aProblem(409, 'illegal_transition'), false],
    ['a stale version', aProblem(412, 'version_conflict'), false],
    ['reading what a command needs', new NotSentError({ cause: new UnknownOutcomeError('network') }), true],
    ['a bug of the console', new TypeError('x is not a function'), false],
  ])('when it was %s, then trying again is right or wrong accordingly', (_, error, expected) => {
    expect(isWorthRetrying(error)).toBe(expected);
  });
});
