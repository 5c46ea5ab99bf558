/**
 * All places where `shape` (global) matches and `accept` agrees; `accept` may return a shorter end. After a refusal the
 * search continues one character later, since a valid number may begin inside an invalid one. Linear as long as a shape
 * matches a bounded number of characters.
 */
export const scanShape = <T>(
  shape: RegExp,
  text: string,
  accept: (match: string, start: number, groups: RegExpExecArray) => (T & { readonly end: number }) | undefined,
): (T & { readonly end: number })[] => {
  const found: (T & { readonly end: number })[] = [];
  const search = new RegExp(shape.source, shape.flags);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const hit = accept(match[0], match.index, match);
    if (hit !== undefined) found.push(hit);
    search.lastIndex = hit?.end ?? match.index + 1;
  }
  return found;
};
