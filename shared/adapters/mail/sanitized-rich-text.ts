import type { RichText } from '../../application/ports/writing.ts';

/** The sanitizer of the desk: it and the parsers below it are loaded with the first text. */
export const sanitizedRichText: RichText = {
  sanitizer: async () => (await import('./sanitize-rich-text.ts')).sanitizeRichText,
};
