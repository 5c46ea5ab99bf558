import { err, ok, type Result } from '../kernel/result.ts';
import { textInBlocks } from './block-breaks.ts';
import { findInReadings } from './find-in-readings.ts';
import { wordTreeOf, type RestrictedSpan } from './find-restricted.ts';
import { lettersOf } from './letters.ts';
import { plainReading } from './reading.ts';
import { subjectReadings } from './subject-readings.ts';
import { visibleText } from './visible-text.ts';

/** Words that a service's answers to customers must not contain. */
export type RestrictedWords = {
  readonly serviceId: string;
  /** 0: the service has no list yet. */
  readonly version: number;
  readonly words: readonly string[];
  readonly editedBy?: string;
  readonly editedAt?: string;
};

export const noRestrictedWords = (serviceId: string): RestrictedWords => ({ serviceId, version: 0, words: [] });

/**
 * A restricted word in an answer. Offsets count UTF-16 units of the subject, or of the text content of the answer's
 * sanitized HTML.
 */
export type RestrictedMatch = RestrictedSpan & { readonly where: 'subject' | 'text' };

export type RestrictedRefusal =
  /** The word has neither letter nor digit, so it can't be found. `index` in the list. */
  | { readonly code: 'word_without_letters'; readonly index: number }
  | { readonly code: 'restricted_words_changed'; readonly expected: number; readonly actual: number };

const keyOf = (word: string): string => String.fromCodePoint(...lettersOf(word).codes);

/** Normalizes a list: words are trimmed, and of words that match the same texts only the first is kept. */
export const tidyWords = (words: readonly string[]): Result<readonly string[], RestrictedRefusal> => {
  const tidy = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const key = keyOf(word);
    if (key === '') return err({ code: 'word_without_letters', index });
    if (!tidy.has(key)) tidy.set(key, word.trim().normalize('NFC'));
  }
  return ok([...tidy.values()]);
};

/**
 * Restricted words in an answer as written and as its reader sees it: first those of the subject, then those of the
 * text.
 */
export type FindInAnswer = (answer: { readonly subject: string; readonly html: string }) => readonly RestrictedMatch[];

/** Made once for a list. The last answer is cached, since a batch sends the same text many times. */
export const restrictedWordFinder = ({ words }: Pick<RestrictedWords, 'words'>): FindInAnswer => {
  if (words.length === 0) return () => [];
  const tree = wordTreeOf(words);
  let last: { readonly html: string; readonly matches: readonly RestrictedMatch[] } | undefined;
  const inText = (html: string) => {
    const { text, breaks } = textInBlocks(html);
    const seen = visibleText(html);
    return findInReadings(tree, text, [plainReading(text, breaks), ...(seen === undefined ? [] : [seen])]).map(
      (span) => ({ ...span, where: 'text' as const }),
    );
  };
  return ({ subject, html }) => {
    if (last?.html !== html) last = { html, matches: inText(html) };
    return [
      ...findInReadings(tree, subject, subjectReadings(subject)).map((span) => ({
        ...span,
        where: 'subject' as const,
      })),
      ...last.matches,
    ];
  };
};
