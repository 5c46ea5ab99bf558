import {
  arn,
  because,
  tags,
  type CatalogueRow,
  type Naming,
  lowerCaseName,
  physicalName,
  stableUuid,
} from '../catalogue-row.ts';

const tableName = (naming: Naming) => naming.text('TableName') ?? physicalName(naming.stack, naming.logicalId, 255);
const tableArn = arn('dynamodb', (naming) => `table/${tableName(naming)}`);
const bucketName = (naming: Naming) => naming.text('BucketName') ?? lowerCaseName(naming.stack, naming.logicalId);
const keyId = ({ stack, logicalId }: Naming) => stableUuid(stack, logicalId);

const table = {
  hostedBy: 'dynamodb',
  ref: tableName,
  attributes: {
    Arn: tableArn,
    StreamArn: (naming: Naming) => `${tableArn(naming)}/stream/2026-01-01T00:00:00.000`,
    TableId: ({ stack, logicalId }: Naming) => stableUuid(stack, logicalId),
  },
} as const;

/** Tables, buckets and keys. */
export const storage: Readonly<Record<string, CatalogueRow>> = {
  'AWS::DynamoDB::Table': {
    ...table,
    understood: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'GlobalSecondaryIndexes',
      'BillingMode',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    ignored: {
      ...tags,
      PointInTimeRecoverySpecification: because.onlyOnAws,
      DeletionProtectionEnabled: because.onlyOnAws,
      SSESpecification: because.encryption,
      ContributorInsightsSpecification: because.onlyOnAws,
      TableClass: because.onlyOnAws,
      OnDemandThroughput: because.onlyOnAws,
      WarmThroughput: because.onlyOnAws,
    },
  },
  'AWS::DynamoDB::GlobalTable': {
    ...table,
    understood: [
      'TableName',
      'KeySchema',
      'AttributeDefinitions',
      'GlobalSecondaryIndexes',
      'BillingMode',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    ignored: {
      ...tags,
      Replicas: 'one machine has one replica; the rest of the entry concerns backups',
      SSESpecification: because.encryption,
      WriteOnDemandThroughputSettings: because.onlyOnAws,
      WarmThroughput: because.onlyOnAws,
    },
  },
  'AWS::S3::Bucket': {
    hostedBy: 's3',
    understood: ['BucketName', 'CorsConfiguration', 'NotificationConfiguration'],
    ignored: {
      ...tags,
      OwnershipControls: 'one account owns everything here',
      BucketEncryption: because.encryption,
      PublicAccessBlockConfiguration: 'nothing is answered without a signature here',
      VersioningConfiguration: because.onlyOnAws,
      LifecycleConfiguration: 'objects are kept for as long as the data folder',
      LoggingConfiguration: because.onlyOnAws,
      AccessControl: 'nothing is answered without a signature here',
    },
    ref: bucketName,
    attributes: {
      Arn: (naming) => `arn:aws:s3:::${bucketName(naming)}`,
      DomainName: (naming) => `${bucketName(naming)}.s3.amazonaws.com`,
      RegionalDomainName: (naming) => `${bucketName(naming)}.s3.${naming.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': {
    hostedBy: 'iam',
    understood: ['Bucket', 'PolicyDocument'],
    ref: ({ stack, logicalId }) => physicalName(stack, logicalId, 63),
  },
  'AWS::KMS::Key': {
    hostedBy: 'kms',
    understood: ['KeySpec', 'KeyUsage', 'Enabled', 'KeyPolicy'],
    ignored: {
      ...tags,
      Description: because.onlyForPeople,
      EnableKeyRotation: because.onlyOnAws,
      RotationPeriodInDays: because.onlyOnAws,
      PendingWindowInDays: because.onlyOnAws,
      MultiRegion: because.fixedHere,
    },
    ref: keyId,
    attributes: { Arn: arn('kms', (naming) => `key/${keyId(naming)}`), KeyId: keyId },
  },
  'AWS::KMS::Alias': {
    hostedBy: 'kms',
    understood: ['AliasName', 'TargetKeyId'],
    ref: (naming) => naming.text('AliasName') ?? '',
  },
};
