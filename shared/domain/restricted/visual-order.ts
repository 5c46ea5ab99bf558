/** One character of a line, or the direction control that HTML stands for (then without `at`). */
export type LineItem = { readonly char: string; readonly at?: number };

const [LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI] = [
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
];
export const DIRECTION = {
  isolateLeft: LRI,
  isolateRight: RLI,
  overrideLeft: LRO,
  overrideRight: RLO,
  endOverride: PDF,
  endIsolate: PDI,
} as const;

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u061c]/u;
const LEFT_TO_RIGHT = /[\p{L}\u200e]/u;
const NUMBER = /\p{Nd}/u;
/** Whether anything in the text can change its visual order. */
export const turnsAround = (text: string): boolean =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u061c\u202a-\u202e\u2066-\u2069]/u.test(
    text,
  );

type Level = { readonly level: number; readonly override?: 'L' | 'R'; readonly isolate: boolean };
/** Maximum depth in Unicode's algorithm. */
const MAX_LEVEL = 125;
const above = (level: number, isRight: boolean): number => (isRight ? (level + 1) | 1 : (level + 2) & ~1);

/**
 * The items of one line in visual order, left to right: Unicode's bidirectional algorithm (UAX 9) without its rules for
 * brackets and for signs beside numbers. `isRightToLeft`: the line begins at the right.
 */
export const visualOrder = (items: readonly LineItem[], isRightToLeft: boolean): readonly LineItem[] => {
  const base = isRightToLeft ? 1 : 0;
  const stack: Level[] = [{ level: base, isolate: false }];
  const levels: number[] = [];
  const kinds: ('L' | 'R' | 'N' | undefined)[] = [];
  let lastStrong: 'L' | 'R' = base === 1 ? 'R' : 'L';
  const push = (isRight: boolean, more: Omit<Level, 'level'>) => {
    const level = above(stack.at(-1)!.level, isRight);
    if (level <= MAX_LEVEL) stack.push({ level, ...more });
  };
  for (const { char } of items) {
    const top = stack.at(-1)!;
    levels.push(top.level);
    kinds.push(undefined);
    if (char === LRE || char === RLE) push(char === RLE, { isolate: false });
    else if (char === LRO || char === RLO) push(char === RLO, { isolate: false, override: char === RLO ? 'R' : 'L' });
    else if (char === LRI || char === RLI || char === FSI) {
      kinds[kinds.length - 1] = 'N';
      push(char === RLI, { isolate: true });
    } else if (char === PDF) {
      if (stack.length > 1 && !top.isolate) stack.pop();
    } else if (char === PDI) {
      if (stack.some(({ isolate }) => isolate)) while (!stack.pop()!.isolate);
      levels[levels.length - 1] = stack.at(-1)!.level;
      kinds[kinds.length - 1] = 'N';
    } else if (top.override !== undefined) kinds[kinds.length - 1] = lastStrong = top.override;
    else if (RIGHT_TO_LEFT.test(char)) kinds[kinds.length - 1] = lastStrong = 'R';
    else if (LEFT_TO_RIGHT.test(char)) kinds[kinds.length - 1] = lastStrong = 'L';
    else if (NUMBER.test(char)) {
      kinds[kinds.length - 1] = 'L';
      // Numbers keep their order; beside right-to-left letters they have a higher level.
      if (lastStrong === 'R' && top.level % 2 === 0) levels[levels.length - 1] = top.level + 2;
    } else kinds[kinds.length - 1] = 'N';
  }
  // Neutral characters take the direction of their neighbours if both agree, otherwise that of the line.
  for (let at = 0; at < items.length;) {
    if (kinds[at] !== 'N') {
      at += 1;
      continue;
    }
    let end = at;
    while (end < items.length && (kinds[end] === 'N' || kinds[end] === undefined) && levels[end] === levels[at])
      end += 1;
    const embedding = levels[at]! % 2 === 1 ? 'R' : 'L';
    const [left, right] = [kinds[at - 1] ?? embedding, kinds[end] ?? embedding];
    for (let unit = at; unit < end; unit += 1)
      if (kinds[unit] === 'N') kinds[unit] = left === right && left !== 'N' ? left : embedding;
    at = Math.max(end, at + 1);
  }
  for (const [at, kind] of kinds.entries()) {
    const level = levels[at]!;
    if (kind === 'R' && level % 2 === 0) levels[at] = level + 1;
    else if (kind === 'L' && level % 2 === 1) levels[at] = level + 1;
  }
  const shown = items.map((item, at) => ({ item, level: levels[at]! })).filter(({ item }) => item.at !== undefined);
  return reversedByLevels(shown);
};

/** Rule L2: from the highest level down to the lowest odd one, reverse each run of that level or higher. */
const reversedByLevels = (
  shown: readonly { readonly item: LineItem; readonly level: number }[],
): readonly LineItem[] => {
  const line = [...shown];
  const levels = shown.map((each) => each.level);
  const highest = levels.reduce((most, each) => Math.max(most, each), 0);
  const lowestOdd = levels.reduce((least, each) => (each % 2 === 1 ? Math.min(least, each) : least), highest + 1);
  for (let level = highest; level >= lowestOdd; level -= 1) {
    for (let at = 0; at < line.length; at += 1) {
      if (line[at]!.level < level) continue;
      let end = at;
      while (end < line.length && line[end]!.level >= level) end += 1;
      for (let [low, high] = [at, end - 1]; low < high; low += 1, high -= 1)
        [line[low], line[high]] = [line[high]!, line[low]!];
      at = end;
    }
  }
  return line.map(({ item }) => item);
};
