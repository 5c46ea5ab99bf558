import { createContext, runInContext } from 'node:vm';
import { Match } from 'aws-cdk-lib/assertions';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { aStage, synthesize } from '../../support/synthesize.ts';

const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** CloudFront's pattern as a test of a path. */
const matches = (pattern: string, path: string) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(path);

describe('given a stage without a domain', () => {
  const { template, ofType } = synthesize();
  const front = template('front');
  const distribution = ofType('AWS::CloudFront::Distribution')[0]![1].Properties!['DistributionConfig'] as {
    CacheBehaviors: {
      PathPattern: string;
      CachePolicyId: string;
      OriginRequestPolicyId: string;
      AllowedMethods: string[];
    }[];
  };

  test('then every operation, and no address of the console, is passed on to the API uncached', () => {
    const behaviours = distribution.CacheBehaviors;
    const passed = (path: string) => behaviours.some(({ PathPattern }) => matches(PathPattern, path));
    expect(Object.values(operations).filter(({ path }) => !passed(path))).toEqual([]);
    expect(
      ['/', '/s/cs/tickets/1024', '/signed-in', '/config.json', '/openapi.json', '/assets/index.js', '/meter'].filter(
        passed,
      ),
    ).toEqual([]);
    for (const behaviour of behaviours)
      expect(behaviour).toMatchObject({
        CachePolicyId: CACHING_DISABLED,
        OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
        AllowedMethods: expect.arrayContaining(['POST', 'PATCH']),
      });
  });

  test('then an answer of an API that is down for a moment is nobody else’s answer', () => {
    front.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CustomErrorResponses: [500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
      },
    });
  });

  test('then an address without an extension is the one page, and a file is a file', () => {
    const code = ofType('AWS::CloudFront::Function')[0]![1].Properties!['FunctionCode'] as string;
    const served = (uri: string) =>
      (
        runInContext(`${code}; handler({ request: { uri: ${JSON.stringify(uri)} } })`, createContext({})) as {
          uri: string;
        }
      ).uri;
    expect(
      ['/', '/signed-in', '/s/cs/tickets/1024', '/s/v1.2/tickets', '/assets/index-1a2b.js', '/config.json'].map(served),
    ).toEqual(['/index.html', '/index.html', '/index.html', '/index.html', '/assets/index-1a2b.js', '/config.json']);
  });

  test('then the page may run only its own scripts, be in no frame, and call only what it needs', () => {
    const headers = ofType('AWS::CloudFront::ResponseHeadersPolicy')[0]![1].Properties![
      'ResponseHeadersPolicyConfig'
    ] as { SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: unknown } } };
    const policy = JSON.stringify(headers.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain("frame-src 'none'; frame-ancestors 'none'");
    expect(policy).not.toContain("'unsafe-eval'");
    // Pictures of other servers are shown when an agent asks for them; nothing else comes from anywhere.
    const pictures = "img-src 'self' data: blob: https: ";
    expect(policy).toContain(pictures);
    expect(policy.replace(pictures, '')).not.toMatch(/-src[^;]* (\*|https:|http:)[ ;]/);
    expect(policy).toMatch(
      /connect-src 'self' wss:\/\/.*LiveApi.*\/live https:\/\/cognito-idp\..*\/ https:\/\/.*amazoncognito\.com https:\/\/.*AttachmentsBucket.*RegionalDomainName/,
    );
  });

  test('then agents sign in by code with PKCE, without a secret, and come back to this console alone', () => {
    const console = (path: string) => [
      {
        'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [Match.stringLikeRegexp('Distribution'), 'DomainName'] }, path]],
      },
    ];
    front.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthScopes: [
        'openid',
        'email',
        'profile',
        { 'Fn::Join': ['', [{ 'Fn::ImportValue': Match.stringLikeRegexp('IdentityPoolApi') }, '/console']] },
      ],
      CallbackURLs: console('/signed-in'),
      LogoutURLs: console('/'),
    });
    front.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });

  test('then CloudFront alone reads the files', () => {
    front.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });
});

test('given a stage with a domain, then console, sign-in and records carry it', () => {
  const front = synthesize(
    aStage({
      domain: {
        name: 'desk.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/a',
        zone: { id: 'Z0123456789', name: 'example.com' },
      },
    }),
  ).template('front');
  front.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['desk.example.com'],
      ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
    },
  });
  front.hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: ['https://desk.example.com/signed-in'] });
  for (const Type of ['A', 'AAAA'])
    front.hasResourceProperties('AWS::Route53::RecordSet', {
      Type,
      Name: 'desk.example.com.',
      HostedZoneId: 'Z0123456789',
    });
});
