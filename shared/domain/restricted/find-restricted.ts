import type { Span } from '../masking/span.ts';
import { GAP, lettersOf, standsAlone, type Letters, type Script } from './letters.ts';

/** A restricted word in a text. Offsets are UTF-16 units of the text. */
export type RestrictedSpan = Span & {
  /** As in the service's list. */
  readonly word: string;
  /** As in the text. */
  readonly written: string;
};

type Node = { readonly next: Map<number, Node>; word?: string };

/** All words as a tree of letters, so that searching a thousand words takes about as long as searching one. */
export type WordTree = Node;

export const wordTreeOf = (words: readonly string[]): WordTree => {
  const root: Node = { next: new Map() };
  for (const word of words) {
    let node = root;
    for (const code of lettersOf(word).codes) {
      const next = node.next.get(code) ?? { next: new Map<number, Node>() };
      node.next.set(code, next);
      node = next;
    }
    if (node !== root) node.word ??= word;
  }
  return root;
};

/** Whether no ordinary word adjoins it, before or behind. */
const isFreeBefore = (letters: Letters, first: number) =>
  letters.gaps[first] !== GAP.none || standsAlone(letters, first - 1);
const isFreeBehind = (letters: Letters, last: number) =>
  letters.gaps[last + 1] !== GAP.none || standsAlone(letters, last + 1);

const isWhole = (script: Script | undefined) => script === 'cased' || script === 'digit';
/** In scripts that separate words by spaces, and in numbers, part of a longer word is no match: `class`, `2018`. */
const beginsInside = ({ scripts, gaps }: Letters, first: number) =>
  gaps[first] === GAP.none && isWhole(scripts[first]) && scripts[first - 1] === scripts[first];
const endsInside = ({ scripts, gaps }: Letters, last: number) =>
  gaps[last + 1] === GAP.none && isWhole(scripts[last]) && scripts[last + 1] === scripts[last];

/**
 * Whether letters separated in this way can be one word: `시 발` can, `필요 시 발송` can't, because a word that is split by
 * spaces also has spaces around it. Marks inside (`시*발놈`) need less evidence. Chinese has no spaces between words.
 */
const isOneWord = (letters: Letters, first: number, last: number, between: number): boolean => {
  if (between === GAP.none) return true;
  const isHan = letters.scripts[first] === 'han';
  if ((between & (isHan ? GAP.phrase : GAP.space | GAP.phrase)) !== 0)
    return isFreeBefore(letters, first) && isFreeBehind(letters, last);
  return isHan || isFreeBefore(letters, first);
};

/** The longest word that begins at a letter; `last` is its last letter. */
const longestAt = (
  tree: WordTree,
  letters: Letters,
  first: number,
): { readonly last: number; readonly word: string } | undefined => {
  let node: Node | undefined = tree.next.get(letters.codes[first]!);
  let between: number = GAP.none;
  let found: { readonly last: number; readonly word: string } | undefined;
  for (let last = first; node !== undefined;) {
    if (
      node.word !== undefined &&
      letters.closes[last] &&
      !endsInside(letters, last) &&
      isOneWord(letters, first, last, between)
    )
      found = { last, word: node.word };
    last += 1;
    const gap = letters.gaps[last]!;
    if ((gap & GAP.end) !== 0) break;
    between |= gap;
    node = node.next.get(letters.codes[last]!);
  }
  return found;
};

/** Maximum matches returned for one text. */
export const MATCHES_LIMIT = 100;

/**
 * Restricted words in a text, in order: at each place the longest, and none inside another. No word spans one of the
 * `breaks` (ascending offsets of new blocks).
 */
export const findRestricted = (
  tree: WordTree,
  text: string,
  breaks: readonly number[] = [],
): readonly RestrictedSpan[] => {
  if (tree.next.size === 0) return [];
  const letters = lettersOf(text, breaks);
  const found: RestrictedSpan[] = [];
  for (let first = 0; first < letters.codes.length && found.length < MATCHES_LIMIT; first += 1) {
    const match = letters.opens[first] && !beginsInside(letters, first) ? longestAt(tree, letters, first) : undefined;
    if (match === undefined) continue;
    const [start, end] = [letters.starts[first]!, letters.ends[match.last]!];
    if (end > (found.at(-1)?.end ?? 0)) found.push({ start, end, word: match.word, written: text.slice(start, end) });
  }
  return found;
};
