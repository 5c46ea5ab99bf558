import type { Language, TicketLanguage } from '../ticket/ticket.ts';

const count = (text: string, script: RegExp) => (text.match(script) ?? []).length;
/** Share of letters that decides the language: a signature or name in another script has fewer. */
const SHARE = 0.1;
const SAMPLE = 4000;
/** Letters and vowel signs of scripts that no language of the desk uses, e.g. Arabic, Hebrew, Cyrillic, Thai. */
const OTHER =
  /(?![\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}])[\p{L}\p{M}]/gu;
/** Minimum number of such letters beside others; fewer are a name or decoration. */
const OTHER_LETTERS = 4;
/** Weight of Latin words from which on they are a sentence, not a name or a greeting. */
const SENTENCE = 6;

/**
 * The language of a text by its script: Hangul is Korean, Kana Japanese, Han alone Chinese; `other` when it is written
 * in a script that no language of the desk uses, also with names in Latin letters between; otherwise `fallback`, unless
 * its own script contradicts it.
 */
export const guessLanguage = (text: string, fallback: Language): TicketLanguage => {
  const sample = text
    .slice(0, SAMPLE)
    .split(/\s+/)
    .filter((word) => !/https?:\/\/|.@./.test(word))
    .join(' ');
  const hangul = count(sample, /\p{Script=Hangul}/gu);
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(sample, /\p{Script=Han}/gu);
  // A Latin word counts like two syllables; other scripts may have no word boundaries.
  const latin = count(sample, /\p{Script=Latin}+/gu) * 2;
  const otherLetters = count(sample, OTHER);
  const other = otherLetters / 2;
  const all = hangul + kana + han + latin + other;
  if (all === 0) return fallback;
  if (otherLetters >= OTHER_LETTERS && other > all / 2) return 'other';
  if (hangul / all >= SHARE && hangul >= kana) return 'ko';
  if (kana / all >= SHARE) return 'ja';
  if (han / all >= SHARE) return 'zh';
  if (latin >= SENTENCE) return 'en';
  // Nothing in the text speaks for the fallback: a few letters of another script decide, and alone even two do.
  return otherLetters >= OTHER_LETTERS || (other === all && otherLetters > 1) ? 'other' : fallback;
};
