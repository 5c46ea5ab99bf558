import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Mail that real programs wrote: never part of the project. Some of it may not be copied. */
export const CORPUS_FILES = ['mail-parsing.json', 'raw-mails.json', 'bounces.json', 'reply-quoting.json'] as const;
type CorpusFile = (typeof CORPUS_FILES)[number];

/** By this variable the folder reaches the suite. */
export const CORPUS_VARIABLE = 'HANDOVER_CORPUS';

/** What keeps a folder from being a corpus; undefined when nothing does. */
export const whyNoCorpus = (folder: string): string | undefined => {
  if (!existsSync(folder)) return `${folder} does not exist.`;
  const missing = CORPUS_FILES.filter((name) => !existsSync(join(folder, name)));
  return missing.length === 0 ? undefined : `${folder} lacks ${missing.join(', ')}.`;
};

/** Reads one file of the corpus that this run was given. */
export const readCorpus = <T>(name: CorpusFile): T => {
  const folder = process.env[CORPUS_VARIABLE];
  if (folder === undefined) throw new Error('This suite reads a corpus of mails: npm run test:corpus -- DIR');
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
};

/** One figure of the suite, on a line of its own. */
export const printFigure = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
