/** An answer that its agent may still take back. */
type UndoableAnswer = { readonly number: number; readonly entryId: string };

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
  /**
   * Offers to take answers back for as long as their service lets mails wait, in seconds. Returns false when there is
   * nothing to take back: mails leave at once, or no answer has one.
   */
  makeFor: (undoSeconds: number, made: Omit<UndoOffer, 'until'>): boolean => {
    if (undoSeconds <= 0 || made.answers.length === 0) return false;
    set({ ...made, until: Date.now() + undoSeconds * 1000 });
    return true;
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
