import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { build, run, unlessUnchanged } from '../build.ts';

const root = join(import.meta.dirname, '..', '..');
const inputs = [
  'infra/app.ts', 'infra/assets.ts', 'infra/config.ts', 'infra/handover.ts', 'infra/stacks', 'infra/constructs', 'infra/local/synthesize.ts', 'shared/contracts', 'shared/domain', 'events', 'docs/openapi.json', 'cdk.json',
  'package-lock.json',
];

/** Builds functions and console and synthesizes the local stage, each only when its inputs changed, and gives the cloud assembly's folder. `config` is merged over the stage's settings. */
export const synthesize = async (config: string): Promise<string> => {
  const name = `.build/cdk-${createHash('sha256').update(config).digest('hex').slice(0, 8)}`;
  const release = await buildLock();
  try {
    await build({ only: ['functions'] });
    mkdirSync(join(root, '.build/web'), { recursive: true });
    const synthesized = unlessUnchanged(`${name}.hash`, [name], inputs, () => synth(name, config), config);
    await Promise.all([synthesized, build({ only: ['web'], placeAfter: synthesized })]);
  } finally {
    release();
  }
  return join(root, name);
};

const synth = async (name: string, config: string) => {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { readonly context: Readonly<Record<string, unknown>> };
  const [outputs, sources] = [join(root, name), join(root, `${name}.sources`)];
  for (const folder of [outputs, sources]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(sources, { recursive: true });
  await run(['infra/app.ts'], 'The stacks could not be synthesized', {
    CDK_OUTDIR: outputs,
    // Assets are read where they were built: the template stays the same whatever is in them.
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'stage': 'local', 'aws:cdk:disable-asset-staging': true }),
    HANDOVER_CONFIG: config,
    AWS_EC2_METADATA_DISABLED: 'true',
    // CDK writes inline assets into temporary folders; without staging they must outlive this boot.
    TMPDIR: sources, TEMP: sources, TMP: sources,
  });
};

/** One build at a time in this checkout, also among processes; the lock ends with its process. */
const buildLock = async (): Promise<() => void> => {
  mkdirSync(join(root, '.build'), { recursive: true });
  const lock = new DatabaseSync(join(root, '.build/build-lock.db'), { timeout: 0 });
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return () => { lock.close(); };
    } catch (fault) {
      if (!(fault instanceof Error && fault.message.includes('locked'))) throw fault;
      await pause(100);
    }
  }
};
