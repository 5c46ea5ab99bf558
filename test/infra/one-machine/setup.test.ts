import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryFolders, temporaryFolder } from '../../support/local/temporary-folder.ts';
import { until } from '../../support/local/until.ts';

const lock = JSON.stringify({
  packages: {
    '': {},
    'node_modules/ours': { version: '1.0.0' },
    'node_modules/elsewhere': { version: '2.0.0', optional: true },
  },
});

/** A fresh clone in miniature, with an npm and a build that only pretend. */
const aClone = ({
  build = "require('node:fs').appendFileSync('builds', 'built\\n')",
  npm = 'mkdir -p node_modules/.bin node_modules/ours; ln -s "$REAL_NODE" node_modules/.bin/node',
} = {}) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'infra', 'one-machine'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(process.cwd(), 'infra/one-machine/setup.mjs'), join(folder, 'infra/one-machine/setup.mjs'));
  writeFileSync(join(folder, 'infra/one-machine/prepare.ts'), build);
  // Node looks for the nearest one, also above a temporary folder.
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'package-lock.json'), lock);
  writeFileSync(join(folder, 'bin', 'npm'), `#!/bin/sh\necho "npm $@" >> npm-calls\n${npm}\n`);
  chmodSync(join(folder, 'bin', 'npm'), 0o755);
  writeFileSync(
    join(folder, 'script.mjs'),
    `
    process.on('SIGTERM', () => { console.log('told to end'); process.exit(7); });
    process.on('disconnect', () => { import('node:fs').then(({ writeFileSync }) => { writeFileSync('left-alone', ''); process.exit(0); }); });
    console.log(JSON.stringify(process.argv.slice(2)));
    if (process.argv.includes('wait')) setInterval(() => {}, 1000); else process.exit(5);`,
  );
  const start = (...given: readonly (string | Readonly<Record<string, string>>)[]) => {
    const args = given.filter((each) => typeof each === 'string');
    const environment = Object.assign({}, ...given.filter((each) => typeof each !== 'string')) as Readonly<
      Record<string, string>
    >;
    const child = spawn(process.execPath, ['infra/one-machine/setup.mjs', ...args], {
      cwd: folder,
      env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, REAL_NODE: process.execPath, ...environment },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    return { child, printed: () => printed };
  };
  const npmCalls = () =>
    existsSync(join(folder, 'npm-calls')) ? readFileSync(join(folder, 'npm-calls'), 'utf8').trim().split('\n') : [];
  const builds = () =>
    existsSync(join(folder, 'builds')) ? readFileSync(join(folder, 'builds'), 'utf8').trim().split('\n').length : 0;
  return { folder, start, npmCalls, builds };
};
const exitOf = async (child: ChildProcess) => ((await once(child, 'exit')) as [number])[0];

afterAll(removeTemporaryFolders);

it('installs and builds once, runs the script with its arguments and passes its exit code on', async () => {
  const { start, npmCalls, builds } = aClone();
  const first = start('run', 'script.mjs', '--port', '5000');
  expect(await exitOf(first.child)).toBe(5);
  expect(first.printed()).toContain('["--port","5000"]');
  expect(await exitOf(start('run', 'script.mjs').child)).toBe(5);
  expect(npmCalls()).toEqual(['npm ci --no-audit --no-fund --loglevel=error']);
  expect(builds()).toBe(1);
});

it('says so when the build fails, and sets up again the next time', async () => {
  const { start, npmCalls } = aClone({ build: "throw new Error('a wrong type')" });
  const { child, printed } = start('run', 'script.mjs');
  expect(await exitOf(child)).toBe(1);
  expect(printed()).toMatch(/a wrong type[\s\S]*The build failed/);
  await exitOf(start('run', 'script.mjs').child);
  expect(npmCalls()).toHaveLength(2);
});

it.each([
  ['its own cache', 'the home folder can be written', { HOME: '.' }, ''],
  ['its own cache', 'the home folder can be made', { HOME: 'nowhere/yet' }, ''],
  ['a cache in the checkout', 'the home folder can’t be written', { HOME: 'package-lock.json' }, '.build/npm-cache'],
  [
    'a cache in the checkout',
    'the one that npm names can’t be written',
    { HOME: '.', npm_config_cache: 'package-lock.json/.npm' },
    '.build/npm-cache',
  ],
  [
    'the cache that was named',
    'only the home folder can’t be written',
    { HOME: 'package-lock.json', npm_config_cache: 'elsewhere' },
    'elsewhere',
  ],
])('installs with %s when %s', async (_, _when, environment, cache) => {
  const { folder, start } = aClone({
    npm: 'printf %s "$npm_config_cache" > cache; mkdir -p node_modules/.bin; ln -s "$REAL_NODE" node_modules/.bin/node',
  });
  const inFolder = Object.fromEntries(
    Object.entries(environment).map(([name, path]) => [name, join(realpathSync(folder), path)]),
  );
  expect(await exitOf(start('run', 'script.mjs', inFolder).child)).toBe(5);
  expect(readFileSync(join(folder, 'cache'), 'utf8')).toBe(cache === '' ? '' : join(realpathSync(folder), cache));
});

it('installs again when the lockfile changed', async () => {
  const { folder, start, npmCalls } = aClone({
    npm: 'mkdir -p node_modules/.bin; ln -sf "$REAL_NODE" node_modules/.bin/node',
  });
  await exitOf(start('run', 'script.mjs').child);
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/ours': { version: '1.1.0' } } }),
  );
  await exitOf(start('run', 'script.mjs').child);
  expect(npmCalls()).toHaveLength(2);
});

it.each([
  ['nothing', 'what npm notes is what the lockfile names', '1.0.0', 0],
  ['everything', 'a version is another one', '0.9.0', 1],
])('installs %s when %s', async (_, _when, version, calls) => {
  const { folder, start, npmCalls } = aClone({ npm: ':' });
  mkdirSync(join(folder, 'node_modules', 'ours'), { recursive: true });
  mkdirSync(join(folder, 'node_modules', '.bin'));
  symlinkSync(process.execPath, join(folder, 'node_modules', '.bin', 'node'));
  writeFileSync(
    join(folder, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/ours': { version } } }),
  );
  expect(await exitOf(start('run', 'script.mjs').child)).toBe(5);
  expect(npmCalls()).toHaveLength(calls);
});

it('says so when the packages can’t be installed', async () => {
  const { start } = aClone({ npm: 'exit 1' });
  const { child, printed } = start('run', 'script.mjs');
  expect(await exitOf(child)).toBe(1);
  expect(printed()).toContain('npm ci failed: the packages could not be installed. Is the npm registry within reach?');
});

it('passes signals on', async () => {
  const { start } = aClone();
  const { child, printed } = start('run', 'script.mjs', 'wait');
  await until(() => printed().includes('["wait"]'));
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(7);
  expect(printed()).toContain('told to end');
});

it('leaves nothing running when it is killed', async () => {
  const { folder, start } = aClone();
  const { child, printed } = start('run', 'script.mjs', 'wait');
  await until(() => printed().includes('["wait"]'));
  child.kill('SIGKILL');
  await until(() => existsSync(join(folder, 'left-alone')));
});

it('tells how it is used', async () => {
  const { child, printed } = aClone().start('walk');
  expect(await exitOf(child)).toBe(1);
  expect(printed()).toContain('usage: node infra/one-machine/setup.mjs run <script> [arguments]');
});
