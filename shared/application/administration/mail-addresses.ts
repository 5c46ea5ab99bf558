import type { DeskDirectory } from '../ports/desk.ts';
import type { SenderIdentities, SenderState } from '../ports/mails.ts';

export type MailAddressesDeps = {
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly senders: SenderIdentities;
};
/** An address and whether mail may leave from it. `used`: it is one of the service's. */
export type ShownAddress = { readonly address: string; readonly state: SenderState; readonly used: boolean };

/**
 * The service's addresses in their order, the first being the sender of what came another way; `also` names one that it
 * might get.
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

/** Has an address verified by a mail to it; one that is verified already is left alone. */
export const verifyMailAddress =
  ({ directory, senders }: MailAddressesDeps) =>
  async (serviceId: string, address: string): Promise<ShownAddress> => {
    const before = (await senders.states([address])).get(address);
    if (before !== 'verified') await senders.verify(address);
    const service = await directory.findService(serviceId);
    return {
      address,
      state: before === 'verified' ? before : ((await senders.states([address])).get(address) ?? 'unknown'),
      used: service?.addresses.includes(address) ?? false,
    };
  };
