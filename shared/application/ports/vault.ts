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
 * printable ASCII of four thirds
 * of the plaintext's UTF-8 and about 320 characters more, that may lie in a DynamoDB row; nothing of it ever leaves by
 * an API.
 */
export type Vault = {
  /** Sealing the same twice gives two different strings. */
  seal(context: VaultContext, plaintext: string): Promise<string>;
  /** Throws when the text was altered, or sealed under another context. */
  open(context: VaultContext, sealed: string): Promise<string>;
};
