/** Maximum bytes of a request's body, and so of a document with what is sent around it. */
const DOCUMENT_BYTES = 1024 * 1024 - 256;

/** A file or text that was chosen, as far as it can be read here. Line and column count from 1. */
export type ReadDocument =
  | { readonly is: 'document'; readonly document: object }
  | { readonly is: 'not_json'; readonly line: number; readonly column: number }
  | { readonly is: 'no_object' }
  | { readonly is: 'too_large' };

/** Whether a text could be the beginning of JSON: what is wrong with it, if anything, is that it ends. */
const mayGoOn = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    const [, position] = /position (\d+)/.exec(message) ?? [];
    return position === undefined ? /end of|EOF|unterminated/i.test(message) : Number(position) >= text.length;
  }
};

/** The first character that can't stand where it does. Browsers don't always tell it: it is found by halving. */
const placeOfFault = (text: string): { readonly line: number; readonly column: number } => {
  let [right, wrong] = [0, text.length + 1];
  while (wrong - right > 1) {
    const half = Math.floor((right + wrong) / 2);
    if (mayGoOn(text.slice(0, half))) right = half;
    else wrong = half;
  }
  const before = text.slice(0, right).split('\n');
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
  } catch {
    return { is: 'not_json', ...placeOfFault(text) };
  }
};
