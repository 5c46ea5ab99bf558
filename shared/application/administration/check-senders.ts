import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { SenderIdentities } from '../ports/mails.ts';

export type SenderRefusal = { readonly code: 'sender_not_verified'; readonly addresses: readonly string[] };

/** Answers leave from a service's addresses: what isn't verified can't become one, or SES would refuse every answer. */
export const checkSenders =
  ({ senders }: { readonly senders: Pick<SenderIdentities, 'states'> }) =>
  async (addresses: readonly string[]): Promise<Result<undefined, SenderRefusal>> => {
    if (addresses.length === 0) return ok(undefined);
    const states = await senders.states(addresses);
    const refused = addresses.filter((address) => states.get(address) !== 'verified');
    return refused.length === 0 ? ok(undefined) : err({ code: 'sender_not_verified', addresses: refused });
  };
