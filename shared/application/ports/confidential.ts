import type { Body } from '../../domain/masking/mask-entry.ts';
import type { Fact } from '../../domain/ticket/facts.ts';

/** What an encrypted text belongs to. The context is bound to the ciphertext: opening it under another one fails. */
export type VaultContext = {
  readonly serviceId: string;
  /** Set for everything that belongs to one ticket. */
  readonly number?: number;
  /**
   * Which part of the service or ticket, by kind and id, never by content: `mask/{id}`, `field/{code}`,
   * `customer-information/{id}`.
   */
  readonly of: string;
};

/**
 * Encrypts secrets that are stored in rows: masked originals, encrypted fields, API keys. A sealed text is an opaque
 * string of printable ASCII, four thirds as long as the plaintext's UTF-8 plus about 320 characters. It is never
 * returned by an API.
 */
export type Vault = {
  /** Encrypting the same text twice gives two different strings. */
  seal(context: VaultContext, plaintext: string): Promise<string>;
  /** Throws when the text was altered or encrypted under another context. */
  open(context: VaultContext, sealed: string): Promise<string>;
};

/** The encrypted originals of masked entries; written by `TicketChange.original`. */
export type SealedOriginals = {
  /** Consistent read; undefined when nothing in the entry is masked. */
  find(serviceId: string, number: number, entryId: string): Promise<string | undefined>;
};

/** The texts of all drafts of a ticket, of all agents, and of their earlier versions. */
export type DraftTexts = {
  /**
   * Replaces each text by the result of `rewrite`, if it differs; a draft that is saved at the same time is rewritten
   * too. Versions don't change. Returns the number of changed rows.
   */
  rewrite(serviceId: string, number: number, rewrite: (body: Body) => Body): Promise<number>;
};

export type ViewingLog = {
  /** Logs that somebody is about to view hidden content. Returns false without writing when the ticket was deleted. */
  record(fact: Fact): Promise<boolean>;
};
