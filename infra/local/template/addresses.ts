import type { Ports } from '../kernel.ts';

/** The parts of a deployment that have an address on AWS. */
export type NamedHosts = {
  readonly region: string;
  readonly ports: Ports;
  readonly httpApis: readonly string[];
  readonly webSocketApis: readonly string[];
  /** Domain names, like `d123.cloudfront.net`. */
  readonly distributions: readonly string[];
};

/**
 * A function that puts the local address in the place of every AWS address of a text. Host names without a scheme stay:
 * they are names (an origin's, an issuer's), not addresses.
 */
export const localAddresses = ({
  region,
  ports,
  httpApis,
  webSocketApis,
  distributions,
}: NamedHosts): ((text: string) => string) => {
  const api = (id: string) => `${escape(id)}\\.execute-api\\.${escape(region)}\\.amazonaws\\.com`;
  const table: readonly (readonly [RegExp, string])[] = [
    ...httpApis.map((id) => [RegExp(`https://${api(id)}`, 'g'), `http://localhost:${String(ports.site)}`] as const),
    ...webSocketApis.map((id) => [RegExp(`wss://${api(id)}`, 'g'), `ws://localhost:${String(ports.live)}`] as const),
    ...webSocketApis.map((id) => [RegExp(`https://${api(id)}`, 'g'), `http://127.0.0.1:${String(ports.aws)}`] as const),
    ...distributions.map(
      (domain) => [RegExp(`https://${escape(domain)}`, 'g'), `http://localhost:${String(ports.site)}`] as const,
    ),
    [
      RegExp(`https://cognito-idp\\.${escape(region)}\\.amazonaws\\.com(/[\\w-]+_[A-Za-z0-9]+)?`, 'g'),
      `http://localhost:${String(ports.identity)}`,
    ],
    [
      RegExp(`https://[a-z0-9-]+\\.auth\\.${escape(region)}\\.amazoncognito\\.com`, 'g'),
      `http://localhost:${String(ports.identity)}`,
    ],
    // Buckets are addressed by path here; where a content policy names only the host, the host alone is meant.
    [
      RegExp(`https://([a-z0-9.-]+)\\.s3\\.${escape(region)}\\.amazonaws\\.com/(?=[^\\s;])`, 'g'),
      `http://127.0.0.1:${String(ports.aws)}/$1/`,
    ],
    [
      RegExp(`https://(?:[a-z0-9.*-]+\\.)?s3\\.${escape(region)}\\.amazonaws\\.com`, 'g'),
      `http://127.0.0.1:${String(ports.aws)}`,
    ],
    [RegExp(`https://sqs\\.${escape(region)}\\.amazonaws\\.com`, 'g'), `http://127.0.0.1:${String(ports.aws)}`],
  ];
  return (text) => table.reduce((rewritten, [address, local]) => rewritten.replaceAll(address, local), text);
};

/** Rewrites every string of a resolved value, keys aside. */
export const rewriteStrings = (value: unknown, rewrite: (text: string) => string): unknown => {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return value.map((each) => rewriteStrings(each, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewriteStrings(each, rewrite)]));
};

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
