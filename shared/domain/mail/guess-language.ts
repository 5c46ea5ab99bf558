import type { Language, TicketLanguage } from '../ticket/ticket.ts';

const count = (text: string, script: RegExp) => (text.match(script) ?? []).length;
/** A signature or a name in another script doesn't make the language; a tenth of the letters does. */
const SHARE = 0.1;
const SAMPLE = 4000;
/** Letters of no script that a language of the desk is written in, e.g. Arabic, Hebrew, Cyrillic, Thai. */
const OTHER =
  /(?![\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Latin}\p{Script=Common}])\p{L}/gu;
/** Fewer of them are a name or a flourish. */
const OTHER_LETTERS = 4;

/**
 * The language of a text by its script: Hangul is Korean, Kana Japanese, Han alone Chinese; `other` where most letters
 * are of a script that none of the desk's languages uses; else `fallback`, if its own script doesn't speak against it.
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
  // A Latin word is about as much text as two syllables; of other scripts not all have words.
  const latin = count(sample, /\p{Script=Latin}+/gu) * 2;
  const otherLetters = count(sample, OTHER);
  const other = otherLetters / 2;
  const all = hangul + kana + han + latin + other;
  if (all === 0) return fallback;
  if (otherLetters >= OTHER_LETTERS && other > all / 2) return 'other';
  if (hangul / all >= SHARE && hangul >= kana) return 'ko';
  if (kana / all >= SHARE) return 'ja';
  if (han / all >= SHARE) return 'zh';
  return latin >= 6 ? 'en' : fallback;
};
