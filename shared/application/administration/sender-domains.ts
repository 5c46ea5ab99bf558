import { type DnsRecord, domainOf, inboundRecord, senderDomainRecords } from '../../domain/mail/sender-domain.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { DomainIdentity, SenderIdentities, SenderState } from '../ports/mails.ts';

export type SenderDomainsDeps = {
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly senders: Pick<SenderIdentities, 'domains' | 'verifyDomain' | 'stopFeedbackMails'>;
  /** The stage's own mail domain: whoever deploys the stage verifies it. */
  readonly mailDomain: string;
  /** The region in which SES sends and receives. */
  readonly region: string;
};

/** A domain that a service sends from, and the DNS records by which its owner allows that. */
export type SenderDomain = {
  readonly domain: string;
  /** Whether it is the stage's own, or below it: nothing is to be asked of SES. */
  readonly ours: boolean;
  readonly state: SenderState;
  readonly signing: SenderState;
  /** A domain above it that is verified in its place. */
  readonly verifiedBy?: string;
  /** The stage's own domain, to an address of which mail to this one has to be forwarded. Absent for our own. */
  readonly receivedBy?: string;
  readonly records: readonly DnsRecord[];
};

const shown = (domain: string, identity: DomainIdentity, { mailDomain, region }: SenderDomainsDeps): SenderDomain => {
  const { state, signing, verifiedBy } = identity;
  const ours = verifiedBy === mailDomain;
  return {
    domain,
    ours,
    state,
    signing,
    ...(verifiedBy === undefined || verifiedBy === domain ? {} : { verifiedBy }),
    ...(ours ? {} : { receivedBy: mailDomain }),
    records: ours
      ? domain === mailDomain
        ? [inboundRecord(domain, region)]
        : []
      : senderDomainRecords(domain, region, identity),
  };
};

const read = async (deps: SenderDomainsDeps, domains: readonly string[]): Promise<readonly SenderDomain[]> => {
  const known = await deps.senders.domains(domains);
  return domains.map((domain) =>
    shown(domain, known.get(domain) ?? { state: 'unknown', signing: 'unknown', dkimTokens: [] }, deps),
  );
};

/** The domains of the service's addresses, in the order of the addresses. `also` adds one that it may get. */
export const listSenderDomains =
  (deps: SenderDomainsDeps) =>
  async (serviceId: string, also: string | undefined): Promise<readonly SenderDomain[]> => {
    const service = await deps.directory.findService(serviceId);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    return read(deps, [
      ...new Set([...service.addresses.map(domainOf), ...(also === undefined ? [] : [also.toLowerCase()])]),
    ]);
  };

/**
 * Has SES look for a domain's records, unless it is verified or the stage's own; gives the records to set. Bounces of
 * its mails are told by events alone. A domain that an operator verified keeps its settings: others may send from it.
 */
export const verifySenderDomain =
  (deps: SenderDomainsDeps) =>
  async (domain: string): Promise<SenderDomain> => {
    const [before] = await read(deps, [domain]);
    if (before!.state === 'verified') return before!;
    await deps.senders.verifyDomain(domain);
    await deps.senders.stopFeedbackMails([domain]);
    const [after] = await read(deps, [domain]);
    return after!;
  };
