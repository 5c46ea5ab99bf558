/** An answer that its agent may still take back. */
export type UndoableAnswer = { readonly number: number; readonly entryId: string };

/** What the bar offers to take back: one answer or those of a batch, until a time in milliseconds. */
export type UndoOffer = {
  readonly serviceId: string;
  readonly command: 'resolve' | 'pend';
  readonly answers: readonly UndoableAnswer[];
  /** What was done, in words. */
  readonly words: string;
  readonly until: number;
};

let offer: UndoOffer | null = null;
const listeners = new Set<() => void>();
const set = (next: UndoOffer | null): void => {
  offer = next;
  for (const listener of listeners) listener();
};

/** The last thing that can be taken back; a later one replaces it. */
export const undoOffer = {
  get: (): UndoOffer | null => offer,
  make: (next: UndoOffer): void => {
    set(next);
  },
  /** Ends this offer, unless a later one is there by now. */
  end: (ended: UndoOffer): void => {
    if (offer === ended) set(null);
  },
  /** Ends the offer that holds this answer: it was taken back elsewhere. */
  endFor: (entryId: string): void => {
    if (offer?.answers.some((answer) => answer.entryId === entryId) === true) set(null);
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
