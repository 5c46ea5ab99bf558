/**
 * `npm run complete-lockfile`: writes into package-lock.json the packages of other platforms that npm left out because
 * the registry at hand doesn't serve them; `npm ci` refuses a lockfile without them. Their versions are exact, because
 * what asks for them pins them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Entry = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
export type Lockfile = { readonly packages: Readonly<Record<string, Entry>> };

const PLATFORM = /(darwin|linux|win32|android|freebsd|openharmony|openbsd|netbsd|sunos|aix)-([a-z0-9]+)(?:-([a-z]+))?$/;

const libcOf = (os: string, abi: string | undefined): { readonly libc?: readonly string[] } => {
  if (os !== 'linux' || abi === undefined) return {};
  return { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] };
};

/**
 * Entries that the lockfile lacks, by their place. Throws for an optional package whose platform its name doesn't tell
 * or that isn't pinned.
 */
export const missingEntries = ({ packages }: Lockfile): Readonly<Record<string, Entry>> => {
  const missing: Record<string, Entry> = {};
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const top = `node_modules/${name}`;
      if (packages[top] !== undefined || packages[`${place}/${top}`] !== undefined) continue;
      const [, os, cpu, abi] = PLATFORM.exec(name) ?? [];
      if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version))
        throw new Error(`${place} asks for ${name} ${version}, which package-lock.json lacks: add it by hand`);
      missing[top] = {
        version,
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
        ...{ os: [os], cpu: [cpu] },
        ...libcOf(os, abi),
      };
    }
  }
  return missing;
};

if (import.meta.main) {
  const file = join(import.meta.dirname, '..', 'package-lock.json');
  const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
  const missing = missingEntries(lockfile);
  const packages = Object.fromEntries(
    Object.entries({ ...lockfile.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify({ ...lockfile, packages }, undefined, 2)}\n`);
  process.stdout.write(`${String(Object.keys(missing).length)} packages added\n`);
}
