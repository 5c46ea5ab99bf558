const focusOn = (id: string) => (): void => {
  document.getElementById(id)?.focus({ preventScroll: true });
};

/** Gives the focus to the open ticket as a whole. */
export const focusTicket = focusOn('ticket');
/** Gives the focus to the list as a whole. */
export const focusList = focusOn('list');
/** The same when what was just opened has been drawn. */
export const afterDrawing = (focus: () => void): void => {
  setTimeout(focus, 0);
};
