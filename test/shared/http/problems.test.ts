import { operations } from '../../../shared/contracts/http/operations.ts';
import { PROBLEM_CODES, problemSchema } from '../../../shared/contracts/http/problem.ts';
import { PROBLEMS, toProblem } from '../../../shared/http/problems.ts';

describe('the problems table', () => {
  it.each(PROBLEM_CODES)('has a row for %s', (code) => {
    expect(PROBLEMS).toHaveProperty(code);
  });
  it('answers only with codes that the contract knows', () => {
    for (const [refusal, row] of Object.entries(PROBLEMS))
      expect(PROBLEM_CODES).toContain('code' in row ? row.code : refusal);
  });
  it('makes problem details', () => {
    const problem = toProblem({ code: 'version_conflict', expected: 1, actual: 2 }, 'r1');
    expect(problemSchema.parse(problem)).toEqual({
      type: '/problems/version-conflict',
      title: expect.any(String) as unknown,
      status: 412,
      code: 'version_conflict',
      instance: 'urn:request:r1',
      expectedVersion: 1,
      actualVersion: 2,
    });
  });
});

describe.each(Object.values(operations))('$operationId', (spec) => {
  const problems = new Set<string>(spec.problems);
  it('names the problems that every operation can have', () => {
    for (const code of ['unauthenticated', 'validation_failed', 'dependency_timeout', 'internal_error'])
      expect(problems).toContain(code);
    if (spec.permission !== null)
      for (const code of ['forbidden', 'service_not_found']) expect(problems).toContain(code);
    if (spec.body !== null) expect(problems).toContain('too_large');
    if (spec.headers.ifMatch) expect(problems).toContain('version_conflict');
    if (spec.headers.idempotencyKey) expect(problems).toContain('idempotency_key_reused');
  });
});
