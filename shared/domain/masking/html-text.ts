/** The place of one tag in the HTML. `name` is in lower case. */
export type HtmlTag = {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly closing: boolean;
  /** UTF-16 units of text content before the tag. */
  readonly textAt: number;
};

/** The text content of HTML, with the place in the HTML of each UTF-16 unit. */
export type MappedText = {
  readonly text: string;
  /**
   * For each unit of `text`: start and end of its source in the HTML. Both units of a character written as one
   * reference have the same place.
   */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /**
   * For each unit: 1 if its text node has more than white space. White space alone (between table rows) must not be
   * changed.
   */
  readonly solid: Uint8Array;
  readonly tags: readonly HtmlTag[];
};

/** The named references in our sanitized HTML, where all other `&` are written as `&amp;`. */
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/y;
const LETTER = /[a-zA-Z]/;
const ATTRIBUTE_SPACE = /[\t\n\f\r /]/;

const character = (code: number): string =>
  code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);

/** The character of a reference at this place, and where it ends; undefined for a plain `&`. */
export const readReference = (
  html: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined => {
  REFERENCE.lastIndex = at;
  const [whole, decimal, hex, name] = REFERENCE.exec(html) ?? [];
  if (whole === undefined) return undefined;
  return {
    text:
      name === undefined
        ? character(decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal))
        : NAMED[name]!,
    end: at + whole.length,
  };
};

const afterComment = (html: string, at: number): number => {
  const close = html.startsWith('<!--', at) ? html.indexOf('-->', at + 4) + 2 : html.indexOf('>', at);
  return close < at + 2 ? html.length : close + 1;
};

/** The place behind a tag's `>`, as a browser finds it: a `>` inside a quoted value doesn't end the tag. */
const afterTag = (html: string, at: number): number => {
  let index = at;
  while (index < html.length) {
    const char = html[index]!;
    if (char === '>') return index + 1;
    if (char === '=') {
      index += 1;
      while (index < html.length && ATTRIBUTE_SPACE.test(html[index]!) && html[index] !== '/') index += 1;
      const quote = html[index];
      if (quote === '"' || quote === "'") {
        const close = html.indexOf(quote, index + 1);
        if (close < 0) return html.length;
        index = close;
      } else continue;
    }
    index += 1;
  }
  return html.length;
};

const nameAt = (html: string, at: number): string => {
  let end = at;
  while (end < html.length && !ATTRIBUTE_SPACE.test(html[end]!) && html[end] !== '>') end += 1;
  return html.slice(at, end).toLowerCase();
};

/** Reads sanitized HTML as a browser's parser does, in linear time. */
export const mapText = (html: string): MappedText => {
  const starts = new Uint32Array(html.length);
  const ends = new Uint32Array(html.length);
  const solid = new Uint8Array(html.length);
  const parts: string[] = [];
  const tags: HtmlTag[] = [];
  let length = 0;
  let nodeStart = 0;
  let nodeIsSolid = false;
  const say = (text: string, start: number, end: number) => {
    parts.push(text);
    for (let unit = 0; unit < text.length; unit += 1, length += 1) {
      starts[length] = start;
      ends[length] = end;
    }
    if (/\S/.test(text)) nodeIsSolid = true;
  };
  const endNode = () => {
    if (nodeIsSolid) solid.fill(1, nodeStart, length);
    nodeStart = length;
    nodeIsSolid = false;
  };
  let at = 0;
  while (at < html.length) {
    const char = html[at]!;
    const next = html[at + 1] ?? '';
    if (char === '<' && (LETTER.test(next) || (next === '/' && LETTER.test(html[at + 2] ?? '')))) {
      endNode();
      const closing = next === '/';
      const name = nameAt(html, at + (closing ? 2 : 1));
      const end = afterTag(html, at + (closing ? 2 : 1) + name.length);
      tags.push({ start: at, end, name, closing, textAt: length });
      at = end;
      // A browser drops one line break directly behind the tag.
      if (name === 'pre' && !closing)
        at += html.startsWith('\r\n', at) ? 2 : html[at] === '\n' || html[at] === '\r' ? 1 : 0;
    } else if (char === '<' && (next === '!' || next === '?' || next === '/')) {
      endNode();
      at = afterComment(html, at);
    } else if (char === '\r') {
      const end = at + (next === '\n' ? 2 : 1);
      say('\n', at, end);
      at = end;
    } else {
      const reference = char === '&' ? readReference(html, at) : undefined;
      say(reference?.text ?? char, at, reference?.end ?? at + 1);
      at = reference?.end ?? at + 1;
    }
  }
  endNode();
  return {
    text: parts.join(''),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
    solid: solid.subarray(0, length),
    tags,
  };
};

/**
 * The text of sanitized HTML in which all offsets of selections, masks and detections count: its text nodes joined, in
 * UTF-16 units, references decoded, nothing added between blocks. Equal to `textContent` of the element that shows the
 * HTML.
 */
export const textContentOf = (html: string): string => mapText(html).text;
