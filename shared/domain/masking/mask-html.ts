import { graphemesOf, isLineBreak, starText, widenToGraphemes } from './graphemes.ts';
import { holdsMaskedOf, type HoldsMasked } from './holds-masked.ts';
import { mapText, type MappedText } from './html-text.ts';
import { compact, findOccurrences, wantedOf } from './occurrences.ts';
import { overlapsAny, type Span } from './span.ts';
import { decodeReferences } from './text-readings.ts';

/** A replaced part of the HTML. */
type Edit = Span & { readonly put: string };

/** Attributes as the sanitizer writes them. */
const ATTRIBUTE = /\s([^\s=>"'/]+)="([^"]*)"/g;
const ADDRESS = /^\s*(?:mailto|tel):/i;
/** Minimum units of a word that is searched elsewhere: a single character occurs everywhere. */
const SEARCHED_UNITS = 2;

const encode = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One `*` for each grapheme of a span, at its first character that can be replaced. */
const starEdits = ({ text, starts, ends, solid }: MappedText, span: Span): readonly Edit[] =>
  graphemesOf(text, span).flatMap((grapheme) => {
    if (isLineBreak(text, grapheme)) return [];
    const edits: Edit[] = [];
    for (let unit = grapheme.start; unit < grapheme.end; unit += 1) {
      // Both units of one reference have the same place.
      if (solid[unit] === 1 && starts[unit] !== edits.at(-1)?.start)
        edits.push({ start: starts[unit]!, end: ends[unit]!, put: edits.length === 0 ? '*' : '' });
    }
    return edits;
  });

/** Links whose text is masked, as indexes of tags. A link ends at its end tag or where the next link begins. */
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

/**
 * Masks an attribute's value: the URL of a link whose text is masked, and every masked word. Undefined: the value
 * contains a masked word in another encoding and must be removed.
 */
const maskValue = (
  name: string,
  value: string,
  isMaskedLink: boolean,
  wanted: readonly string[],
  holdsMasked: HoldsMasked,
): string | undefined => {
  if (isMaskedLink && name === 'href' && ADDRESS.test(value)) return value.replace(/:.*$/s, ':***');
  if (!holdsMasked(name, value)) return value;
  const seen = compact(value);
  const found = wanted.flatMap((each) => findOccurrences(seen, each));
  const starred = found.length === 0 ? value : starText(value, found);
  return holdsMasked(name, starred) ? undefined : starred;
};

const attributeEdits = (
  html: string,
  mapped: MappedText,
  spans: readonly Span[],
  words: readonly string[],
): readonly Edit[] => {
  const links = maskedLinks(mapped, spans);
  const wanted = wantedOf(words, SEARCHED_UNITS);
  const holdsMasked = holdsMaskedOf(words);
  return mapped.tags.flatMap(({ start, end, closing }, index) => {
    const source = closing ? '' : html.slice(start, end);
    const put = source.replace(ATTRIBUTE, (whole: string, name: string, value: string) => {
      const plain = decodeReferences(value);
      const masked = maskValue(name.toLowerCase(), plain, links.has(index), wanted, holdsMasked);
      return masked === plain ? whole : masked === undefined ? '' : ` ${name}="${encode(masked)}"`;
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

/** The length of a span's text content in UTF-16 units after masking. The span begins and ends between graphemes. */
export const shownLength = ({ text, solid }: MappedText, span: Span): number =>
  graphemesOf(text, span).reduce((sum, grapheme) => {
    let kept = 0;
    for (let unit = grapheme.start; unit < grapheme.end; unit += 1) kept += solid[unit] === 1 ? 0 : 1;
    if (isLineBreak(text, grapheme)) return sum + grapheme.end - grapheme.start;
    return sum + kept + (kept < grapheme.end - grapheme.start ? 1 : 0);
  }, 0);

/**
 * Sanitized HTML with one `*` for each grapheme of its text content that a span touches. Tags, white space between
 * tags, line breaks and all other text stay unchanged. Attributes that contain one of the `words` in any usual encoding
 * are masked or removed, as are the URLs of links whose text is masked.
 */
export const maskHtml = (
  html: string,
  spans: readonly Span[],
  words: readonly string[],
  mapped = mapText(html),
): string => {
  const wide = widenToGraphemes(mapped.text, spans);
  return apply(html, [
    ...wide.flatMap((span) => starEdits(mapped, span)),
    ...attributeEdits(html, mapped, wide, words),
  ]);
};

/** Masks the words wherever they occur in another HTML text. */
export const maskWords = (html: string, words: readonly string[]): string => {
  const mapped = mapText(html);
  const seen = compact(mapped.text);
  return maskHtml(
    html,
    wantedOf(words, SEARCHED_UNITS).flatMap((each) => findOccurrences(seen, each)),
    words,
    mapped,
  );
};

/** URLs in plain text, which HTML has in attributes. */
const TEXT_ADDRESS = /\b(?:https?:\/\/|mailto:|tel:)[^\s<>"\])]+/gi;

/** Removes URLs from plain text that contain one of the words in another encoding. */
export const withoutAddresses = (text: string, words: readonly string[]): string => {
  const holdsMasked = holdsMaskedOf(words);
  return text.replace(TEXT_ADDRESS, (address) => (holdsMasked('href', address) ? '***' : address));
};

/** Masks the words wherever they occur in plain text. */
export const maskPlainWords = (text: string, words: readonly string[]): string => {
  const seen = compact(text);
  return withoutAddresses(
    starText(
      text,
      wantedOf(words, SEARCHED_UNITS).flatMap((each) => findOccurrences(seen, each)),
    ),
    words,
  );
};
