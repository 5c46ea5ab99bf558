import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from './config.ts';

/** Files that `npm run build` and `npm run generate` make and the stacks upload. */
export type Assets = {
  /** The folder of one built function, by its name. */
  function(name: string): string;
  /** The folder of the built console's page. */
  readonly consolePage: string;
  /** The folder of what the page loads: files named by their content. */
  readonly consolePieces: string;
  /** The file that is served as /openapi.json. */
  readonly openApi: string;
};

/** Assets below a project folder. Throws a SettingsError that says what to run when one is missing. */
export const assetsIn = (folder: string): Assets => ({
  function: (name) => present(join(folder, '.build/functions', name), 'npm run build'),
  get consolePage() {
    return present(join(folder, '.build/web/page'), 'npm run build');
  },
  get consolePieces() {
    return present(join(folder, '.build/web/pieces'), 'npm run build');
  },
  get openApi() {
    return present(join(folder, 'docs/openapi.json'), 'npm run generate');
  },
});

const present = (path: string, command: string) => {
  if (!existsSync(path)) throw new SettingsError(`${path} is missing: run ${command} first.`);
  return path;
};
