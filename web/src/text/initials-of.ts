const CJK = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** `Mina Park` → `MP`; a Korean name its given name's first two syllables (`박민아` → `민아`), as people call each other. */
export const initialsOf = (name: string): string => {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first = '', ...rest] = words;
  if (CJK.test(first)) {
    const letters = [...words.join('')];
    return (letters.length > 2 ? letters.slice(-2) : letters).join('');
  }
  const last = rest.at(-1);
  return [...first]
    .slice(0, last === undefined ? 2 : 1)
    .concat(last === undefined ? [] : [...last].slice(0, 1))
    .join('')
    .toUpperCase();
};
