/** A data key is unwrapped only under the context that it was made under. Grants of functions name contexts too. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** Of the secret by which a stage signs its reply addresses. */
export const REPLY_ADDRESSES = { purpose: 'reply-addresses' } as const satisfies EncryptionContext;

/** The member that every context of the vault has. */
export const VAULT_MEMBER = 'serviceId';
