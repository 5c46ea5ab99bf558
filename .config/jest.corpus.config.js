import ours from './jest.config.js';

/** The suite over mail that isn't part of the project (`npm run test:corpus -- DIR`). */
/** @type {import('jest').Config} */
export default { ...ours, roots: ['<rootDir>/test/corpus'], testMatch: ['**/*.corpus.ts'] };
