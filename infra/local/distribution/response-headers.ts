import type { Deployment } from '../kernel.ts';
import { isTrue, onlyKnown } from '../properties.ts';
import type { HttpResponse } from '../http-api/http-event.ts';

/** Adds what a response headers policy says to every response. */
export type ResponseHeaders = (response: HttpResponse) => HttpResponse;

type Rule = { readonly name: string; readonly value: string; readonly override: boolean };
type Security = {
  readonly ContentSecurityPolicy?: { readonly ContentSecurityPolicy: string; readonly Override: unknown };
  readonly ContentTypeOptions?: { readonly Override: unknown };
  readonly FrameOptions?: { readonly FrameOption: string; readonly Override: unknown };
  readonly ReferrerPolicy?: { readonly ReferrerPolicy: string; readonly Override: unknown };
  readonly StrictTransportSecurity?: {
    readonly AccessControlMaxAgeSec: number;
    readonly IncludeSubdomains?: unknown;
    readonly Preload?: unknown;
    readonly Override: unknown;
  };
};
type Config = {
  readonly SecurityHeadersConfig?: Security;
  readonly CustomHeadersConfig?: {
    readonly Items: readonly { readonly Header: string; readonly Value: string; readonly Override: unknown }[];
  };
  readonly RemoveHeadersConfig?: { readonly Items: readonly { readonly Header: string }[] };
};

/** The policy of the template by its id; throws for one that isn't in it. */
export const responseHeaders = (deployment: Deployment, policyId: string | undefined): ResponseHeaders => {
  if (!policyId) return (response) => response;
  const resource = deployment
    .ofType('AWS::CloudFront::ResponseHeadersPolicy')
    .find((each) => each.ref === policyId || each.attributes.Id === policyId);
  if (!resource) throw new Error(`The response headers policy ${policyId} is not in the template.`);
  const config = resource.properties.ResponseHeadersPolicyConfig as Config;
  onlyKnown(
    resource,
    ['Name', 'Comment', 'SecurityHeadersConfig', 'CustomHeadersConfig', 'RemoveHeadersConfig'],
    config,
    'ResponseHeadersPolicyConfig.',
  );
  const security = config.SecurityHeadersConfig ?? {};
  onlyKnown(
    resource,
    ['ContentSecurityPolicy', 'ContentTypeOptions', 'FrameOptions', 'ReferrerPolicy', 'StrictTransportSecurity'],
    security,
    'SecurityHeadersConfig.',
  );
  const rules = [
    ...securityRules(security),
    ...(config.CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }) => ({
      name: Header.toLowerCase(),
      value: Value,
      override: isTrue(Override),
    })),
  ];
  const removed = new Set((config.RemoveHeadersConfig?.Items ?? []).map(({ Header }) => Header.toLowerCase()));
  return (response) => {
    const given = new Set(response.headers.map(([name]) => name));
    const added = rules.filter(({ name, override }) => override || !given.has(name));
    const replaced = new Set([...removed, ...added.map(({ name }) => name)]);
    return {
      ...response,
      headers: [
        ...response.headers.filter(([name]) => !replaced.has(name)),
        ...added.map(({ name, value }) => [name, value] as const),
      ],
    };
  };
};

const securityRules = ({
  ContentSecurityPolicy: csp,
  ContentTypeOptions: options,
  FrameOptions: frame,
  ReferrerPolicy: referrer,
  StrictTransportSecurity: hsts,
}: Security): readonly Rule[] => [
  ...(csp
    ? [{ name: 'content-security-policy', value: csp.ContentSecurityPolicy, override: isTrue(csp.Override) }]
    : []),
  ...(options ? [{ name: 'x-content-type-options', value: 'nosniff', override: isTrue(options.Override) }] : []),
  ...(frame ? [{ name: 'x-frame-options', value: frame.FrameOption, override: isTrue(frame.Override) }] : []),
  ...(referrer
    ? [{ name: 'referrer-policy', value: referrer.ReferrerPolicy, override: isTrue(referrer.Override) }]
    : []),
  ...(hsts
    ? [
        {
          name: 'strict-transport-security',
          value: `max-age=${String(hsts.AccessControlMaxAgeSec)}${isTrue(hsts.IncludeSubdomains) ? '; includeSubDomains' : ''}${isTrue(hsts.Preload) ? '; preload' : ''}`,
          override: isTrue(hsts.Override),
        },
      ]
    : []),
];
