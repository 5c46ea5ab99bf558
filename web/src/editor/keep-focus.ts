import type { MouseEvent } from 'react';

/**
 * Leaves the focus in the editor while a button above it is pressed: without the focus the toolbar goes, and the button
 * would move away before it is let go.
 */
export const keepFocus = (event: MouseEvent): void => {
  event.preventDefault();
};
