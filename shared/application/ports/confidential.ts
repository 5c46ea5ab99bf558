import type { Body } from '../../domain/masking/mask-entry.ts';
import type { Fact } from '../../domain/ticket/facts.ts';

/** What a sealed text belongs to. It is bound to the ciphertext: opened under another context, it is refused. */
export type VaultContext = {
  readonly serviceId: string;
  /** Of what belongs to one ticket. */
  readonly number?: number;
  /**
   * Which thing of the service or ticket, by name and id, never by content: `mask/{id}`, `field/{code}`,
   * `customer-information/{id}`.
   */
  readonly of: string;
};

/**
 * Keeps secrets in rows: masked originals, encrypted fields, keys of other sides. A sealed text is an opaque string,
 * printable ASCII of four thirds of the plaintext's UTF-8 and about 320 characters more, that may lie in a DynamoDB
 * row; nothing of it ever leaves by an API.
 */
export type Vault = {
  /** Sealing the same twice gives two different strings. */
  seal(context: VaultContext, plaintext: string): Promise<string>;
  /** Throws when the text was altered, or sealed under another context. */
  open(context: VaultContext, sealed: string): Promise<string>;
};

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

export type ViewingLog = {
  /**
   * Writes that somebody looked at something hidden, before it is shown. False when the ticket is gone meanwhile: then
   * nothing is written.
   */
  record(fact: Fact): Promise<boolean>;
};
