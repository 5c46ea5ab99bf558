/** Elements without content or end tag. */
const VOID = new Set([
  'area',
  'base',
  'basefont',
  'br',
  'col',
  'embed',
  'frame',
  'hr',
  'img',
  'input',
  'isindex',
  'keygen',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);
const CELLS = new Set(['td', 'th']);
const ROWS = new Set(['tr', 'td', 'th']);
const SECTIONS = new Set(['thead', 'tbody', 'tfoot', 'tr', 'td', 'th']);
const TERMS = new Set(['dt', 'dd']);
/** Elements whose start tag closes an open element of these kinds: their end tags are often omitted. */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  p: new Set(['p']),
  li: new Set(['li']),
  dt: TERMS,
  dd: TERMS,
  td: CELLS,
  th: CELLS,
  tr: ROWS,
  thead: SECTIONS,
  tbody: SECTIONS,
  tfoot: SECTIONS,
  option: new Set(['option']),
};

type Tag = { readonly name: string; readonly isEnd: boolean };

const NAME = /<(\/?)([a-z][a-z0-9:-]{0,40})/iy;
const tagAt = (html: string, at: number): Tag | undefined => {
  NAME.lastIndex = at;
  const found = NAME.exec(html);
  return found === null ? undefined : { name: found[2]!.toLowerCase(), isEnd: found[1] === '/' };
};

/**
 * Removes the tags of elements nested deeper than `limit` and keeps their text. A parser checks all open elements at
 * each tag, so a hundred thousand nested elements would take hours.
 */
export const limitDepth = (html: string, limit: number): string => {
  const open: string[] = [];
  const out: string[] = [];
  let done = 0;
  const admits = ({ name, isEnd }: Tag): boolean => {
    if (isEnd) {
      const at = open.lastIndexOf(name);
      if (at !== -1) open.length = at;
      return at !== -1;
    }
    if (VOID.has(name)) return true;
    const ends = ENDS[name];
    while (ends !== undefined && open.length > 0 && ends.has(open.at(-1)!)) open.pop();
    if (open.length >= limit) return false;
    open.push(name);
    return true;
  };
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', Math.max(done, at + 1))) {
    const tag = tagAt(html, at);
    if (tag === undefined || admits(tag)) continue;
    const end = html.indexOf('>', at);
    if (end === -1) break;
    out.push(html.slice(done, at));
    done = end + 1;
  }
  return out.length === 0 ? html : out.join('') + html.slice(done);
};
