const CJK = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Two letters for a name: `Mina Park` → `MP`. A Chinese, Japanese or Korean name gives its last two characters
 * (`박민아` → `민아`), which is what people call each other by.
 */
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

/** A file's size in the unit that people read: rounded, with one decimal below ten. 1 KB is 1,000 bytes. */
export const sizeWords = (bytes: number): { readonly unit: 'bytes' | 'kb' | 'mb'; readonly count: number } => {
  const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (bytes < 1000) return { unit: 'bytes', count: bytes };
  if (bytes < 1_000_000) return { unit: 'kb', count: rounded(bytes / 1000) };
  return { unit: 'mb', count: rounded(bytes / 1_000_000) };
};
