import type { Language } from '../ticket/ticket.ts';

const count = (text: string, script: RegExp) => (text.match(script) ?? []).length;
/** A signature or a name in another script doesn't make the language; a tenth of the letters does. */
const SHARE = 0.1;
const SAMPLE = 4000;

/** The language of a text by its script: Hangul is Korean, Kana Japanese, Han alone Chinese; else `fallback`, if its own script doesn't speak against it. */
export const guessLanguage = (text: string, fallback: Language): Language => {
  const sample = text.slice(0, SAMPLE).split(/\s+/).filter((word) => !/https?:\/\/|.@./.test(word)).join(' ');
  const hangul = count(sample, /\p{Script=Hangul}/gu);
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(sample, /\p{Script=Han}/gu);
  // A Latin word is about as much text as two syllables.
  const latin = count(sample, /\p{Script=Latin}+/gu) * 2;
  const all = hangul + kana + han + latin;
  if (all === 0) return fallback;
  if (hangul / all >= SHARE && hangul >= kana) return 'ko';
  if (kana / all >= SHARE) return 'ja';
  if (han / all >= SHARE) return 'zh';
  return latin >= 6 ? 'en' : fallback;
};
