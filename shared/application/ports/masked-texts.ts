import type { Body } from '../../domain/masking/mask-entry.ts';

/** What masks hide of entries, sealed. Written by `TicketChange.original`. */
export type SealedOriginals = {
  /** Consistent; undefined: nothing of the entry is masked. */
  find(serviceId: string, number: number, entryId: string): Promise<string | undefined>;
};

/** The texts of all drafts of a ticket, whoever writes them, and of what was put aside of them. */
export type DraftTexts = {
  /**
   * Writes each text as `rewrite` gives it, if it is another; a draft that is saved meanwhile is rewritten as it is
   * then. Its version stays. Gives how many rows changed.
   */
  rewrite(serviceId: string, number: number, rewrite: (body: Body) => Body): Promise<number>;
};
