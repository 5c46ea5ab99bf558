import {
  GetIdentityVerificationAttributesCommand,
  type SESClient,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { NotFoundException, PutEmailIdentityFeedbackAttributesCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { SenderIdentities, SenderState } from '../../application/ports/mails.ts';

/** Maximum identities in one SES call. */
const ASKED_AT_ONCE = 100;

const STATES: Readonly<Record<string, SenderState>> = {
  Success: 'verified',
  Pending: 'pending',
  TemporaryFailure: 'pending',
  Failed: 'failed',
};

/** The domain of an address and its parent domains: verifying a domain verifies its subdomains. */
const domainsOf = (address: string): readonly string[] => {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};

/**
 * Verified sender addresses in SES. `mailDomain` is the stage's own domain, which its stack verifies. The first version
 * of SES's API switches off mails about bounces only with topics of SNS in their place; the second takes the events of
 * the configuration set for that.
 */
export const sesSenderIdentities = ({
  client,
  secondClient,
  mailDomain,
}: {
  readonly client: SESClient;
  readonly secondClient: SESv2Client;
  readonly mailDomain: string;
}): SenderIdentities => {
  const isOurs = (address: string) => domainsOf(address).includes(mailDomain);
  return {
    async states(addresses) {
      const names = [
        ...new Set(
          addresses.filter((address) => !isOurs(address)).flatMap((address) => [address, ...domainsOf(address)]),
        ),
      ];
      const told = new Map<string, SenderState>();
      for (let from = 0; from < names.length; from += ASKED_AT_ONCE) {
        const { VerificationAttributes = {} } = await client.send(
          new GetIdentityVerificationAttributesCommand({ Identities: names.slice(from, from + ASKED_AT_ONCE) }),
        );
        for (const [name, { VerificationStatus }] of Object.entries(VerificationAttributes))
          told.set(name.toLowerCase(), STATES[VerificationStatus ?? ''] ?? 'unknown');
      }
      const stateOf = (address: string): SenderState =>
        isOurs(address) || domainsOf(address).some((domain) => told.get(domain) === 'verified')
          ? 'verified'
          : (told.get(address) ?? 'unknown');
      return new Map(addresses.map((address) => [address, stateOf(address)]));
    },
    async verify(address) {
      await client.send(new VerifyEmailIdentityCommand({ EmailAddress: address }));
    },
    async stopFeedbackMails(addresses) {
      // One after the other: SES takes about one such call a second.
      for (const EmailIdentity of addresses.filter((address) => !isOurs(address))) {
        try {
          await secondClient.send(
            new PutEmailIdentityFeedbackAttributesCommand({ EmailIdentity, EmailForwardingEnabled: false }),
          );
        } catch (cause) {
          if (!(cause instanceof NotFoundException)) throw cause;
        }
      }
    },
  };
};
