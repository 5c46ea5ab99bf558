import { selectRange } from './selected-text.ts';

type Move = readonly [direction: 'forward' | 'backward', by: 'character' | 'word' | 'line'];
const MOVES: Readonly<Record<string, Move>> = {
  ArrowRight: ['forward', 'character'],
  ArrowLeft: ['backward', 'character'],
  ArrowDown: ['forward', 'line'],
  ArrowUp: ['backward', 'line'],
};

const repeat = (count: number, run: () => void): void => {
  for (let left = count; left > 0; left -= 1) run();
};

/**
 * Selects words of a text by key: the arrows go from word to word, with Shift they change the end of the selection by
 * characters and lines, with Shift and Ctrl or Alt by words. Returns a function that ends it; so does Esc, and what
 * selects elsewhere.
 */
export const createKeySelection = (box: Element, onEnd: () => void): (() => void) => {
  const selection = document.getSelection()!;
  const isInside = (): boolean =>
    selection.rangeCount > 0 && box.contains(selection.anchorNode) && box.contains(selection.focusNode);
  /** Systems differ in whether a word has the space before it, the one behind it, or none. */
  const trim = (): void => {
    const [, before = '', , after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(String(selection)) ?? [];
    if (before !== '') {
      selection.collapseToStart();
      repeat(before.length, () => {
        selection.modify('move', 'forward', 'character');
      });
      selection.modify('extend', 'forward', 'word');
    } else
      repeat(after.length, () => {
        selection.modify('extend', 'backward', 'character');
      });
  };
  const selectWord = (direction: Move[0], by: 'word' | 'line'): void => {
    if (direction === 'forward') selection.collapseToEnd();
    else selection.collapseToStart();
    if (by === 'line') selection.modify('move', direction, 'line');
    else if (direction === 'backward') selection.modify('move', 'backward', 'word');
    selection.modify('extend', 'forward', 'word');
    trim();
  };
  /** Nothing moves out of the text. */
  const within = (move: () => void): void => {
    const before = selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
    move();
    if (!isInside() && before !== null) selectRange(before);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      selection.removeAllRanges();
      event.preventDefault();
      event.stopPropagation();
      onEnd();
      return;
    }
    const move = MOVES[event.key];
    if (move === undefined || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [direction, by] = move;
    within(() => {
      if (event.shiftKey) selection.modify('extend', direction, event.ctrlKey || event.altKey ? 'word' : by);
      else selectWord(direction, by === 'line' ? 'line' : 'word');
    });
    selection.focusNode?.parentElement?.scrollIntoView({ block: 'nearest' });
  };
  const elsewhere = (): void => {
    if (!isInside()) onEnd();
  };
  selection.setBaseAndExtent(box, 0, box, 0);
  selection.modify('extend', 'forward', 'word');
  trim();
  document.addEventListener('keydown', pressed, true);
  document.addEventListener('pointerdown', onEnd);
  // What was selected is masked: there is nothing left to change.
  document.addEventListener('selectionchange', elsewhere);
  return () => {
    document.removeEventListener('keydown', pressed, true);
    document.removeEventListener('pointerdown', onEnd);
    document.removeEventListener('selectionchange', elsewhere);
  };
};
