/** Maximum bytes of a request's body, and so of a document with what is sent around it. */
const DOCUMENT_BYTES = 1024 * 1024 - 256;

/** A file or text that was chosen, as far as it can be read here. */
export type ReadDocument =
  | { readonly is: 'document'; readonly document: object }
  /** `line` and `column` count from 1; null when the browser doesn't tell where it stopped. */
  | { readonly is: 'not_json'; readonly line: number | null; readonly column: number | null }
  | { readonly is: 'no_object' }
  | { readonly is: 'too_large' };

/** Where a position stands in a text. */
const placeOf = (text: string, position: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
};

/** Reads a document of a set-up. What its parts must be like, the API says. */
export const readDocument = (text: string): ReadDocument => {
  if (new TextEncoder().encode(text).length > DOCUMENT_BYTES) return { is: 'too_large' };
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? { is: 'document', document }
      : { is: 'no_object' };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    const [, position] = /position (\d+)/.exec(message) ?? [];
    if (position !== undefined) return { is: 'not_json', ...placeOf(text, Number(position)) };
    return {
      is: 'not_json',
      ...(/end of JSON/i.test(message) ? placeOf(text, text.length) : { line: null, column: null }),
    };
  }
};
