import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryFolders, temporaryFolder } from '../support/local/temporary-folder.ts';
import { checkoutFiles, copyCheckout, ROOT } from './copy-checkout.ts';
import { type Allowed, pathsOutside } from './paths-outside.ts';

/** The suites that read files: mails of `test/mails`, documents, examples, templates of documents. What starts processes is looked at by its source alone. */
const SUITES = ['test/shared/adapters/mail/', 'test/shared/application/mail/own-mails', 'test/web/src/text/', 'test/events/', 'test/infra/generate/', 'test/infra/operate/setup-file', 'test/infra/operate/desk-document', 'test/enclosed'];

/** Runs in the copy as one more suite, and shows that nothing outside can be read there. */
const enclosed = (outside: readonly string[]) => `
import { existsSync, readdirSync, readFileSync } from 'node:fs';
it('has nothing beside it', () => { expect(readdirSync('..')).toEqual(['checkout']); });
it.each(${JSON.stringify(outside)})('can neither look at nor read %s', (path) => {
  expect(() => existsSync(path)).toThrow('restricted');
  expect(() => readFileSync(path)).toThrow('restricted');
});`;

afterAll(removeTemporaryFolders);

it('passes its suites from a copy in an empty folder, on a Node that may read nothing else', () => {
  const [folder, scratch] = [realpathSync(temporaryFolder()), realpathSync(temporaryFolder())];
  const copy = join(folder, 'checkout');
  copyCheckout(copy);
  writeFileSync(join(copy, 'test/enclosed.test.ts'), enclosed([join(ROOT, 'package.json'), join(ROOT, '..', 'shared'), join(ROOT, '..')]));
  const readable = [folder, scratch, realpathSync(join(ROOT, 'node_modules'))];
  const { status, stderr } = spawnSync(process.execPath, [
    '--permission', ...readable.map((path) => `--allow-fs-read=${path}`), ...[folder, scratch].map((path) => `--allow-fs-write=${path}`), '--allow-addons', '--allow-worker',
    join(copy, 'node_modules/jest/bin/jest.js'), '-c', '.config/jest.config.js', '--runInBand', '--no-watchman', '--cacheDirectory', join(scratch, 'cache'), '--json', '--outputFile', join(scratch, 'report.json'), ...SUITES,
  ], { cwd: copy, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: scratch, TMPDIR: scratch }, maxBuffer: 1e8, stdio: ['ignore', 'ignore', 'pipe'] });
  const failed = status === 0 ? '' : stderr;
  expect(failed).toBe('');
  const report = JSON.parse(readFileSync(join(scratch, 'report.json'), 'utf8')) as { readonly numPassedTests: number; readonly numPendingTests: number; readonly testResults: readonly { readonly name: string }[] };
  const suites = report.testResults.map(({ name }) => name.slice(copy.length + 1));
  expect(SUITES.filter((wanted) => !suites.some((name) => name.startsWith(wanted)))).toEqual([]);
  expect(report.numPendingTests).toBe(0);
}, 300_000);

/** Each with its reason. */
const ALLOWED: Allowed = {
  variables: {
    CHROMIUM: 'names a browser where none is at a usual place', DYNAMODB_ENDPOINT: 'names an engine where none is packaged', PATH: 'is handed on to processes', POWERTOOLS_DEV: 'is set, not read',
  },
  places: {
    '/usr/bin/chromium': 'the browser', '/usr/bin/chromium-browser': 'the browser', '/usr/bin/google-chrome': 'the browser', '/usr/bin/google-chrome-stable': 'the browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome': 'the browser', '/Applications/Chromium.app/Contents/MacOS/Chromium': 'the browser', '/usr/bin/apt-get': 'installs the browser',
    '/dev/shm': 'memory for temporary files, where there is some', '/proc/': 'what Linux says of a process that the test started',
    'file:///etc/passwd': 'an address that must be refused', 'C:\\Users\\me\\a.txt': 'a name that a mail gives its file',
  },
};

/** The suite over the foreign corpus is given its folder by name; nothing else of it reaches outside either. */
const FOR_THE_CORPUS: Allowed = { ...ALLOWED, variables: { ...ALLOWED.variables, HANDOVER_CORPUS: 'the folder that was named', INIT_CWD: 'where the name of the folder counts from' } };
const sources = checkoutFiles('test').filter((path) => /\.[mc]?[jt]sx?$/.test(path));

it('names no place outside the checkout in any file of its tests', () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.flatMap((path) => pathsOutside(path, readFileSync(join(ROOT, path), 'utf8'), path.startsWith('test/corpus/') ? FOR_THE_CORPUS : ALLOWED))).toEqual([]);
});
