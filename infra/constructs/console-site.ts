import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ARecord, AaaaRecord, PublicHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './allow.ts';
import { DeskBucket } from './desk-bucket.ts';

type ContentSources = {
  readonly liveUrl: string;
  readonly issuer: string;
  readonly signInUrl: string;
  readonly attachmentsOrigin: string;
};

/** What the console's page may load and call: itself, the live API, the sign-in and the attachments. */
const contentSecurityPolicy = ({ liveUrl, issuer, signInUrl, attachmentsOrigin }: ContentSources): string =>
  Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    // Mantine and the editor write style elements and attributes; scripts may not.
    'style-src': "'self' 'unsafe-inline'",
    'font-src': "'self' data:",
    // Pictures of other servers are loaded only when an agent asks for those of a message.
    'img-src': `'self' data: blob: https: ${attachmentsOrigin}`,
    // In a content security policy a path with a slash at its end includes everything below it.
    'connect-src': `'self' ${liveUrl} ${issuer}/ ${signInUrl} ${attachmentsOrigin}`,
    'manifest-src': "'self'",
    'frame-src': "'none'",
    'frame-ancestors': "'none'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'object-src': "'none'",
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

export type ConsoleSiteProps = {
  readonly config: StageConfig;
  readonly apiHost: string;
  /** Paths that the API answers; all others are the console's. */
  readonly apiPaths: readonly string[];
  readonly liveUrl: string;
  readonly issuer: string;
  readonly signInUrl: string;
  readonly attachmentsOrigin: string;
};

/** Paths without an extension are views of the console: all get the one page, which reads the path itself. */
const ONE_PAGE = `function handler(event) {
  var request = event.request;
  if (!/\\.[^/]+$/.test(request.uri)) request.uri = '/index.html';
  return request;
}`;

/**
 * What an API answers that can't work for a moment. CloudFront would keep such an answer to a GET for ten seconds and
 * give it to everybody who asks for the same path, also when its headers forbid storing it.
 */
const OUTAGES = [500, 502, 503, 504];

/** The console's address: its files, and the API behind the same origin. */
export class ConsoleSite extends Construct {
  readonly bucket: IBucket;
  readonly distribution: Distribution;
  readonly url: string;

  constructor(scope: Construct, id: string, props: ConsoleSiteProps) {
    super(scope, id);
    const { domain } = props.config;
    // CDK's own classes don't fit its interfaces where optional properties are exact.
    this.bucket = new DeskBucket(this, 'Files', { config: props.config }) as IBucket;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Handover ${props.config.stage}`,
      defaultBehavior: this.files(props),
      errorResponses: OUTAGES.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      additionalBehaviors: Object.fromEntries(props.apiPaths.map((path) => [path, api(props.apiHost)])),
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
    });
    this.url = `https://${domain?.name ?? this.distribution.distributionDomainName}`;
    this.nameIn(props.config);
    acknowledge(this.bucket, { 'AwsSolutions-S1': 'Only the files of the console lie here, the same for everybody.' });
    acknowledge(this.distribution, {
      'AwsSolutions-CFR1': 'Agents travel; who may see what is decided by their sign-in.',
      'AwsSolutions-CFR2':
        'A web ACL costs $5 a month and more, whether anybody works or not; every API request needs a token, the rest is static files.',
      'AwsSolutions-CFR3':
        'Static files, the same for everybody; requests that matter are in the access log of the API.',
      ...(!domain && {
        'AwsSolutions-CFR4':
          "CloudFront's own certificate fixes the protocol; a stage with a domain has TLS 1.2 at least.",
      }),
    });
  }

  private files(props: ConsoleSiteProps): BehaviorOptions {
    return {
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new EdgeFunction(this, 'OnePage', {
            runtime: FunctionRuntime.JS_2_0,
            code: FunctionCode.fromInline(ONE_PAGE),
          }),
        },
      ],
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
        securityHeadersBehavior: {
          contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(props), override: true },
          contentTypeOptions: { override: true },
          frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
          referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
          strictTransportSecurity: {
            accessControlMaxAge: Duration.days(365),
            includeSubdomains: false,
            override: true,
          },
        },
      }),
    };
  }

  private nameIn({ domain }: StageConfig): void {
    if (!domain?.zone) return;
    const zone = PublicHostedZone.fromPublicHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.zone.id,
      zoneName: domain.zone.name,
    });
    const record = {
      zone,
      recordName: `${domain.name}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(this.distribution)),
    };
    new ARecord(this, 'A', record);
    new AaaaRecord(this, 'Aaaa', record);
  }
}

const api = (host: string): BehaviorOptions => ({
  origin: new HttpOrigin(host),
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  // The API answers to its own host name only.
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
});
