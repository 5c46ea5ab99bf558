import { timesByKind, timeTable } from './time-table.ts';

const suites = [
  { path: 'test/shared/domain/ticket/commands.test.ts', seconds: 1.5, tests: 20 },
  { path: 'test/shared/domain/mail/answer-mail.test.ts', seconds: 0.25, tests: 3 },
  { path: 'test/infra/config.test.ts', seconds: 1, tests: 2 },
  { path: 'test/infra/stacks/desk-stack.test.ts', seconds: 7, tests: 44 },
  { path: 'test/journeys/rights.test.ts', seconds: 12, tests: 5 },
];

describe('given the suites of a run', () => {
  it('then their times are summed by folder, two deep below shared and infra', () => {
    expect(timesByKind(suites)).toEqual([
      { kind: 'shared/domain', seconds: 1.75, tests: 23 },
      { kind: 'infra', seconds: 1, tests: 2 },
      { kind: 'infra/stacks', seconds: 7, tests: 44 },
      { kind: 'journeys', seconds: 12, tests: 5 },
    ]);
  });

  it('then the table is aligned and ends with the slowest, slowest first', () => {
    expect(timeTable([{ kind: 'types', seconds: 41.26, tests: 1 }, ...timesByKind(suites)], suites, 60)).toEqual([
      'Seconds and tests of each kind (several run side by side, so together they are more than the whole):',
      'types            41.3 s      1',
      'shared/domain     1.8 s     23',
      'infra             1.0 s      2',
      'infra/stacks      7.0 s     44',
      'journeys         12.0 s      5',
      'the whole run    60.0 s',
      'The slowest suites:',
      '    12.0 s  test/journeys/rights.test.ts',
      '     7.0 s  test/infra/stacks/desk-stack.test.ts',
      '     1.5 s  test/shared/domain/ticket/commands.test.ts',
      '     1.0 s  test/infra/config.test.ts',
      '     0.3 s  test/shared/domain/mail/answer-mail.test.ts',
    ]);
  });

  it('then no more than ten are named', () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ path: `test/web/${n}.test.ts`, seconds: n, tests: 1 }));
    expect(timeTable(timesByKind(many), many, 1)).toHaveLength(1 + 1 + 1 + 1 + 10);
  });
});
