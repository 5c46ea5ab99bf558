import { resolve } from 'node:path';
import { type JestResult, runJest } from '../support/run-jest.ts';
import { CORPUS_FILES, CORPUS_VARIABLE, whyNoCorpus } from './read-corpus.ts';

/**
 * Runs the suite over the corpus in `folder`, relative to where npm was called; says what to give when that is none,
 * which counts as failed.
 */
export const runCorpus = async (folder: string | undefined): Promise<JestResult> => {
  const path = folder === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', folder);
  const wrong = path === undefined ? 'No folder was named.' : whyNoCorpus(path);
  if (path === undefined || wrong !== undefined) {
    process.stderr.write(
      `${wrong ?? ''}\nusage: npm run test:corpus -- DIR, where DIR is a folder with ${CORPUS_FILES.join(', ')}\n`,
    );
    return { passed: 0, failed: 1, suites: [] };
  }
  return runJest(['--maxWorkers=2'], {
    config: '.config/jest.corpus.config.js',
    environment: { [CORPUS_VARIABLE]: path },
  });
};
