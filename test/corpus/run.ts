/**
 * `npm run test:corpus -- DIR`: the suite over mail that isn't part of the project. Prints its figures, and ends as
 * `npm test` does: `N passed, N failed`.
 */
import { runCorpus } from './run-corpus.ts';

const { passed, failed } = await runCorpus(process.argv[2]);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
