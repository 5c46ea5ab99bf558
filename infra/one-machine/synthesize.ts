import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { build, functionNames, run, unlessUnchanged } from '../build.ts';

const inRoot = (path: string) => join(import.meta.dirname, '..', '..', path);
/** What the cloud assembly is made of: it is synthesized anew when one of them has changed. */
export const inputs = [
  'infra/app.ts',
  'infra/assets.ts',
  'infra/config.ts',
  'infra/handover.ts',
  'infra/mail-regions.ts',
  'infra/stacks',
  'infra/constructs',
  'infra/one-machine/synthesize.ts',
  'infra/operate/stack-outputs.ts',
  'shared/adapters/dynamodb/keys.ts',
  'shared/adapters/kms/encryption-contexts.ts',
  'shared/application/ports/writing.ts',
  'shared/contracts',
  'shared/domain',
  'events',
  'docs/openapi.json',
  'cdk.json',
  'package-lock.json',
];

export type CloudAssembly = {
  readonly folder: string;
  /** Resolves when the console is built, which takes longest; only its own files wait for it. */
  readonly consoleBuilt: Promise<void>;
};

/**
 * Builds functions and console and synthesizes the local stage, each only when its inputs changed; resolves when all
 * but the console is there. `config` is JSON, merged over the stage's settings.
 */
export const synthesize = async (config: string): Promise<CloudAssembly> => {
  const name = assemblyOf(config);
  const release = await buildLock();
  const consoleBuilt = build({ only: ['web'] });
  const others = Promise.all([build({ only: ['functions'] }), synthUnlessUnchanged(name, config)]);
  void Promise.allSettled([consoleBuilt, others]).then(release);
  await others;
  return { folder: inRoot(name), consoleBuilt };
};

/**
 * Synthesizes the local stage alone, when its inputs changed, and builds nothing: the folder of its cloud assembly, for
 * whoever only reads the template.
 */
export const synthesizeStacks = async (config: string): Promise<string> => {
  const release = await buildLock();
  try {
    await synthUnlessUnchanged(assemblyOf(config), config);
    return inRoot(assemblyOf(config));
  } finally {
    release();
  }
};

const assemblyOf = (config: string) => `.build/cdk-${createHash('sha256').update(config).digest('hex').slice(0, 8)}`;

const synthUnlessUnchanged = (name: string, config: string) => {
  const names = functionNames();
  return unlessUnchanged(
    `${name}.hash`,
    [name],
    inputs,
    () => synth(name, config, names),
    `${config} ${names.join(' ')}`,
  );
};

/** A cloud assembly that was synthesized before; nothing is built. */
export const givenAssembly = (folder: string): CloudAssembly => ({
  folder: resolve(folder),
  consoleBuilt: Promise.resolve(),
});

const synth = async (name: string, config: string, functions: readonly string[]) => {
  const { context } = JSON.parse(readFileSync(inRoot('cdk.json'), 'utf8')) as {
    readonly context: Readonly<Record<string, unknown>>;
  };
  const standIns = inRoot(`${name}.assets`);
  for (const folder of [inRoot(name), standIns]) rmSync(folder, { recursive: true, force: true });
  writeStandIns(standIns, functions);
  await run(['infra/app.ts'], 'The stacks could not be synthesized', {
    CDK_OUTDIR: inRoot(name),
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'local', assets: standIns }),
    HANDOVER_CONFIG: config,
    AWS_EC2_METADATA_DISABLED: 'true',
    // CDK's own checks of the template take two of its six seconds; tests and deployments have them.
    CDK_VALIDATION: 'false',
  });
};

const pointer = 'built-at';

/**
 * Folders that only say where the built ones are: so the stacks can be synthesized while those are still being built,
 * and stay the same whatever is in them.
 */
const writeStandIns = (folder: string, functions: readonly string[]) => {
  for (const built of [
    '.build/web/page',
    '.build/web/pieces',
    ...functions.map((name) => `.build/functions/${name}`),
  ]) {
    mkdirSync(join(folder, built), { recursive: true });
    writeFileSync(join(folder, built, pointer), built);
  }
  mkdirSync(join(folder, 'docs'));
  copyFileSync(inRoot('docs/openapi.json'), join(folder, 'docs/openapi.json'));
};

/** The folder that was built for one that was staged in the assembly; the staged one itself when it is no stand-in. */
export const builtFolder = (staged: string): string => {
  const pointed = join(staged, pointer);
  return existsSync(pointed) ? inRoot(readFileSync(pointed, 'utf8')) : staged;
};

/** One build at a time in this checkout, also among processes; the lock ends with its process. */
const buildLock = async (): Promise<() => void> => {
  mkdirSync(inRoot('.build'), { recursive: true });
  const lock = new DatabaseSync(inRoot('.build/build-lock.db'), { timeout: 0 });
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return () => {
        lock.close();
      };
    } catch (fault) {
      // Where code runs in a context of its own, as tests do, the engine's errors are no instances of that context's
      // Error.
      if (!String(fault).includes('locked')) throw fault;
      await pause(100);
    }
  }
};
