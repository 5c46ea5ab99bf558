import { err, ok, type Result } from '../kernel/result.ts';
import { graphemesOf, isLineBreak, starText, widenToGraphemes } from './graphemes.ts';
import { mapText, textContentOf, type MappedText } from './html-text.ts';
import { maskHtml, maskWords, shownLength, withoutAddresses } from './mask-html.ts';
import { alignSpans, compact, findOccurrences, wantedOf } from './occurrences.ts';
import { mergeSpans, overlaps, type Span } from './span.ts';

/** A masked part of an entry, in offsets of the original text content. */
export type Mask = Span & {
  /** Unique within its entry. */
  readonly id: string;
  /** Its length in UTF-16 units in the shown text content. */
  readonly shown: number;
  readonly by: string;
  readonly at: string;
};

/**
 * The masks of an entry; part of its row and not secret. Kept when the last mask is removed, so that old offsets are
 * recognized as outdated.
 */
export type Masking = {
  /** Grows by one with each change of the masks; offsets are valid for one revision. */
  readonly revision: number;
  /** Sorted, without overlaps. */
  readonly masks: readonly Mask[];
};

export type Body = { readonly html: string; readonly text: string };

/** Maximum masks of an entry, so that it fits into its row. */
export const MASKS_LIMIT = 300;

export const UNMASKED: Masking = { revision: 0, masks: [] };

export type SelectionRefusal =
  /** The selection ends beyond the text, which has `length` units. */
  | { readonly code: 'selection_out_of_range'; readonly index: number; readonly length: number }
  | { readonly code: 'too_many_masks'; readonly limit: number };

/** The masks in offsets of the shown text content. */
export const shownSpans = (masks: readonly Mask[]): readonly (Span & Pick<Mask, 'id'>)[] => {
  let gone = 0;
  return masks.map(({ id, start, end, shown }) => {
    const at = start - gone;
    gone += end - start - shown;
    return { id, start: at, end: at + shown };
  });
};

/**
 * Converts a span of the shown text into offsets of the original text; a mask that it touches is included completely.
 */
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
 * Masks selections of the shown text content. `written` is the original HTML. Selections are extended to grapheme
 * clusters; overlapping selections and masks become one mask. Undefined: everything is masked already, or contains no
 * text.
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

/** Removes one mask; undefined when there is none with this id. */
export const removeMask = (
  { revision, masks }: Masking,
  id: string,
): { readonly masking: Masking; readonly removed: Mask } | undefined => {
  const removed = masks.find((each) => each.id === id);
  return removed && { masking: { revision: revision + 1, masks: masks.filter((each) => each !== removed) }, removed };
};

/** The strings that the masks hide. */
export const wordsOf = (written: string, masks: readonly Span[]): readonly string[] => {
  const text = textContentOf(written);
  return masks.map(({ start, end }) => text.slice(start, end));
};

/**
 * The text of an entry as it is stored and shown with these masks; the original when there are none. Plain text that
 * was made from the HTML (`plain`) is made again from the masked HTML; other plain text is masked at the same places,
 * or else wherever the masked words occur.
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
 * Masks the whole of a text too long for its row: in its beginning at the masks of the row's HTML, and elsewhere
 * wherever the masked words occur.
 */
export const maskWhole = (whole: string, beginning: string, masks: readonly Span[]): string => {
  if (masks.length === 0) return whole;
  const words = wordsOf(beginning, masks);
  const upToLast = textContentOf(beginning).slice(0, Math.max(...masks.map(({ end }) => end)));
  const alike = textContentOf(whole).startsWith(upToLast);
  return maskWords(alike ? maskHtml(whole, masks, []) : whole, words);
};

/** Why part of an entry was not masked, revealed or removed. */
export type MaskRefusal =
  | SelectionRefusal
  | { readonly code: 'entry_not_found'; readonly entryId: string }
  /** The masks changed since the caller saw them: the offsets may refer to other text. */
  | { readonly code: 'entry_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'mask_not_found'; readonly maskId: string }
  | { readonly code: 'unmask_not_allowed' }
  | { readonly code: 'attachment_not_found'; readonly attachmentId: string };
