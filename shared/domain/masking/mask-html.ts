import { graphemesOf, isLineBreak, starText, widenToGraphemes } from './graphemes.ts';
import { mapText, readReference, type MappedText } from './html-text.ts';
import { compact, findOccurrences, wantedOf } from './occurrences.ts';
import { overlapsAny, type Span } from './span.ts';

/** A stretch of the HTML that is written anew. */
type Edit = Span & { readonly put: string };

/** Attributes that say something to a reader, or lead somewhere. */
const TELLING = /(\s(?:href|title|alt)=")([^"]*)"/g;
const ADDRESS = /^\s*(?:mailto|tel):/i;
/** Units of a string that is looked for elsewhere: a single character is everywhere, and tells nobody anything. */
const SEARCHED_UNITS = 2;

const decode = (value: string): string => {
  let out = '';
  for (let at = 0; at < value.length;) {
    const reference = value[at] === '&' ? readReference(value, at) : undefined;
    out += reference?.text ?? value[at]!;
    at = reference?.end ?? at + 1;
  }
  return out;
};
const encode = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Stars of the graphemes of a span, each where its first character that can be replaced stands. */
const starEdits = ({ text, starts, ends, solid }: MappedText, span: Span): readonly Edit[] => graphemesOf(text, span).flatMap((grapheme) => {
  if (isLineBreak(text, grapheme)) return [];
  const edits: Edit[] = [];
  for (let unit = grapheme.start; unit < grapheme.end; unit += 1) {
    // Both units of one reference stand in one place.
    if (solid[unit] === 1 && starts[unit] !== edits.at(-1)?.start) edits.push({ start: starts[unit]!, end: ends[unit]!, put: edits.length === 0 ? '*' : '' });
  }
  return edits;
});

/** The links whose text is masked, by their places among the tags. A link ends where the next one begins or it is closed. */
const maskedLinks = ({ tags, text }: MappedText, spans: readonly Span[]): ReadonlySet<number> => {
  const masked = new Set<number>();
  let end = text.length;
  for (let index = tags.length - 1; index >= 0; index -= 1) {
    const { name, closing, textAt } = tags[index]!;
    if (name !== 'a') continue;
    if (!closing && overlapsAny(spans, { start: textAt, end })) masked.add(index);
    end = textAt;
  }
  return masked;
};

const percentDecoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** What a link or a hint says of the masked words: the address of a link whose text is masked, and every masked string in it. */
const maskValue = (value: string, isLink: boolean, wanted: readonly string[]): string => {
  if (isLink && ADDRESS.test(value)) return value.replace(/:.*$/s, ':***');
  const search = (text: string) => {
    const seen = compact(text);
    return wanted.flatMap((each) => findOccurrences(seen, each));
  };
  const found = search(value);
  if (found.length > 0) return starText(value, found);
  const plain = value.includes('%') ? percentDecoded(value) : value;
  const hidden = plain === value ? [] : search(plain);
  return hidden.length > 0 ? starText(plain, hidden) : value;
};

const attributeEdits = (html: string, mapped: MappedText, spans: readonly Span[], wanted: readonly string[]): readonly Edit[] => {
  const links = maskedLinks(mapped, spans);
  return mapped.tags.flatMap(({ start, end, closing }, index) => {
    const source = closing ? '' : html.slice(start, end);
    const put = source.replace(TELLING, (whole: string, before: string, value: string) => {
      const plain = decode(value);
      const masked = maskValue(plain, links.has(index), wanted);
      return masked === plain ? whole : `${before}${encode(masked)}"`;
    });
    return put === source ? [] : [{ start, end, put }];
  });
};

const apply = (html: string, edits: readonly Edit[]): string => {
  let out = '';
  let last = 0;
  for (const { start, end, put } of edits.toSorted((a, b) => a.start - b.start)) {
    out += html.slice(last, start) + put;
    last = end;
  }
  return out + html.slice(last);
};

/** How many UTF-16 units the text content of a span has once it is masked. The span begins and ends between graphemes. */
export const shownLength = ({ text, solid }: MappedText, span: Span): number => graphemesOf(text, span).reduce((sum, grapheme) => {
  let kept = 0;
  for (let unit = grapheme.start; unit < grapheme.end; unit += 1) kept += solid[unit] === 1 ? 0 : 1;
  if (isLineBreak(text, grapheme)) return sum + grapheme.end - grapheme.start;
  return sum + kept + (kept < grapheme.end - grapheme.start ? 1 : 0);
}, 0);

/**
 * Sanitized HTML with one `*` for each grapheme of its text content that a span touches, tags and all other characters as they were. White space between tags
 * and line breaks stay. `words` are masked in links and hints too, beside the addresses of links whose own text is masked.
 */
export const maskHtml = (html: string, spans: readonly Span[], words: readonly string[], mapped = mapText(html)): string => {
  const wide = widenToGraphemes(mapped.text, spans);
  return apply(html, [...wide.flatMap((span) => starEdits(mapped, span)), ...attributeEdits(html, mapped, wide, wantedOf(words, SEARCHED_UNITS))]);
};

/** The same for a text of its own that may hold the words anywhere. */
export const maskWords = (html: string, words: readonly string[]): string => {
  const mapped = mapText(html);
  const seen = compact(mapped.text);
  return maskHtml(html, wantedOf(words, SEARCHED_UNITS).flatMap((each) => findOccurrences(seen, each)), words, mapped);
};

/** The same for plain text. */
export const maskPlainWords = (text: string, words: readonly string[]): string => {
  const seen = compact(text);
  return starText(text, wantedOf(words, SEARCHED_UNITS).flatMap((each) => findOccurrences(seen, each)));
};
