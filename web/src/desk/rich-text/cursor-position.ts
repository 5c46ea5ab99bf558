import type { Editor } from '@tiptap/react';

/** Pixels of a list that floats at the cursor. */
const WIDTH = 360;
const MAX_HEIGHT = 320;

/**
 * Where the list floats, in pixels from the edges of the field: above the cursor, or below it where there is more room
 * in the window, or in the dialog or the scrolling part of the page around.
 */
export const positionAtCursor = (editor: Editor, from: number, field: HTMLElement) => {
  const cursor = editor.view.coordsAtPos(from);
  const box = field.getBoundingClientRect();
  const around = field.closest('[role="dialog"], [data-scrolls]')?.getBoundingClientRect() ?? {
    top: 0,
    bottom: window.innerHeight,
  };
  const [above, below] = [cursor.top - around.top - 16, around.bottom - cursor.bottom - 16];
  const isAbove = above >= Math.min(MAX_HEIGHT, below);
  return {
    left: Math.max(8, Math.min(cursor.left - box.left, box.width - WIDTH - 8)),
    ...(isAbove ? { bottom: box.bottom - cursor.top + 4 } : { top: cursor.bottom - box.top + 4 }),
    maxHeight: Math.max(120, Math.min(MAX_HEIGHT, isAbove ? above : below)),
  };
};
