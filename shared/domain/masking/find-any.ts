/** Whether a text contains any of several strings. */
export type Finder = (text: string) => boolean;

/** Maximum units compared: the beginning identifies a longer string well enough. */
const COMPARED_UNITS = 64;
/** Units that are hashed before strings are compared. */
const HEAD_UNITS = 4;
const BUCKETS = 0x10000;

const hashAt = (text: string, at: number, units: number): number => {
  let hash = 0;
  for (let unit = at; unit < at + units; unit += 1) hash = (hash * 31 + text.charCodeAt(unit)) & (BUCKETS - 1);
  return hash;
};

const finderOfAlike = (strings: readonly string[], units: number): Finder => {
  const heads = new Map<number, string[]>();
  const isHead = new Uint8Array(BUCKETS);
  for (const string of strings) {
    const hash = hashAt(string, 0, units);
    isHead[hash] = 1;
    heads.set(hash, [...(heads.get(hash) ?? []), string]);
  }
  return (text) => {
    for (let at = 0; at + units <= text.length; at += 1) {
      const hash = hashAt(text, at, units);
      if (isHead[hash] === 1 && heads.get(hash)!.some((string) => text.startsWith(string, at))) return true;
    }
    return false;
  };
};

/** Makes a finder for hundreds of strings that is about as fast as for one. */
export const textFinder = (strings: readonly string[]): Finder => {
  const compared = [...new Set(strings.map((string) => string.slice(0, COMPARED_UNITS)))].filter(
    (string) => string !== '',
  );
  const lengths = [...new Set(compared.map(({ length }) => Math.min(length, HEAD_UNITS)))];
  const finders = lengths.map((units) =>
    finderOfAlike(
      compared.filter(({ length }) => Math.min(length, HEAD_UNITS) === units),
      units,
    ),
  );
  return (text) => finders.some((find) => find(text));
};
