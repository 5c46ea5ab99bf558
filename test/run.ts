/**
 * `npm test`: every check and every test, ending with the time of each kind and one plain line `N passed, N failed`.
 * Arguments are passed on to Jest (`npm test -- test/shared/domain`); with any, only those tests run. With `--corpus
 * DIR` the suite over the mail corpus in DIR runs as well and is counted with the others.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portsFrom } from '../infra/one-machine/options.ts';
import { synthesizeStacks } from '../infra/one-machine/synthesize.ts';
import { loadDeployment } from '../infra/local/host-services.ts';
import { runCorpus } from './corpus/run-corpus.ts';
import { findOrInstallChromium } from './support/chromium.ts';
import { grantsOf, unusedGrants, usedIn, describeGrant } from './support/roles/unused-grants.ts';
import { ACCOUNT, REGION } from './support/roles/place.ts';
import { prepareDesk } from './support/open-desk.ts';
import { giveWay, type JestResult, runJest } from './support/run-jest.ts';
import { type KindTime, type SuiteTime, timesByKind, timeTable } from './support/time-table.ts';

const startedAt = performance.now();
const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const given = process.argv.slice(2);
const corpusAt = given.indexOf('--corpus');
const selection = corpusAt === -1 ? given : given.toSpliced(corpusAt, 2);
const wholeRun = selection.length === 0;

/** The linter needs the API of TypeScript 6, which 7 has not; 7 checks types in a quarter of the time. */
const tsc = join(root, 'node_modules/typescript-7/bin/tsc');

/** Static checks: each counts as one test. */
const CHECKS: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['types', process.execPath, [tsc, '--singleThreaded', '-p', 'tsconfig.json']],
  ['types of the console', process.execPath, [tsc, '--singleThreaded', '-p', 'web/tsconfig.json']],
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

/** Runs a command with its output shown; whether it ended well. */
const run = (command: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    // TypeScript 7 is written in Go: this memory for its garbage saves a third of its time.
    const environment = { ...process.env, AWS_EC2_METADATA_DISABLED: 'true', GOGC: '400' };
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment });
    giveWay(child);
    child
      .once('exit', (code) => {
        resolve(code === 0);
      })
      .once('error', () => {
        resolve(false);
      });
  });

const count = { passed: 0, failed: 0 };
/** Times of what is no suite of Jest's. */
const checked: KindTime[] = [];
const suites: SuiteTime[] = [];

const tally = (kind: string, good: boolean, begunAt: number): void => {
  const seconds = (performance.now() - begunAt) / 1000;
  count[good ? 'passed' : 'failed'] += 1;
  checked.push({ kind, seconds, tests: 1 });
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${kind} (${seconds.toFixed(1)} s)\n`);
};

const add = (result: JestResult): void => {
  count.passed += result.passed;
  count.failed += result.failed;
  suites.push(...result.suites);
};

/** Files of the checkout that git neither has nor ignores. */
const untrackedFiles = (): readonly string[] =>
  spawnSync('git', ['ls-files', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((path) => path !== '');

/** Names what has come into the checkout since it held `before`, which counts as failed: git could take it in. */
const checkLeftovers = (before: readonly string[]): void => {
  const begunAt = performance.now();
  const left = untrackedFiles().filter((path) => !before.includes(path));
  for (const path of left) process.stdout.write(`left in the checkout by a test: ${path}\n`);
  tally('no test leaves a file in the checkout', left.length === 0, begunAt);
};

/**
 * Prints each right that nothing used, with its reason, and counts as failed when one has none or a reason holds no
 * longer.
 */
const checkUnusedRights = async (folder: string): Promise<void> => {
  const begunAt = performance.now();
  const deployment = loadDeployment({
    cloudAssembly: await synthesizeStacks('{}'),
    region: REGION,
    account: ACCOUNT,
    ports: portsFrom(4400),
  });
  const { unexplained, explained, outdated } = unusedGrants(grantsOf(deployment), usedIn(folder));
  for (const [reason, all] of Map.groupBy(explained, (each) => each.reason))
    process.stdout.write(
      `granted, used by no test: ${all.map(({ grant }) => describeGrant(grant)).join(', ')}\n  ${reason}\n`,
    );
  for (const grant of unexplained)
    process.stdout.write(`granted, used by no test and justified by nothing: ${describeGrant(grant)}\n`);
  for (const { name, action, on } of outdated)
    process.stdout.write(`justified, but used or no longer granted: ${name} ${action} on ${String(on)}\n`);
  tally('every right is used or justified', unexplained.length + outdated.length === 0, begunAt);
};

/** Folders of suites that start whole systems: with a browser, and without one, which are done sooner. */
const BROWSER = 'test/browser';
const JOURNEYS = ['test/journeys', 'test/faults'];
/** Systems that mostly wait, for times that were set or for a machine that is to come back, and compute little. */
const WAITING =
  /[/](auto-complete|earlier-desk|kill-amid-triggers|kill-within-undo|presence|refusing-bus|reserved-calls|sending-again|time-triggers)[.]/;
/** So many suites of systems are one run of Jest's: whoever is done first takes the next. */
const SYSTEMS_AT_ONCE = 5;
/** Suites that measure seconds on the clock: nothing but what they leave is used beside them. */
const TIMED = [
  'test/journeys/main-road',
  'test/browser/main-road',
  'test/infra/local/event-sources/',
  'test/infra/local/outbox/',
  'test/shared/adapters/http-out/',
];
/** All other suites, in portions of about a minute; a portion has what no portion before it has. */
const PORTIONS = [
  'test/functions/ticket-commands/',
  'test/functions/',
  'test/shared/adapters/',
  'test/infra/local/',
  // In a process that is young: CDK's check collects the garbage of all suites before it again and again.
  'test/infra/handover',
  'test/infra/',
  // Compute, and wait for nothing.
  'test/shared/domain/',
  'test/',
];

const lookForChromium = (): void => {
  const begunAt = performance.now();
  try {
    findOrInstallChromium();
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    tally('Chromium', false, begunAt);
  }
};

const build = async (): Promise<boolean> => {
  const begunAt = performance.now();
  const built = await run(process.execPath, ['infra/one-machine/prepare.ts']);
  if (wholeRun || !built) tally('build of functions, console and stacks', built, begunAt);
  return built;
};

/** The environment in which suites begin with a desk that was set up once, below `folder`. */
const setUpOneDesk = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const begunAt = performance.now();
  try {
    const environment = await prepareDesk(folder);
    checked.push({ kind: 'set-up of a desk', seconds: (performance.now() - begunAt) / 1000, tests: 0 });
    return environment;
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    tally('set-up of a desk', false, begunAt);
    return {};
  }
};

type Work = () => Promise<void>;

/** Takes one piece of work after the other until the queue, which others may work off too, is empty. */
const workOff = async (queue: Work[]): Promise<void> => {
  for (let work = queue.shift(); work !== undefined; work = queue.shift()) await work();
};

/** The suites in `folders`, by their paths, but those that are timed. */
const suitesIn = (...folders: readonly string[]): readonly string[] =>
  folders
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith('.test.ts') && !TIMED.some((timed) => path.startsWith(timed)));

/**
 * Everything, on two cores. Whole systems wait more than they compute, so several run at once: two with a browser at
 * most (of three on a busy machine some wait for others until something gives up), and one of those that mostly wait.
 * The static checks and all other suites give way to them and take what they leave. What is written for a while lies
 * below `folder`.
 */
const runEverything = async (folder: string): Promise<void> => {
  lookForChromium();
  // Where suites and running desks write down which rights of which roles they use; looked at when all have run.
  const usedRights = join(folder, 'rights');
  mkdirSync(usedRights);
  const environment = { HANDOVER_USED_RIGHTS: usedRights };
  const checks = CHECKS.map(([name, command, args]): Work => async () => {
    const begunAt = performance.now();
    tally(name, await run(command, args), begunAt);
  });
  if (corpusAt !== -1) checks.push(async () => add(await runCorpus(given[corpusAt + 1])));
  const computing = async (portion: string, ...without: readonly string[]): Promise<void> => {
    // Suites leave memory behind: a worker that has grown is replaced.
    const worker = ['--maxWorkers=1', '--workerIdleMemoryLimit=1GB'];
    const paths = ['--testPathPatterns', portion, '--testPathIgnorePatterns', ...without];
    add(await runJest([...worker, ...paths], { environment, givesWay: true }));
  };
  const portions = PORTIONS.map((portion, index): Work => () => {
    return computing(portion, `${BROWSER}/`, ...JOURNEYS, ...TIMED, ...PORTIONS.slice(0, index));
  });
  const building = build();
  const desk = building.then((built) => (built ? setUpOneDesk(folder) : {}));
  const systems = async (...args: readonly string[]): Promise<void> => {
    if (await building)
      add(await runJest(['--runInBand', ...args], { environment: { ...environment, ...(await desk) } }));
  };
  const systemsIn = (suites: readonly string[]): Work[] =>
    Array.from({ length: Math.ceil(suites.length / SYSTEMS_AT_ONCE) }, (_, index): Work => {
      const some = suites.slice(index * SYSTEMS_AT_ONCE, (index + 1) * SYSTEMS_AT_ONCE);
      return () => systems('--runTestsByPath', ...some);
    });
  const journeys = Map.groupBy(suitesIn(...JOURNEYS), (path) => (WAITING.test(path) ? 'waiting' : 'busy'));
  const inBrowsers = systemsIn(suitesIn(BROWSER));
  const computed: Work = async () => {
    await workOff(checks);
    if (await building) await workOff(portions);
  };
  const allSystems: Work = async () => {
    const busy = systemsIn(journeys.get('busy') ?? []);
    await Promise.all([
      workOff(inBrowsers),
      workOff(busy).then(() => workOff(inBrowsers)),
      workOff(systemsIn(journeys.get('waiting') ?? [])).then(() => workOff(portions)),
    ]);
    await Promise.all([systems('--testPathPatterns', ...TIMED), workOff(portions)]);
  };
  await Promise.all([allSystems(), computed()]);
  if (!(await building)) return;
  await checkUnusedRights(usedRights);
};

if (wholeRun) {
  const before = untrackedFiles();
  const folder = mkdtempSync(join(tmpdir(), 'handover-run-'));
  await runEverything(folder);
  rmSync(folder, { recursive: true, force: true });
  checkLeftovers(before);
} else {
  if (await build()) add(await runJest(selection));
  if (corpusAt !== -1) add(await runCorpus(given[corpusAt + 1]));
}
const kinds = [...checked, ...timesByKind(suites)];
const lines = kinds.length > 0 ? timeTable(kinds, suites, (performance.now() - startedAt) / 1000) : [];
process.stdout.write(`${[...lines, `${count.passed} passed, ${count.failed} failed`].join('\n')}\n`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);
