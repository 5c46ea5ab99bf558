import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** An engine to start, or one that runs elsewhere. */
export type Engine =
  { readonly kind: 'program'; readonly path: string } | { readonly kind: 'endpoint'; readonly url: string };

/**
 * The engine of this machine: the npm package for its platform, the PATH, or DYNAMODB_ENDPOINT. Throws what to install
 * when there is none.
 */
export const findEngine = (environment: Readonly<Record<string, string | undefined>>): Engine => {
  const platform = `${process.platform}-${process.arch}`;
  const program = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const candidates = [
    ...packaged(platform, program),
    ...(environment.PATH ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, program)),
  ];
  const path = candidates.find(isExecutable);
  if (path) return { kind: 'program', path };
  if (environment.DYNAMODB_ENDPOINT) return { kind: 'endpoint', url: environment.DYNAMODB_ENDPOINT };
  throw new Error(
    `No DynamoDB engine for ${platform}: install dynoxide 1.2.1 so that it is on the PATH (its npm package is @dynoxide/${platform}), or set DYNAMODB_ENDPOINT to a running one, such as DynamoDB Local.`,
  );
};

const packaged = (platform: string, program: string) => {
  try {
    return [join(dirname(createRequire(import.meta.url).resolve(`@dynoxide/${platform}/package.json`)), program)];
  } catch {
    return [];
  }
};

const isExecutable = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
