import { RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { AttributeType, BillingMode, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { StageConfig } from '../config.ts';

/**
 * What buckets with customers' words have in common: encrypted, closed to the public, kept when their stack is deleted
 * unless the stage says otherwise.
 */
export const bucketSettings = (config: StageConfig) =>
  ({
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    removalPolicy: config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  }) as const satisfies BucketProps;

export const stringAttribute = (name: string) => ({ name, type: AttributeType.STRING });
export const numberAttribute = (name: string) => ({ name, type: AttributeType.NUMBER });

/**
 * What the three tables have in common: keys PK and SK, paid by request, kept when their stack is deleted unless the
 * stage says otherwise.
 */
export const tableSettings = (config: StageConfig) => {
  const retained = config.removal === 'retain';
  return {
    partitionKey: stringAttribute('PK'),
    sortKey: stringAttribute('SK'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    deletionProtection: retained,
    removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  } as const satisfies TableProps;
};
