import type { Patterns } from '../../application/ports/triggers.ts';

/** Patterns of conditions by RE2, which takes linear time: loaded with the first pattern. */
export const linearPatterns: Patterns = {
  compiler: async () => (await import('./compile-pattern.ts')).compilePattern,
};
