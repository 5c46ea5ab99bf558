/**
 * `node infra/one-machine/setup.mjs run <script> [arguments]`: sets up what a fresh clone lacks, then runs the script on the
 * Node that Lambda runs. Plain JavaScript without dependencies, because it runs before anything is installed, on any
 * Node from 20 on.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_NEEDED = 24;
const root = fileURLToPath(new URL('../..', import.meta.url));
const windows = process.platform === 'win32';
const inRoot = (...path) => join(root, ...path);

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

/**
 * Whether npm itself notes that what it installed is what the lockfile names; packages for other platforms may be
 * missing.
 */
const installedByHand = () => {
  const note = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages ?? {};
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      (installed[path] === undefined
        ? Boolean(optional || devOptional)
        : installed[path].version === version && existsSync(inRoot(path))),
  );
};

/** Whether a folder is there or can be made. */
const canBeWritten = (folder) => {
  if (!existsSync(folder)) return dirname(folder) !== folder && canBeWritten(dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
};

/**
 * npm keeps its cache in the home folder (and names it to what it runs); where that can't be written, as for a
 * service's account, it gets one in this checkout.
 */
const npmSurroundings = () =>
  canBeWritten(process.env.npm_config_cache ?? join(homedir(), '.npm'))
    ? process.env
    : { ...process.env, npm_config_cache: inRoot('.build', 'npm-cache') };

/** What is installed is the lockfile's: its hash is left in node_modules by the last installation. */
const ensureInstalled = () => {
  const wanted = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex');
  const stamp = inRoot('node_modules', '.handover-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (installedByHand()) {
    writeFileSync(stamp, wanted);
    return;
  }
  process.stdout.write('Installing packages (once after a clone, and when the lockfile changes)\n');
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
    env: npmSurroundings(),
  });
  if (done.status !== 0)
    fail(
      'npm ci failed: the packages could not be installed. Is the npm registry within reach? Run the same command again once it is.',
    );
  process.stdout.write('Building functions, console and stacks\n');
  const built = spawnSync(nodeToUse(), [inRoot('infra', 'one-machine', 'prepare.ts'), '--demo'], {
    cwd: root,
    stdio: ['inherit', 'ignore', 'inherit'],
    shell: windows,
  });
  if (built.status !== 0) fail('The build failed; what it said stands above.');
  writeFileSync(stamp, wanted);
};

/** The Node that came with the packages, or this one when it is new enough. */
const nodeToUse = () => {
  const bundled = inRoot('node_modules', '.bin', windows ? 'node.cmd' : 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return process.execPath;
  return fail(
    `This machine (${process.platform} ${process.arch}) has no packaged Node ${NODE_NEEDED}: install Node ${NODE_NEEDED} or newer from https://nodejs.org and run the same command again.`,
  );
};

const [, , verb, script, ...rest] = process.argv;
if (verb !== 'run' || script === undefined) fail('usage: node infra/one-machine/setup.mjs run <script> [arguments]');
ensureInstalled();

const path = `${inRoot('node_modules', '.bin')}${windows ? ';' : ':'}${process.env.PATH ?? ''}`;
// The channel tells the child when this process is gone, however it ended.
const child = spawn(nodeToUse(), [inRoot(script), ...rest], {
  cwd: root,
  stdio: windows ? 'inherit' : ['inherit', 'inherit', 'inherit', 'ipc'],
  shell: windows,
  // Node keeps what it compiled: a second start takes a third less processor time. Two arenas instead of eight a
  // processor: every function has its thread, and freed memory of one arena serves no thread of another. New objects
  // get 16 MB in which they are collected, instead of up to 128 that are not given back.
  env: {
    NODE_COMPILE_CACHE: inRoot('.build', 'compile-cache'),
    MALLOC_ARENA_MAX: '2',
    ...process.env,
    NODE_OPTIONS: `--max-semi-space-size=8 ${process.env.NODE_OPTIONS ?? ''}`.trim(),
    PATH: path,
  },
});
// Ctrl-C reaches the child by the terminal; a signal to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    child.kill(signal);
  });
child.once('error', (cause) => fail(`${script} could not be started: ${cause.message}`));
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
