const RAW_TEXT = /<(style|script|title)(?![\w-])/iy;
const PICTURE = /<img(?![\w-])/iy;
const BLANK = /(?:\s|&nbsp;|&#160;)+/iy;

const endOf = (expression: RegExp, html: string, at: number): number | undefined => {
  expression.lastIndex = at;
  return expression.test(html) ? expression.lastIndex : undefined;
};

/**
 * Whether HTML shows any text or picture: HTML of tags alone must not replace the plain text beside it. One pass that
 * stops at the first visible content.
 */
export const hasVisibleContent = (html: string): boolean => {
  const unclosed = new Set<string>();
  const endOfRawText = (at: number): number | undefined => {
    RAW_TEXT.lastIndex = at;
    const name = RAW_TEXT.exec(html)?.[1]!.toLowerCase();
    if (name === undefined || unclosed.has(name)) return undefined;
    const close = new RegExp(`</${name}>`, 'ig');
    close.lastIndex = at;
    if (close.exec(html) !== null) return close.lastIndex;
    unclosed.add(name);
    return undefined;
  };
  for (let at = 0; at < html.length;) {
    const blank = endOf(BLANK, html, at);
    if (blank !== undefined) {
      at = blank;
      continue;
    }
    if (html[at] !== '<' || endOf(PICTURE, html, at) !== undefined) return true;
    const rawText = endOfRawText(at);
    const tag = rawText === undefined ? html.indexOf('>', at) + 1 : rawText;
    if (tag === 0) return true;
    at = tag;
  }
  return false;
};
