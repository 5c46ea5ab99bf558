import type { SenderIdentities, SenderState } from '../../application/ports/sender-identities.ts';

/** Sender addresses in memory: those of `domains` are verified; what is asked for waits until `confirm`. */
export const memorySenderIdentities = (domains: readonly string[] = ['example.com']): SenderIdentities & { confirm(address: string): void } => {
  const known = new Map<string, SenderState>();
  const stateOf = (address: string): SenderState => (domains.some((domain) => address.endsWith(`@${domain}`) || address.endsWith(`.${domain}`)) ? 'verified' : known.get(address) ?? 'unknown');
  return {
    states: async (addresses) => new Map(addresses.map((address) => [address, stateOf(address)])),
    verify: async (address) => { if (known.get(address) !== 'verified') known.set(address, 'pending'); },
    confirm: (address) => { known.set(address, 'verified'); },
  };
};
