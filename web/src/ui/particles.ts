/** The two forms of each Korean particle: after a consonant, and after a vowel. */
const FORMS: Readonly<Record<string, readonly [string, string]>> = {
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '은(는)': ['은', '는'],
  '(으)로': ['으로', '로'],
};
const PARTICLE = /([\p{L}\p{N}])([^\p{L}\p{N}]*?)(이\(가\)|을\(를\)|은\(는\)|\(으\)로)/gu;
const SYLLABLES = { first: 0xac00, last: 0xd7a3, finals: 28 };
/** The final consonant ㄹ, which (으)로 treats as a vowel. */
const RIEUL = 8;
/** How digits end when they are read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구; 1 stands for any consonant but ㄹ. */
const DIGITS = [1, RIEUL, 0, 1, 0, 0, 1, RIEUL, RIEUL, 0];

/** The final consonant of how a character is read, 0 for none; undefined for a letter of another script. */
const finalOf = (character: string): number | undefined => {
  const code = character.codePointAt(0) ?? 0;
  if (code >= SYLLABLES.first && code <= SYLLABLES.last) return (code - SYLLABLES.first) % SYLLABLES.finals;
  return /\d/.test(character) ? DIGITS[Number(character)] : undefined;
};

/**
 * A Korean sentence with its particles in the form that the words before them ask for: `우선순위이(가)` is `우선순위가`.
 * After a word of another script both forms stay.
 */
export const withParticles = (sentence: string): string =>
  sentence.replace(PARTICLE, (whole, last: string, between: string, particle: string) => {
    const final = finalOf(last);
    const forms = FORMS[particle];
    if (final === undefined || forms === undefined) return whole;
    const asConsonant = final !== 0 && !(particle === '(으)로' && final === RIEUL);
    return `${last}${between}${forms[asConsonant ? 0 : 1]}`;
  });
