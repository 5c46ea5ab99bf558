import type { DeskDirectory } from '../ports/desk.ts';
import type { SenderIdentities, SenderState } from '../ports/mails.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';

export type MailAddressesDeps = {
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly senders: SenderIdentities;
};
/** An address and whether mail can be sent from it. `used`: the service uses it already. */
export type ShownAddress = { readonly address: string; readonly state: SenderState; readonly used: boolean };

/**
 * The service's addresses in order; the first is the sender for tickets that did not come by mail. `also` adds an
 * address that the service may get.
 */
export const listMailAddresses =
  ({ directory, senders }: MailAddressesDeps) =>
  async (serviceId: string, also: string | undefined): Promise<readonly ShownAddress[]> => {
    const service = await directory.findService(serviceId);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    const each = [...new Set([...service.addresses, ...(also === undefined ? [] : [also])])];
    const states = await senders.states(each);
    return each.map((address) => ({
      address,
      state: states.get(address) ?? 'unknown',
      used: service.addresses.includes(address),
    }));
  };

/** Sends a verification mail to an address, unless it is verified. Bounces of its mails are told by events alone. */
export const verifyMailAddress =
  ({ directory, senders }: MailAddressesDeps) =>
  async (serviceId: string, address: string): Promise<ShownAddress> => {
    const before = (await senders.states([address])).get(address);
    if (before !== 'verified') await senders.verify(address);
    // Also of an address that an operator verified, and again where an earlier request ended before it.
    await senders.stopFeedbackMails([address]);
    const service = await directory.findService(serviceId);
    return {
      address,
      state: before === 'verified' ? before : ((await senders.states([address])).get(address) ?? 'unknown'),
      used: service?.addresses.includes(address) ?? false,
    };
  };

export type SenderRefusal = { readonly code: 'sender_not_verified'; readonly addresses: readonly string[] };

/**
 * Checks that SES has verified a service's mail addresses: it would refuse every answer sent from others. Before one is
 * used, bounces of its mails are told by events alone.
 */
export const admitSenders =
  ({ senders }: { readonly senders: Pick<SenderIdentities, 'states' | 'stopFeedbackMails'> }) =>
  async (addresses: readonly string[]): Promise<Result<undefined, SenderRefusal>> => {
    if (addresses.length === 0) return ok(undefined);
    const states = await senders.states(addresses);
    const refused = addresses.filter((address) => states.get(address) !== 'verified');
    if (refused.length > 0) return err({ code: 'sender_not_verified', addresses: refused });
    await senders.stopFeedbackMails(addresses);
    return ok(undefined);
  };
