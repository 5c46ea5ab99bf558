/**
 * All places where `shape` (global) matches and `accept` agrees; `accept` may give a shorter end. After a refusal the
 * search goes on one character later, since a true number may begin inside a false one. Time stays linear as long as a
 * shape can't match more than a fixed number of characters.
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
