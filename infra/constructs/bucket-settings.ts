import { RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
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
