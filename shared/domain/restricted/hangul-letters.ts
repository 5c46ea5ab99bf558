/**
 * Initials, vowels and finals in Unicode order, each as the keys of a Korean keyboard that type it: words can be
 * disguised by writing each key separately.
 */
const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const VOWELS = [
  'ㅏ',
  'ㅐ',
  'ㅑ',
  'ㅒ',
  'ㅓ',
  'ㅔ',
  'ㅕ',
  'ㅖ',
  'ㅗ',
  'ㅗㅏ',
  'ㅗㅐ',
  'ㅗㅣ',
  'ㅛ',
  'ㅜ',
  'ㅜㅓ',
  'ㅜㅔ',
  'ㅜㅣ',
  'ㅠ',
  'ㅡ',
  'ㅡㅣ',
  'ㅣ',
];
const FINALS = [
  'ㄱ',
  'ㄲ',
  'ㄱㅅ',
  'ㄴ',
  'ㄴㅈ',
  'ㄴㅎ',
  'ㄷ',
  'ㄹ',
  'ㄹㄱ',
  'ㄹㅁ',
  'ㄹㅂ',
  'ㄹㅅ',
  'ㄹㅌ',
  'ㄹㅍ',
  'ㄹㅎ',
  'ㅁ',
  'ㅂ',
  'ㅂㅅ',
  'ㅅ',
  'ㅆ',
  'ㅇ',
  'ㅈ',
  'ㅊ',
  'ㅋ',
  'ㅌ',
  'ㅍ',
  'ㅎ',
];

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FIRST_INITIAL = 0x1100;
const FIRST_VOWEL = 0x1161;
const FIRST_FINAL = 0x11a8;

export const isSyllable = (code: number): boolean => code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE;
/** Whether it is one of the letters that `hangulLetters` returns. */
export const isHangulLetter = (code: number): boolean => code >= 0x3131 && code <= 0x3163;

/** The letters of a syllable or conjoining jamo as compatibility jamo; undefined for other characters. */
export const hangulLetters = (code: number): string | undefined => {
  if (isSyllable(code)) {
    const index = code - FIRST_SYLLABLE;
    return INITIALS[Math.floor(index / 588)]! + VOWELS[Math.floor(index / 28) % 21]! + (FINALS[(index % 28) - 1] ?? '');
  }
  return INITIALS[code - FIRST_INITIAL] ?? VOWELS[code - FIRST_VOWEL] ?? FINALS[code - FIRST_FINAL];
};

/** Whether a conjoining jamo forms one syllable with the character before it. */
export const joins = (before: number, code: number): boolean => {
  const isVowel = before >= FIRST_VOWEL && before < FIRST_VOWEL + VOWELS.length;
  if (code >= FIRST_VOWEL && code < FIRST_VOWEL + VOWELS.length)
    return before >= FIRST_INITIAL && before < FIRST_INITIAL + INITIALS.length;
  if (code >= FIRST_FINAL && code < FIRST_FINAL + FINALS.length)
    return isVowel || (isSyllable(before) && (before - FIRST_SYLLABLE) % 28 === 0);
  return false;
};
