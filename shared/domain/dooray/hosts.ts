/** Hosts of Dooray!'s API, one per organization: private, public, public administration and finance cloud. */
export const DOORAY_HOSTS = [
  'api.dooray.com',
  'api.gov-dooray.com',
  'api.gov-dooray.co.kr',
  'api.dooray.co.kr',
] as const;
export type DoorayHost = (typeof DOORAY_HOSTS)[number];

export const isDoorayHost = (host: string): host is DoorayHost => (DOORAY_HOSTS as readonly string[]).includes(host);

const DOMAINS = DOORAY_HOSTS.map((host) => host.replace(/^api\./, ''));

/**
 * Whether a host name is one of Dooray! or below it, as the hosts that take files: an organization's token may be sent
 * there. The name is in lower case and without a port, as `URL.hostname` has it.
 */
export const isBelowDooray = (hostname: string): boolean =>
  DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));

/** The ids of Dooray!: 19 digits, more than a number holds exactly; shorter ones are understood too. */
export const isDoorayId = (text: string): boolean => /^\d{1,20}$/.test(text);
