import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { removeTemporaryFolders, temporaryFolder } from '../support/local/temporary-folder.ts';
import { checkoutFiles, copyCheckout, ROOT } from './copy-checkout.ts';
import { type Allowed, pathsOutside } from './paths-outside.ts';

/**
 * The mail suites and whatever else reads files: documents, examples, generated files. What starts processes is looked
 * at by its source alone.
 */
const SUITES = [
  ...['own-mails', 'parse-mail', 'decode-text', 'compose-mail'].map(
    (name) => `test/shared/adapters/mail/${name}.test.ts`,
  ),
  'test/shared/application/mail/own-mails.test.ts',
  'test/shared/domain/ticket/find-quote.test.ts',
  ...['catalogue', 'examples'].map((name) => `test/events/${name}.test.ts`),
  ...['event-documents', 'lifecycle-document', 'openapi-document', 'triggers-document'].map(
    (name) => `test/infra/generate/${name}.test.ts`,
  ),
  ...['desk-document', 'setup-file'].map((name) => `test/infra/operate/${name}.test.ts`),
  'test/enclosed.test.ts',
];
/** What measures time is measured where it belongs. */
const BUT_TIMES = '^(?!.*stays quick)';

/** Runs in the copy as one more suite, and shows that nothing outside can be read there. */
const enclosed = (outside: readonly string[]) => `
import { existsSync, readdirSync, readFileSync } from 'node:fs';
it('has nothing beside it', () => { expect(readdirSync('..')).toEqual(['checkout']); });
it.each(${JSON.stringify(outside)})('can neither look at nor read %s', (path) => {
  expect(() => existsSync(path)).toThrow('restricted');
  expect(() => readFileSync(path)).toThrow('restricted');
});`;

type SuiteResult = {
  readonly name: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
};

afterAll(removeTemporaryFolders);

it('passes its suites from a copy in an empty folder, on a Node that may read nothing else', () => {
  const [folder, scratch] = [realpathSync(temporaryFolder()), realpathSync(temporaryFolder())];
  const copy = join(folder, 'checkout');
  copyCheckout(copy);
  writeFileSync(
    join(copy, 'test/enclosed.test.ts'),
    enclosed([join(ROOT, 'package.json'), join(ROOT, '..', 'shared'), join(ROOT, '..')]),
  );
  const readable = [folder, scratch, realpathSync(join(ROOT, 'node_modules'))];
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      ...[folder, scratch].map((path) => `--allow-fs-write=${path}`),
      '--allow-addons',
      '--allow-worker',
      join(copy, 'node_modules/jest/bin/jest.js'),
      '-c',
      '.config/jest.config.js',
      '--runInBand',
      '--no-watchman',
      '--cacheDirectory',
      join(scratch, 'cache'),
      '--json',
      '--outputFile',
      join(scratch, 'report.json'),
      '--testNamePattern',
      BUT_TIMES,
      '--runTestsByPath',
      ...SUITES,
    ],
    {
      cwd: copy,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: scratch, TMPDIR: scratch },
      maxBuffer: 1e8,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const failed = status === 0 ? '' : stderr;
  expect(failed).toBe('');
  const { testResults } = JSON.parse(readFileSync(join(scratch, 'report.json'), 'utf8')) as {
    readonly testResults: readonly SuiteResult[];
  };
  expect(testResults.map(({ name }) => relative(copy, name)).sort()).toEqual([...SUITES].sort());
  expect(
    testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status: result, fullName }) => result !== 'passed' && !fullName.includes('stays quick')),
  ).toEqual([]);
}, 300_000);

/** Each with its reason. */
const ALLOWED: Allowed = {
  variables: {
    CHROMIUM: 'names a browser where none is at a usual place',
    DYNAMODB_ENDPOINT: 'names an engine where none is packaged',
    PATH: 'is handed on to processes',
    NODE_ENV: 'is set, not read',
    POWERTOOLS_DEV: 'is set, not read',
    SCREENSHOTS: 'names a folder for pictures that people look at; none without it',
    HANDOVER_PREPARED_DESK: 'is the data folder of a desk that a whole run sets up once',
    HANDOVER_USED_RIGHTS: 'is the folder where a whole run notes which rights are used',
  },
  places: {
    '/usr/bin/chromium': 'the browser',
    '/usr/bin/chromium-browser': 'the browser',
    '/usr/bin/google-chrome': 'the browser',
    '/usr/bin/google-chrome-stable': 'the browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome': 'the browser',
    '/Applications/Chromium.app/Contents/MacOS/Chromium': 'the browser',
    '/usr/bin/apt-get': 'installs the browser',
    '/dev/shm': 'memory for temporary files, where there is some',
    '/proc/': 'what Linux says of a process that the test started',
    'file:///etc/passwd': 'an address that must be refused',
    'C:\\Users\\me\\a.txt': 'a name that a mail gives its file',
  },
};

/** The suite over the foreign corpus is given its folder by name; nothing else of it reaches outside either. */
const FOR_THE_CORPUS: Allowed = {
  ...ALLOWED,
  variables: {
    ...ALLOWED.variables,
    HANDOVER_CORPUS: 'the folder that was named',
    INIT_CWD: 'where the name of the folder counts from',
  },
};
const sources = checkoutFiles('test').filter((path) => /\.[mc]?[jt]sx?$/.test(path));

it('names no place outside the checkout in any file of its tests', () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(
    sources.flatMap((path) =>
      pathsOutside(
        path,
        readFileSync(join(ROOT, path), 'utf8'),
        path.startsWith('test/corpus/') ? FOR_THE_CORPUS : ALLOWED,
      ),
    ),
  ).toEqual([]);
});
