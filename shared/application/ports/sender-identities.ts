/** Whether the organization may write from an address. `unknown`: nobody asked for it yet. */
export const SENDER_STATES = ['verified', 'pending', 'failed', 'unknown'] as const;
export type SenderState = (typeof SENDER_STATES)[number];

/**
 * Addresses that mail may leave from, as SES knows them. An address of a verified domain, or of one below it, is
 * verified.
 */
export type SenderIdentities = {
  /** Of each address that is asked for, lower case. */
  states(addresses: readonly string[]): Promise<ReadonlyMap<string, SenderState>>;
  /** Has a mail sent to the address, with a link that verifies it. */
  verify(address: string): Promise<void>;
};
