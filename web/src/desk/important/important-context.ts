import { createContext, use } from 'react';

/** What the agent marked as important (product.md §3). */
export type Important = {
  readonly numbers: ReadonlySet<number>;
  /** Marks a ticket, or takes its mark away. */
  readonly toggle: (number: number) => void;
  /** Shows a mark that a batch has set or taken away, here and in the agent's other windows. */
  readonly show: (number: number, important: boolean) => void;
};

export const ImportantContext = createContext<Important | null>(null);

/** Throws outside of `ImportantProvider`. */
export const useImportant = (): Important => {
  const important = use(ImportantContext);
  if (important === null) throw new Error('useImportant outside of ImportantProvider');
  return important;
};
