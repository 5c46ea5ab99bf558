/** Where SES takes a region's mail: the value of a mail domain's MX record. */
export const inboundHost = (region: string): string => `inbound-smtp.${region}.amazonaws.com`;
/** Who may send in the name of a domain that sends by SES. */
export const SES_SPF = 'v=spf1 include:amazonses.com ~all';
/**
 * A DMARC record to begin with: it asks others to report and to refuse nothing. When the reports name nobody but us,
 * `p=quarantine` keeps others from writing in the domain's name.
 */
export const dmarcRecord = (reports: string | undefined): string =>
  `v=DMARC1; p=none${reports === undefined ? '' : `; rua=mailto:${reports}`}`;

/**
 * Regions whose DKIM keys have a domain of their own; all others share `dkim.amazonses.com`: "DKIM domains" in AWS
 * General Reference, https://docs.aws.amazon.com/general/latest/gr/ses.html, as of November 2026. Only regions that
 * receive mail are named.
 */
const REGIONS_WITH_DKIM_DOMAIN: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-northeast-3',
  'ap-southeast-3',
  'eu-south-1',
  'il-central-1',
]);
const dkimHost = (region: string): string =>
  REGIONS_WITH_DKIM_DOMAIN.has(region) ? `dkim.${region}.amazonses.com` : 'dkim.amazonses.com';

/**
 * What a DNS record is for. `dkim`: signs mails and verifies the domain; `verification`: verifies it where the others
 * can't be set; `inbound`: brings the domain's mail to the desk; `spf` and `dmarc`: others believe its mails rather.
 */
export const DNS_PURPOSES = ['dkim', 'verification', 'inbound', 'spf', 'dmarc'] as const;
export type DnsRecord = {
  readonly purpose: (typeof DNS_PURPOSES)[number];
  readonly type: 'CNAME' | 'TXT' | 'MX';
  readonly name: string;
  /** Of an MX record with its priority in front; of a TXT record without quotation marks. */
  readonly value: string;
  /** Whether the desk can't do without it. */
  readonly needed: boolean;
};

/** What SES gave for a domain when it was asked to verify it. */
export type DomainTokens = { readonly dkimTokens: readonly string[]; readonly verificationToken?: string };

/**
 * The records by which a domain's owner lets the desk send from it. None before SES was asked. There is no MX record:
 * the stage's rule takes mail to its own domain alone, so that mail to another one comes by forwarding.
 */
export const senderDomainRecords = (
  domain: string,
  region: string,
  { dkimTokens, verificationToken }: DomainTokens,
): readonly DnsRecord[] =>
  dkimTokens.length === 0 && verificationToken === undefined
    ? []
    : [
        ...dkimTokens.map((token): DnsRecord => ({
          purpose: 'dkim',
          type: 'CNAME',
          name: `${token}._domainkey.${domain}`,
          value: `${token}.${dkimHost(region)}`,
          needed: true,
        })),
        ...(verificationToken === undefined
          ? []
          : [
              {
                purpose: 'verification',
                type: 'TXT',
                name: `_amazonses.${domain}`,
                value: verificationToken,
                needed: dkimTokens.length === 0,
              } as const,
            ]),
        { purpose: 'spf', type: 'TXT', name: domain, value: SES_SPF, needed: false },
        { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: dmarcRecord(undefined), needed: false },
      ];

/** The record by which mail to the stage's own domain reaches the desk. Whoever deploys the stage sets it. */
export const inboundRecord = (domain: string, region: string): DnsRecord => ({
  purpose: 'inbound',
  type: 'MX',
  name: domain,
  value: `10 ${inboundHost(region)}`,
  needed: true,
});

/** The domain of an address, or a domain itself. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** A domain and its parent domains without the top level: verifying one of them verifies what is below it. */
export const withParentDomains = (domain: string): readonly string[] => {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
};
