import { useSyncExternalStore } from 'react';

/** Inserts a template, filled, where the cursor is in the text; rejects when it could not be filled. */
export type InsertTemplate = (templateId: string) => Promise<void>;

/** The text of the open ticket, which is written in another part of the page. */
let offered: { readonly number: number; readonly insert: InsertTemplate } | null = null;
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Offers a ticket's text for templates of other parts of the page. Returns a function that ends it. */
export const offerInsertion = (number: number, insert: InsertTemplate): (() => void) => {
  const offer = { number, insert };
  offered = offer;
  tell();
  return () => {
    if (offered !== offer) return;
    offered = null;
    tell();
  };
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** What inserts a template into the ticket's text; null while nothing can be written there. */
export const useInsertion = (number: number): InsertTemplate | null =>
  useSyncExternalStore(subscribe, () => (offered?.number === number ? offered.insert : null));
