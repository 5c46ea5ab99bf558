/** Pixels that the pointer moves before something follows it: less is a click. */
export const DRAG_AFTER = 6;

/** For a drag of which whoever does it announces in the agent's language what was done. */
export const SAID_ELSEWHERE = {
  announcements: {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => undefined,
  },
  screenReaderInstructions: { draggable: '' },
} as const;
