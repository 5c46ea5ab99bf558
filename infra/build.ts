import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle, type BuildOptions, type Metafile, stop as stopBundler } from 'esbuild';

const root = join(import.meta.dirname, '..');
const inRoot = (...path: readonly string[]) => join(root, ...path);

type Part = 'functions' | 'web';
/** The inputs that a part is built from, and the function that builds it into a folder. */
type Recipe = { readonly inputs: readonly string[]; readonly make: (folder: string) => Promise<void> };

/**
 * Builds the Lambda bundles to `.build/functions/<name>`, with `index.mjs` as their entry, and the console to
 * `.build/web/page` and `.build/web/pieces`; a part whose inputs are unchanged is not made again. Throws when a build
 * fails.
 */
export const build = async ({
  only = ['functions', 'web'],
}: { readonly only?: readonly Part[] } = {}): Promise<void> => {
  await Promise.all(
    only.map(async (part) => {
      const { inputs, make } = recipes[part];
      const [output, next] = [`.build/${part}`, `.build/${part}.next`];
      await unlessUnchanged(`${output}.hash`, [output], inputs, async () => {
        rmSync(inRoot(next), { recursive: true, force: true });
        await make(next);
        rmSync(inRoot(output), { recursive: true, force: true });
        renameSync(inRoot(next), inRoot(output));
      });
    }),
  );
};

/**
 * Does the work unless the inputs (files and folders below the root, and `more`) are those of the last time and its
 * outputs are still there.
 */
export const unlessUnchanged = async (
  stamp: string,
  outputs: readonly string[],
  inputs: readonly string[],
  work: () => Promise<void>,
  more = '',
): Promise<void> => {
  const hash = contentHash(inputs, more);
  const isThere = outputs.every((output) => existsSync(inRoot(output)));
  if (isThere && existsSync(inRoot(stamp)) && readFileSync(inRoot(stamp), 'utf8') === hash) return;
  rmSync(inRoot(stamp), { force: true });
  await work();
  mkdirSync(join(inRoot(stamp), '..'), { recursive: true });
  writeFileSync(inRoot(stamp), hash);
};

const contentHash = (inputs: readonly string[], more: string): string => {
  const hash = createHash('sha256').update(more);
  for (const file of inputs.flatMap((input) => filesBelow(input)).sort())
    hash.update(`\n${file}\n`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
};

const filesBelow = (path: string): readonly string[] => {
  const found = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(inRoot(path), { withFileTypes: true }).flatMap(({ name }) =>
    name === 'node_modules' ? [] : filesBelow(`${path}/${name}`),
  );
};

/** Every folder of functions/ with an entry. */
export const functionNames = (): readonly string[] =>
  readdirSync(inRoot('functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(inRoot('functions', entry.name, 'index.ts')))
    .map(({ name }) => name);

/** A function's handler, and the workers that it starts: files that end in `.worker.ts`. */
const entriesOf = (name: string): readonly string[] => [
  'index',
  ...readdirSync(inRoot('functions', name))
    .filter((file) => file.endsWith('.worker.ts'))
    .map((file) => file.slice(0, -'.ts'.length)),
];

/**
 * A folder for each function: its entries, and beside them the pieces that they share or load later (`import()`). Each
 * is bundled for itself, since it is deployed without the others.
 */
const buildFunctions = async (folder: string) => {
  try {
    const starts = await Promise.all(
      functionNames().map(async (name) => {
        const { metafile } = await bundle(functionBundle(name, `${folder}/${name}`));
        return [name, startOf(metafile, `${folder}/${name}/index.mjs`)] as const;
      }),
    );
    writeFileSync(inRoot(folder, STARTS), JSON.stringify(Object.fromEntries(starts)));
  } finally {
    // Ends the bundler's own process: the desk that called this may run for days.
    await stopBundler();
  }
};

/** What a function loads at its start: its entry, with the pieces that this imports at once. */
export type FunctionStart = {
  readonly bytes: number;
  /** The files that this code comes from, below the root. */
  readonly sources: readonly string[];
};
const STARTS = 'starts.json';

const startOf = ({ outputs }: Metafile, entry: string): FunctionStart => {
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind, external } of outputs[path]!.imports)
      if (kind === 'import-statement' && external !== true) load(next);
  };
  load(entry);
  const pieces = [...loaded].map((path) => outputs[path]!);
  return {
    bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    sources: pieces.flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([source, { bytesInOutput }]) => (bytesInOutput > 0 ? [source] : [])),
    ),
  };
};

/** What each function loads at its start, by its name, as it was built last. */
export const functionStarts = (): Readonly<Record<string, FunctionStart>> =>
  JSON.parse(readFileSync(inRoot('.build/functions', STARTS), 'utf8')) as Record<string, FunctionStart>;

const functionBundle = (name: string, outdir: string) =>
  ({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entriesOf(name).map((entry) => [entry, `functions/${name}/${entry}.ts`])),
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': inRoot('functions/role-credentials.ts') },
    minify: true,
    // Names of classes and functions are seen: in errors, in logs.
    keepNames: true,
    sourcemap: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    // Removes imports that import only types.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
    // Packages that are CommonJS still ask for Node's own modules by require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  }) as const satisfies BuildOptions;

/** The page, and apart from it the pieces that are named by their content: caches keep those for good. */
const buildWeb = async (folder: string): Promise<void> => {
  const page = inRoot(folder, 'page');
  await run(
    [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'web/vite.config.ts',
      '--outDir',
      page,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    'The console could not be built',
  );
  renameSync(join(page, 'assets'), inRoot(folder, 'pieces'));
};

const recipes: Readonly<Record<Part, Recipe>> = {
  functions: { inputs: ['functions', 'shared', 'events', 'infra/build.ts', 'package-lock.json'], make: buildFunctions },
  web: {
    inputs: ['web', 'shared/domain', 'shared/contracts', 'infra/build.ts', 'package-lock.json'],
    make: buildWeb,
  },
};

/** Runs a script of the project in its own process. Rejects, with what it printed, when it fails. */
export const run = (
  args: readonly string[],
  failure: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
    // When this process is interrupted, its child ends too.
    const end = () => {
      child.kill();
    };
    process.once('exit', end);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(`${failure}:\n${Buffer.concat(printed).toString('utf8').trim()}`));
    });
  });

/** Of each function: kilobytes that it loads at its start. */
const sizeTable = (): string =>
  Object.entries(functionStarts())
    .map(([name, { bytes }]) => `${name.padEnd(24)}${(bytes / 1024).toFixed(0).padStart(6)} KB`)
    .join('\n');

if (import.meta.main) {
  build().then(
    () => {
      if (process.argv.includes('--sizes')) process.stdout.write(`${sizeTable()}\n`);
    },
    (fault: unknown) => {
      process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
      process.exitCode = 1;
    },
  );
}
