import { RE2JS } from 're2js';
import type { CompilePattern } from '../../domain/trigger/known-to-triggers.ts';

/**
 * Patterns of RE2, found anywhere in a text, in time that grows with the text alone: no lookaround, no back reference,
 * nothing that could try for ever. Case makes no difference. A service's triggers hold each pattern once compiled.
 */
export const compilePattern: CompilePattern = (pattern) => {
  try {
    const compiled = RE2JS.compile(pattern.normalize('NFC'), RE2JS.CASE_INSENSITIVE);
    return (text) => compiled.test(text);
  } catch {
    return undefined;
  }
};
