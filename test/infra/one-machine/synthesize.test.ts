import { build } from 'esbuild';
import { inputs } from '../../../infra/one-machine/synthesize.ts';

test('given a change of any file that the stacks are made by, then they are synthesized anew', async () => {
  const { metafile } = await build({
    entryPoints: ['infra/app.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    metafile: true,
    write: false,
  });
  const files = Object.keys(metafile.inputs);
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !inputs.some((input) => file === input || file.startsWith(`${input}/`)))).toEqual([]);
});
