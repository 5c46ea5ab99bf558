import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Writes code assets, each with one `index.mjs`, and finds them by their object key, which is the function's name. */
export const functionCode = (sources: Readonly<Record<string, string>>): ((objectKey: string) => string) => {
  const root = temporaryFolder();
  for (const [name, source] of Object.entries(sources)) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'index.mjs'), source);
  }
  return (objectKey) => join(root, objectKey);
};
