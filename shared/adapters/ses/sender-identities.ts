import {
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  type SESClient,
  VerifyDomainDkimCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { NotFoundException, PutEmailIdentityFeedbackAttributesCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { DomainIdentity, SenderIdentities, SenderState } from '../../application/ports/mails.ts';
import { domainOf, withParentDomains } from '../../domain/mail/sender-domain.ts';

/** Maximum identities in one SES call. */
const ASKED_AT_ONCE = 100;

const STATES: Readonly<Record<string, SenderState>> = {
  Success: 'verified',
  Pending: 'pending',
  TemporaryFailure: 'pending',
  Failed: 'failed',
};

/** The domain of an address and its parent domains: verifying a domain verifies its subdomains. */
const domainsOf = (address: string): readonly string[] => withParentDomains(domainOf(address));

/** The names of identities in pieces that one call takes. */
const inCalls = (names: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(names.length / ASKED_AT_ONCE) }, (_, index) =>
    names.slice(index * ASKED_AT_ONCE, (index + 1) * ASKED_AT_ONCE),
  );

type Verification = { readonly state: SenderState; readonly token?: string };

/** What SES says of each identity that it knows. */
const verificationOf = async (
  client: SESClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, Verification>> => {
  const told = new Map<string, Verification>();
  for (const Identities of inCalls(names)) {
    const { VerificationAttributes = {} } = await client.send(
      new GetIdentityVerificationAttributesCommand({ Identities: [...Identities] }),
    );
    for (const [name, { VerificationStatus, VerificationToken: token }] of Object.entries(VerificationAttributes))
      told.set(name.toLowerCase(), {
        state: STATES[VerificationStatus ?? ''] ?? 'unknown',
        ...(token === undefined ? {} : { token }),
      });
  }
  return told;
};

type Signing = { readonly state: SenderState; readonly tokens: readonly string[] };

/** What SES says of how each domain's mails are signed. */
const signingOf = async (client: SESClient, domains: readonly string[]): Promise<ReadonlyMap<string, Signing>> => {
  const told = new Map<string, Signing>();
  for (const Identities of inCalls(domains)) {
    const { DkimAttributes = {} } = await client.send(
      new GetIdentityDkimAttributesCommand({ Identities: [...Identities] }),
    );
    for (const [name, { DkimVerificationStatus, DkimTokens }] of Object.entries(DkimAttributes))
      told.set(name.toLowerCase(), {
        state: STATES[DkimVerificationStatus ?? ''] ?? 'unknown',
        tokens: DkimTokens ?? [],
      });
  }
  return told;
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
      const told = await verificationOf(client, names);
      const stateOf = (address: string): SenderState =>
        isOurs(address) || domainsOf(address).some((domain) => told.get(domain)?.state === 'verified')
          ? 'verified'
          : (told.get(address)?.state ?? 'unknown');
      return new Map(addresses.map((address) => [address, stateOf(address)]));
    },
    async domains(domains) {
      const asked = domains.filter((domain) => !isOurs(domain));
      // One after the other: SES takes about one call of each kind a second.
      const told = await verificationOf(client, [...new Set(asked.flatMap(withParentDomains))]);
      const signing = await signingOf(client, asked);
      const identityOf = (domain: string): DomainIdentity => {
        if (isOurs(domain)) return { state: 'verified', signing: 'verified', dkimTokens: [], verifiedBy: mailDomain };
        const { state: signed = 'unknown', tokens: dkimTokens = [] } = signing.get(domain) ?? {};
        const { state = 'unknown', token: verificationToken } = told.get(domain) ?? {};
        const above = withParentDomains(domain).find((parent) => told.get(parent)?.state === 'verified');
        return {
          state: above === undefined ? state : 'verified',
          signing: signed,
          dkimTokens,
          ...(verificationToken === undefined ? {} : { verificationToken }),
          ...(above === undefined || above === domain ? {} : { verifiedBy: above }),
        };
      };
      return new Map(domains.map((domain) => [domain, identityOf(domain)]));
    },
    async verifyDomain(domain) {
      await client.send(new VerifyDomainIdentityCommand({ Domain: domain }));
      await client.send(new VerifyDomainDkimCommand({ Domain: domain }));
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
