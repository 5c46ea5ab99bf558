import { tidyWords, WORD_LENGTH } from '../../../../shared/domain/restricted/restricted-words.ts';

/** The words that an administrator adds to the list and takes out of it. */
export type WordEdits = { readonly added: readonly string[]; readonly removed: readonly string[] };

/** The list with somebody's edits, whatever others made of it meanwhile. */
export const editedWords = (words: readonly string[], { added, removed }: WordEdits): readonly string[] => [
  ...words.filter((word) => !removed.includes(word)),
  ...added.filter((word) => !words.includes(word)),
];

/** What became of a list: which words came, and which went. */
export const changeOfWords = (before: readonly string[], after: readonly string[]): WordEdits => ({
  added: after.filter((word) => !before.includes(word)),
  removed: before.filter((word) => !after.includes(word)),
});

export type WrittenWords =
  | { readonly fault: 'tooLong' | 'noLetters'; readonly word: string }
  | { readonly fault: 'tooMany' }
  | { readonly fresh: readonly string[]; readonly known: number };

/**
 * The words in lines that were typed or pasted, as the desk would keep them, without those that no text could tell from
 * one of the list. Nothing of them when one can't be a word.
 */
export const wordsInLines = (text: string, words: readonly string[], limit: number): WrittenWords => {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const long = lines.find((line) => line.length > WORD_LENGTH);
  if (long !== undefined) return { fault: 'tooLong', word: long };
  const tidy = tidyWords([...words, ...lines]);
  if (!tidy.ok) {
    const index = tidy.error.code === 'word_without_letters' ? tidy.error.index - words.length : 0;
    return { fault: 'noLetters', word: lines[index] ?? '' };
  }
  const fresh = tidy.value.filter((word) => !words.includes(word));
  return words.length + fresh.length > limit ? { fault: 'tooMany' } : { fresh, known: lines.length - fresh.length };
};
