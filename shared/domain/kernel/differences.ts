import { sameValue } from './same-value.ts';

/** Maximum UTF-16 units of a text in a difference. */
export const SHOWN_TEXT = 1000;
/** Units of a long text that are shown before its first difference. */
const LEAD = 200;

const firstDifference = (a: string, b: string): number => {
  const both = Math.min(a.length, b.length);
  for (let index = 0; index < both; index += 1) if (a[index] !== b[index]) return index;
  return both;
};

const cut = (text: string, start: number): string =>
  `${start > 0 ? '…' : ''}${text.slice(start, start + SHOWN_TEXT).toWellFormed()}${text.length > start + SHOWN_TEXT ? '…' : ''}`;

/**
 * The two states of a value as a difference shows them. Of texts longer than SHOWN_TEXT, SHOWN_TEXT units are kept,
 * from shortly before the first difference on; `…` stands where something is left out. Other values stay as they are.
 */
export const shortenBoth = (
  before: unknown,
  after: unknown,
): { readonly before: unknown; readonly after: unknown; readonly cut: boolean } => {
  const long = (value: unknown): boolean => typeof value === 'string' && value.length > SHOWN_TEXT;
  if (!long(before) && !long(after)) return { before, after, cut: false };
  const both = typeof before === 'string' && typeof after === 'string';
  const start = both ? Math.max(0, firstDifference(before, after) - LEAD) : 0;
  const shown = (value: unknown): unknown => (typeof value === 'string' ? cut(value, start) : value);
  return { before: shown(before), after: shown(after), cut: true };
};

/** Returns whether a list contains a value. Texts are looked up: lists of a thousand words are compared. */
const containing = (list: readonly unknown[]): ((value: unknown) => boolean) => {
  const texts = new Set(list.filter((each) => typeof each === 'string'));
  return (value) => (typeof value === 'string' ? texts.has(value) : list.some((each) => sameValue(each, value)));
};

/** The items that only one of two lists has; their order is ignored. */
export const itemsBetween = <T>(
  before: readonly T[],
  after: readonly T[],
): { readonly removed: readonly T[]; readonly added: readonly T[] } => {
  const [had, has] = [containing(before), containing(after)];
  return { removed: before.filter((item) => !has(item)), added: after.filter((item) => !had(item)) };
};
