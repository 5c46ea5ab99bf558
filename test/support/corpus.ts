import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Mail that real programs wrote, beside the checkout: never part of the project. */
const FOLDER = join(process.cwd(), '..', 'shared', 'corpus');

/** Reads one file of the corpus; says where it should be when it isn't there. */
export const readCorpus = <T>(name: string): T => {
  const path = join(FOLDER, name);
  if (!existsSync(path)) throw new Error(`This test reads ${name} of the mail corpus, which lies beside the checkout: ../shared/corpus/${name}. Put it there.`);
  return JSON.parse(readFileSync(path, 'utf8')) as T;
};
