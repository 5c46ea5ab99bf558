import { err, ok, type Result } from '../kernel/result.ts';
import { graphemesOf, isLineBreak, starText, widenToGraphemes } from './graphemes.ts';
import { mapText, textContentOf, type MappedText } from './html-text.ts';
import { maskHtml, maskWords, shownLength, withoutAddresses } from './mask-html.ts';
import { alignSpans, compact, findOccurrences, wantedOf } from './occurrences.ts';
import { mergeSpans, overlaps, type Span } from './span.ts';

/** A stretch of an entry that is masked, in offsets of the text content as it was written. */
export type Mask = Span & {
  /** Unique in its entry. */
  readonly id: string;
  /** UTF-16 units that it takes in the text content as it is shown. */
  readonly shown: number;
  readonly by: string;
  readonly at: string;
};

/**
 * How an entry is masked: part of its row, and no secret. Kept when the last mask is gone, so that old offsets are
 * known to be old.
 */
export type Masking = {
  /** Grows by one with each change of the masks: offsets hold for one revision. */
  readonly revision: number;
  /** In order, none over another. */
  readonly masks: readonly Mask[];
};

export type Body = { readonly html: string; readonly text: string };

/** An entry's row must stay a row. */
export const MASKS_LIMIT = 300;

export const UNMASKED: Masking = { revision: 0, masks: [] };

export type SelectionRefusal =
  /** A selection that the text doesn't have: `length` is what it has. */
  | { readonly code: 'selection_out_of_range'; readonly index: number; readonly length: number }
  | { readonly code: 'too_many_masks'; readonly limit: number };

/** Masks as they lie in the text content that is shown. */
export const shownSpans = (masks: readonly Mask[]): readonly (Span & Pick<Mask, 'id'>)[] => {
  let gone = 0;
  return masks.map(({ id, start, end, shown }) => {
    const at = start - gone;
    gone += end - start - shown;
    return { id, start: at, end: at + shown };
  });
};

/** A span of what is shown, in offsets of what was written; what it touches of a mask is the mask. */
const writtenSpan = (masks: readonly Mask[], { start, end }: Span): Span => {
  const shown = shownSpans(masks);
  const place = (offset: number, atStart: boolean): number => {
    const over = shown.findIndex((each) =>
      atStart ? each.start <= offset && offset < each.end : each.start < offset && offset <= each.end,
    );
    if (over >= 0) return atStart ? masks[over]!.start : masks[over]!.end;
    const before = shown.findLastIndex((each) => each.end <= offset);
    return before < 0 ? offset : offset - shown[before]!.end + masks[before]!.end;
  };
  return { start: place(start, true), end: place(end, false) };
};

const says = ({ text, solid }: MappedText, span: Span): boolean =>
  graphemesOf(text, span).some(
    (grapheme) => !isLineBreak(text, grapheme) && solid.subarray(grapheme.start, grapheme.end).includes(1),
  );

/**
 * Masks what is selected in the text content as it is shown. `written` is the HTML as it was written. Selections are
 * widened to grapheme clusters; what overlaps, each other or masks that are there, becomes one mask. Undefined: all of
 * it is masked already, or says nothing.
 */
export const addMasks = (
  written: string,
  { revision, masks }: Masking,
  selections: readonly Span[],
  { by, at }: Pick<Mask, 'by' | 'at'>,
): Result<{ readonly masking: Masking; readonly added: readonly Mask[] } | undefined, SelectionRefusal> => {
  const mapped = mapText(written);
  const length = mapped.text.length - masks.reduce((sum, { start, end, shown }) => sum + end - start - shown, 0);
  const index = selections.findIndex(({ start, end }) => start < 0 || start >= end || end > length);
  if (index >= 0) return err({ code: 'selection_out_of_range', index, length });
  const selected = mergeSpans(selections.map((each) => writtenSpan(masks, each)))
    .flatMap((each) => widenToGraphemes(mapped.text, [each]))
    .filter((each) => says(mapped, each));
  const isCovered = (span: Span) => masks.some((mask) => mask.start <= span.start && span.end <= mask.end);
  const fresh = mergeSpans(selected.filter((each) => !isCovered(each)));
  if (fresh.length === 0) return ok(undefined);
  const spans = mergeSpans([...fresh, ...masks]);
  const next = revision + 1;
  const all = spans.map((span, position): Mask => {
    const same = masks.find((mask) => mask.start === span.start && mask.end === span.end);
    return same ?? { id: `${String(next)}-${String(position + 1)}`, ...span, shown: shownLength(mapped, span), by, at };
  });
  if (all.length > MASKS_LIMIT) return err({ code: 'too_many_masks', limit: MASKS_LIMIT });
  return ok({
    masking: { revision: next, masks: all },
    added: all.filter((each) => fresh.some((span) => overlaps(span, each))),
  });
};

/** Takes one mask away; undefined: there is none with this id. */
export const removeMask = (
  { revision, masks }: Masking,
  id: string,
): { readonly masking: Masking; readonly removed: Mask } | undefined => {
  const removed = masks.find((each) => each.id === id);
  return removed && { masking: { revision: revision + 1, masks: masks.filter((each) => each !== removed) }, removed };
};

/** The strings that masks hide. */
export const wordsOf = (written: string, masks: readonly Span[]): readonly string[] => {
  const text = textContentOf(written);
  return masks.map(({ start, end }) => text.slice(start, end));
};

/**
 * What is stored and shown of an entry with these masks; without any, exactly what was written. The plain text is made
 * anew from the masked HTML where it was made from the HTML (`plain` tells), else masked at the same places, else
 * wherever the masked words stand in it.
 */
export const maskBody = (written: Body, masks: readonly Span[], plain: (html: string) => string): Body => {
  if (masks.length === 0) return written;
  const words = wordsOf(written.html, masks);
  const html = maskHtml(written.html, masks, words);
  if (plain(written.html) === written.text) return { html, text: plain(html) };
  const aligned = alignSpans(textContentOf(written.html), written.text, masks);
  if (aligned !== undefined) return { html, text: starText(written.text, aligned) };
  const seen = compact(written.text);
  return {
    html,
    text: withoutAddresses(
      starText(
        written.text,
        wantedOf(words, 1).flatMap((each) => findOccurrences(seen, each)),
      ),
      words,
    ),
  };
};

/**
 * Of a text too long for its row, the whole of it: masked where the row's HTML, its beginning, is, and wherever else
 * the words stand.
 */
export const maskWhole = (whole: string, beginning: string, masks: readonly Span[]): string => {
  if (masks.length === 0) return whole;
  const words = wordsOf(beginning, masks);
  const upToLast = textContentOf(beginning).slice(0, Math.max(...masks.map(({ end }) => end)));
  const alike = textContentOf(whole).startsWith(upToLast);
  return maskWords(alike ? maskHtml(whole, masks, []) : whole, words);
};
