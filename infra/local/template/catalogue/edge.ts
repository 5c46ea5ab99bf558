import { because, oneOf, tags, type CatalogueRow, type Naming, physicalName, stableId } from '../catalogue-row.ts';

const distributionId = ({ stack, logicalId }: Naming) => `E${stableId(stack, logicalId, 13).toUpperCase()}`;
const shortId = ({ stack, logicalId }: Naming) => `E${stableId(stack, logicalId, 12).toUpperCase()}`;
const edgeFunctionArn = (naming: Naming) =>
  `arn:aws:cloudfront::${naming.account}:function/${naming.text('Name') ?? physicalName(naming.stack, naming.logicalId, 64)}`;
const resourceId = ({ stack, logicalId }: Naming) => physicalName(stack, logicalId, 128);

/** The distribution before website and API, and what CDK adds of its own. */
export const edge: Readonly<Record<string, CatalogueRow>> = {
  'AWS::CloudFront::Distribution': {
    hostedBy: 'distribution',
    understood: ['DistributionConfig'],
    ignored: tags,
    ref: distributionId,
    attributes: {
      Id: distributionId,
      DomainName: ({ stack, logicalId }) => `d${stableId(stack, logicalId, 13)}.cloudfront.net`,
    },
  },
  'AWS::CloudFront::OriginAccessControl': {
    notHostedBecause: 'the distribution host reads the assets themselves',
    understood: [],
    ignored: { OriginAccessControlConfig: because.onlyOnAws },
    ref: shortId,
    attributes: { Id: shortId },
  },
  'AWS::CloudFront::Function': {
    hostedBy: 'distribution',
    understood: ['Name', 'FunctionCode', 'FunctionConfig', 'AutoPublish'],
    only: { AutoPublish: oneOf(true) },
    ignored: { ...tags, FunctionMetadata: because.onlyForPeople },
    ref: edgeFunctionArn,
    attributes: { FunctionARN: edgeFunctionArn, 'FunctionMetadata.FunctionARN': edgeFunctionArn, Stage: () => 'LIVE' },
  },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    hostedBy: 'distribution',
    understood: ['ResponseHeadersPolicyConfig'],
    ref: shortId,
    attributes: { Id: shortId },
  },
  'AWS::CloudFront::OriginRequestPolicy': {
    notHostedBecause: 'every header reaches the origin on one machine',
    understood: [],
    ignored: { OriginRequestPolicyConfig: because.onlyOnAws },
    ref: shortId,
    attributes: { Id: shortId },
  },
  'Custom::CDKBucketDeployment': {
    hostedBy: 'distribution',
    understood: [
      'SourceObjectKeys',
      'SourceMarkers',
      'SourceMarkersConfig',
      'DestinationBucketName',
      'DestinationBucketKeyPrefix',
      'Exclude',
      'Include',
    ],
    ignored: {
      ServiceToken: 'the distribution host reads the assets themselves',
      SourceBucketNames: 'assets are found by their keys',
      WaitForDistributionInvalidation: because.onlyOnAws,
      RetainOnDelete: because.onlyOnAws,
      Prune: 'the assets are read as they are',
      DistributionId: 'no file is cached here',
      DistributionPaths: 'no file is cached here',
      SystemMetadata: 'the distribution host sets headers by file name',
      UserMetadata: because.onlyOnAws,
      OutputObjectKeys: because.onlyOnAws,
      DestinationBucketArn: because.onlyOnAws,
    },
    ref: resourceId,
    attributes: {
      DestinationBucketArn: (naming) =>
        naming.text('DestinationBucketArn') ?? `arn:aws:s3:::${naming.text('DestinationBucketName') ?? ''}`,
    },
  },
  'Custom::S3AutoDeleteObjects': {
    notHostedBecause: 'the data folder is deleted whole',
    understood: [],
    ignored: { ServiceToken: because.onlyOnAws, BucketName: because.onlyOnAws },
    ref: resourceId,
  },
  'Custom::ActiveReceiptRuleSet': {
    notHostedBecause: 'the receipt rule set of one machine is always active',
    understood: [],
    ignored: { ServiceToken: because.onlyOnAws, ServiceTimeout: because.onlyOnAws, RuleSetName: because.onlyOnAws },
    ref: resourceId,
  },
  'AWS::CDK::Metadata': {
    notHostedBecause: 'usage figures of CDK',
    understood: [],
    ignored: { Analytics: because.onlyOnAws },
    ref: resourceId,
  },
};
