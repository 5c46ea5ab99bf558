import { graphemesOf, isLineBreak, widenToGraphemes } from '../../../../shared/domain/masking/graphemes.ts';
import { mergeSpans, type Span } from '../../../../shared/domain/masking/span.ts';
import { originOf, textNodesOf } from './text-origin.ts';

/** What is selected of one message. */
export type SelectedText = {
  readonly entryId: string;
  /** In the stored text. */
  readonly spans: readonly Span[];
  /** Characters that a mask would hide. */
  readonly count: number;
  /** The shown text from the beginning of the selection to its end, and where it begins. */
  readonly shown: string;
  readonly shownAt: number;
};

const TEXTS = '[data-entry-text]';
const entryOf = (box: Element): HTMLElement | null => box.closest<HTMLElement>('[data-entry]');
/** What a closed quote holds is not seen, so it is not selected. */
const isHidden = (node: Text): boolean =>
  node.parentElement?.matches('details:not([open]) *') === true && node.parentElement.closest('summary') === null;

const cut = (node: Text, range: Range): Span => ({
  start: node === range.startContainer ? range.startOffset : 0,
  end: node === range.endContainer ? range.endOffset : node.length,
});

/** Characters that a mask would turn into stars. */
const maskable = (node: Text, span: Span): number =>
  /\S/.test(node.data) && node.parentElement?.matches('[data-mask]') === false
    ? widenToGraphemes(node.data, [span])
        .flatMap((whole) => graphemesOf(node.data, whole))
        .filter((each) => !isLineBreak(node.data, each)).length
    : 0;

/** What of the text in a box a range selects; null when there is nothing to mask. */
export const selectedIn = (box: Element, range: Range): SelectedText | null => {
  const entryId = entryOf(box)?.dataset['entry'];
  if (entryId === undefined || !range.intersectsNode(box)) return null;
  const runs = originOf(box);
  const spans: Span[] = [];
  let [count, at, shown, shownAt] = [0, 0, '', -1];
  let run = 0;
  for (const node of textNodesOf(box)) {
    const nodeAt = at;
    at += node.length;
    if (!range.intersectsNode(node)) continue;
    const { start, end } = cut(node, range);
    if (start >= end) continue;
    if (shownAt < 0) shownAt = nodeAt + start;
    shown += node.data.slice(start, end);
    if (isHidden(node)) continue;
    // A text node of the page holds one run, or several where the parser joined them.
    while (run > 0 && runs[run]!.shown > nodeAt + start) run -= 1;
    for (; run < runs.length && runs[run]!.shown < nodeAt + end; run += 1) {
      const { shown: from, stored, length } = runs[run]!;
      const first = Math.max(nodeAt + start, from);
      const last = Math.min(nodeAt + end, from + length);
      if (first < last) {
        spans.push({ start: stored + first - from, end: stored + last - from });
        count += maskable(node, { start: first - nodeAt, end: last - nodeAt });
      }
      if (from + length > nodeAt + end) break;
    }
  }
  return spans.length === 0 || count === 0 ? null : { entryId, spans: mergeSpans(spans, true), count, shown, shownAt };
};

/** What the page's selection covers of the messages below an element; text outside of messages is left out. */
export const selectionIn = (history: Element): readonly SelectedText[] => {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return [...history.querySelectorAll(TEXTS)].flatMap((box) => selectedIn(box, range) ?? []);
};

/** The range of a stretch of the text that a box shows. */
const rangeAt = (box: Element, { start, end }: Span): Range | null => {
  const range = document.createRange();
  let [at, isBegun] = [0, false];
  for (const node of textNodesOf(box)) {
    if (!isBegun && start < at + node.length) {
      range.setStart(node, start - at);
      isBegun = true;
    }
    if (isBegun && end <= at + node.length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += node.length;
  }
  return null;
};

/** The ranges in which a box shows a span of the stored text: several where something was added between. */
export const rangesOf = (box: Element, { start, end }: Span): readonly Range[] =>
  mergeSpans(
    originOf(box).flatMap(({ shown, stored, length }) => {
      const first = Math.max(start, stored);
      const last = Math.min(end, stored + length);
      return first < last ? [{ start: shown + first - stored, end: shown + last - stored }] : [];
    }),
    true,
  ).flatMap((span) => rangeAt(box, span) ?? []);

export const boxOf = (history: Element, entryId: string): Element | null =>
  history.querySelector(`[data-entry="${CSS.escape(entryId)}"] ${TEXTS}`);

export const selectRange = (range: Range): void => {
  const selection = document.getSelection();
  selection?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
};

/** Selects again what was selected before the message was drawn anew. Returns whether it is still there. */
export const selectAgain = (history: Element, { entryId, shown, shownAt }: SelectedText): boolean => {
  const box = boxOf(history, entryId);
  const text = box?.textContent ?? '';
  const before = text.lastIndexOf(shown, shownAt);
  const after = text.indexOf(shown, shownAt);
  const at = before < 0 || (after >= 0 && after - shownAt < shownAt - before) ? after : before;
  const range = box === null || at < 0 ? null : rangeAt(box, { start: at, end: at + shown.length });
  if (range === null) return false;
  selectRange(range);
  return true;
};
