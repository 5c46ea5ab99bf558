/** A text in three parts, of which the middle one is not as in the other text. */
export type Parts = { readonly begin: string; readonly changed: string; readonly end: string };

const isWordPart = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);

/** The part that differs between two texts, by whole words: what is before and after it is the same in both. */
export const changedPart = (before: string, after: string): { readonly before: Parts; readonly after: Parts } => {
  const most = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < most && before[begin] === after[begin]) begin += 1;
  const isCut = (last: string | undefined, ...next: readonly (string | undefined)[]): boolean =>
    isWordPart(last) && next.some(isWordPart);
  if (isCut(before[begin - 1], before[begin], after[begin]))
    while (begin > 0 && isWordPart(before[begin - 1])) begin -= 1;
  let end = 0;
  while (end < most - begin && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const beforeEnd = (text: string): string | undefined => (text.length - end > begin ? text.at(-1 - end) : undefined);
  if (end > 0 && isCut(before.at(-end), beforeEnd(before), beforeEnd(after)))
    while (end > 0 && isWordPart(before.at(-end))) end -= 1;
  const parts = (text: string): Parts => ({
    begin: text.slice(0, begin),
    changed: text.slice(begin, text.length - end),
    end: text.slice(text.length - end),
  });
  return { before: parts(before), after: parts(after) };
};
