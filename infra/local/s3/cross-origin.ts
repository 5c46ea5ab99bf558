import { AwsError, type Deployment } from '../kernel.ts';
import type { CrossOrigin } from '../aws-endpoint/start-aws-endpoint.ts';
import { matches } from '../iam/wildcard.ts';

type Rule = {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly MaxAge?: number;
};

/** The CORS rules of the template's buckets. The first rule that fits answers, as on S3. */
export const crossOriginOf = (deployment: Deployment): CrossOrigin => {
  const rules = new Map(
    deployment
      .ofType('AWS::S3::Bucket')
      .map(({ ref, properties }) => [
        ref,
        (properties.CorsConfiguration as { readonly CorsRules?: readonly Rule[] } | undefined)?.CorsRules ?? [],
      ]),
  );
  const ruleFor = (path: string, method: string, origin: string, asked: readonly string[]) =>
    (rules.get(path.split('/')[1] ?? '') ?? []).find(
      (rule) =>
        rule.AllowedOrigins.some((each) => matches(each, origin)) &&
        rule.AllowedMethods.includes(method) &&
        asked.every((header) => (rule.AllowedHeaders ?? []).some((each) => matches(each.toLowerCase(), header))),
    );
  const shared = (rule: Rule, origin: string) => ({
    'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(rule.ExposedHeaders?.length ? { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') } : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  });
  return {
    preflight: (path, headers) => {
      const asked = (headers['access-control-request-headers'] ?? '')
        .split(',')
        .map((header) => header.trim().toLowerCase())
        .filter(Boolean);
      const rule = ruleFor(path, headers['access-control-request-method'] ?? '', headers.origin ?? '', asked);
      if (!rule) throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
      return {
        status: 200,
        headers: {
          ...shared(rule, headers.origin ?? ''),
          ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
          ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
        },
      };
    },
    headersFor: (path, method, origin) => {
      const rule = ruleFor(path, method, origin, []);
      return rule ? shared(rule, origin) : {};
    },
  };
};
