/**
 * `npm test`: every check and every test, ending with one plain line `N passed, N failed`.
 * Arguments are passed on to Jest (`npm test -- test/shared/domain`); with any, only those tests run. With `--corpus
 * DIR` the suite over the mail corpus in DIR runs as well and is counted with the others.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portsFrom } from '../infra/one-machine/options.ts';
import { synthesizeStacks } from '../infra/one-machine/synthesize.ts';
import { loadDeployment } from '../infra/local/host-services.ts';
import { forEachAtMost } from '../shared/application/live/at-most.ts';
import { runCorpus } from './corpus/run-corpus.ts';
import { findOrInstallChromium } from './support/chromium.ts';
import { grantsOf, unusedGrants, usedIn, wordsOf } from './support/roles/unused-grants.ts';
import { ACCOUNT, REGION } from './support/roles/place.ts';
import { runJest, type TestCount } from './support/run-jest.ts';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const given = process.argv.slice(2);
const corpusAt = given.indexOf('--corpus');
const selection = corpusAt === -1 ? given : given.toSpliced(corpusAt, 2);
const wholeRun = selection.length === 0;

/** Static checks: each counts as one test. */
const CHECKS: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of the console', bin('tsc'), ['-p', 'web/tsconfig.json']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', bin('eslint'), ['-c', '.config/eslint.config.js', '--max-warnings', '0', '.']],
  [
    'architecture',
    bin('depcruise'),
    [
      '--config',
      '.config/dependency-cruiser.cjs',
      '--output-type',
      'err',
      'shared',
      'functions',
      'events',
      'infra',
      'web',
      'test',
    ],
  ],
  ['generated files are fresh', process.execPath, ['infra/generate.ts', '--check']],
];

/**
 * Where suites and running desks write down which rights of which roles they use; looked at when everything has run.
 */
const usedRights = wholeRun ? mkdtempSync(join(tmpdir(), 'handover-rights-')) : undefined;
const surroundings = {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true' },
} as const;
const run = (command: string, args: readonly string[]): boolean => spawnSync(command, args, surroundings).status === 0;
const runBeside = (command: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    spawn(command, args, surroundings)
      .once('exit', (code) => {
        resolve(code === 0);
      })
      .once('error', () => {
        resolve(false);
      });
  });

const count = { passed: 0, failed: 0 };
const tally = (name: string, good: boolean, startedAt: number): void => {
  count[good ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
};

const add = ({ passed, failed }: TestCount): void => {
  count.passed += passed;
  count.failed += failed;
};

/** Files of the checkout that git neither has nor ignores. */
const filesOfNobody = (): readonly string[] =>
  spawnSync('git', ['ls-files', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((path) => path !== '');

/** Names what has come into the checkout since it held `before`, which counts as failed: git could take it in. */
const checkLeftovers = (before: readonly string[]): void => {
  const startedAt = Date.now();
  const left = filesOfNobody().filter((path) => !before.includes(path));
  for (const path of left) process.stdout.write(`left in the checkout by a test: ${path}\n`);
  tally('no test leaves a file in the checkout', left.length === 0, startedAt);
};

/**
 * Prints each right that nothing used, with its reason, and counts as failed when one has none or a reason holds no
 * longer.
 */
const checkUnusedRights = async (folder: string): Promise<void> => {
  const startedAt = Date.now();
  const deployment = loadDeployment({
    cloudAssembly: await synthesizeStacks('{}'),
    region: REGION,
    account: ACCOUNT,
    ports: portsFrom(4400),
  });
  const { unexplained, explained, outdated } = unusedGrants(grantsOf(deployment), usedIn(folder));
  for (const [reason, all] of Map.groupBy(explained, (each) => each.reason))
    process.stdout.write(
      `granted, used by no test: ${all.map(({ grant }) => wordsOf(grant)).join(', ')}\n  ${reason}\n`,
    );
  for (const grant of unexplained)
    process.stdout.write(`granted, used by no test and justified by nothing: ${wordsOf(grant)}\n`);
  for (const { name, action, on } of outdated)
    process.stdout.write(`justified, but used or no longer granted: ${name} ${action} on ${String(on)}\n`);
  tally('every right is used or justified', unexplained.length + outdated.length === 0, startedAt);
  rmSync(folder, { recursive: true, force: true });
};

if (wholeRun) {
  const lookedAt = Date.now();
  try {
    findOrInstallChromium();
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    tally('Chromium', false, lookedAt);
  }
  await forEachAtMost(2, CHECKS, async ([name, command, args]) => {
    const startedAt = Date.now();
    tally(name, await runBeside(command, args), startedAt);
  });
}
const before = filesOfNobody();
const builtAt = Date.now();
const built = run(process.execPath, ['infra/one-machine/prepare.ts']);
if (wholeRun || !built) tally('build of functions, console and stacks', built, builtAt);
if (built) {
  // Parts first, and beside them the two stories that wait for minutes to pass; then whole systems, two at a time; what
  // measures seconds has the machine for itself.
  const system = ['test/journeys', 'test/browser', 'test/faults'];
  const waiting = ['test/journeys/reserved-calls', 'test/journeys/auto-complete'];
  const timed = ['test/journeys/main-road', 'test/browser/main-road'];
  if (wholeRun) {
    const environment = usedRights === undefined ? {} : { HANDOVER_USED_RIGHTS: usedRights };
    const jest = async (...args: readonly string[]): Promise<void> => {
      add(await runJest(args, { environment }));
    };
    await Promise.all([
      jest('--maxWorkers=2', '--testPathIgnorePatterns', ...system),
      jest('--runInBand', '--testPathPatterns', ...waiting),
    ]);
    await jest('--maxWorkers=2', '--testPathPatterns', ...system, '--testPathIgnorePatterns', ...timed, ...waiting);
    await jest('--runInBand', '--testPathPatterns', ...timed);
  } else add(await runJest(selection));
  if (usedRights !== undefined) await checkUnusedRights(usedRights);
}
if (corpusAt !== -1) add(await runCorpus(given[corpusAt + 1]));
if (wholeRun) checkLeftovers(before);
process.stdout.write(`${count.passed} passed, ${count.failed} failed\n`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);
