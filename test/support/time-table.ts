/** How long one suite took, by its path in the checkout. */
export type SuiteTime = { readonly path: string; readonly seconds: number; readonly tests: number };
/** How long a kind of test took: its suites one after the other. */
export type KindTime = { readonly kind: string; readonly seconds: number; readonly tests: number };

const SLOWEST = 10;

/** `shared/domain` for what is below test/shared/domain, `journeys` for what is below test/journeys. */
const kindOf = (path: string): string => {
  const [, top = path, second = ''] = path.split('/');
  return ['shared', 'infra'].includes(top) && !second.includes('.') ? `${top}/${second}` : top;
};

/** The times of suites by kind, in the order in which a kind is first met. */
export const timesByKind = (suites: readonly SuiteTime[]): readonly KindTime[] =>
  [...Map.groupBy(suites, ({ path }) => kindOf(path))].map(([kind, all]) => ({
    kind,
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    tests: all.reduce((sum, { tests }) => sum + tests, 0),
  }));

/** The lines that `npm test` ends with, before its count: seconds and tests of each kind, and the slowest suites. */
export const timeTable = (
  kinds: readonly KindTime[],
  suites: readonly SuiteTime[],
  wholeSeconds: number,
): readonly string[] => {
  const widest = Math.max(...kinds.map(({ kind }) => kind.length));
  const seconds = (value: number) => value.toFixed(1).padStart(8);
  return [
    'Seconds and tests of each kind (several run side by side, so together they are more than the whole):',
    ...kinds.map((each) => `${each.kind.padEnd(widest)}${seconds(each.seconds)} s${String(each.tests).padStart(7)}`),
    `${'the whole run'.padEnd(widest)}${seconds(wholeSeconds)} s`,
    'The slowest suites:',
    ...suites
      .toSorted((one, other) => other.seconds - one.seconds)
      .slice(0, SLOWEST)
      .map((each) => `${seconds(each.seconds)} s  ${each.path}`),
  ];
};
