import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

export type DeskBucketProps = Pick<BucketProps, 'cors' | 'lifecycleRules'> & { readonly config: StageConfig };

/**
 * The one kind of bucket here: encrypted, closed to the public, and kept when its stack is deleted; where the stage
 * says otherwise it is emptied before, of every version of every object, since S3 deletes no bucket that holds one.
 */
export class DeskBucket extends Bucket {
  constructor(scope: Construct, id: string, { config, ...props }: DeskBucketProps) {
    const retained = config.removal === 'retain';
    super(scope, id, {
      ...props,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: !retained,
    });
    if (!retained) endLogOfEmptying(Stack.of(this), config);
  }
}

/** Lambda would make a log group for CDK's function that empties buckets, and nothing would ever delete it. */
const endLogOfEmptying = (stack: Stack, config: StageConfig): void => {
  if (stack.node.tryFindChild('EmptyingLog')) return;
  const handler = stack.node
    .tryFindChild('Custom::S3AutoDeleteObjectsCustomResourceProvider')
    ?.node.tryFindChild('Handler');
  if (!CfnResource.isCfnResource(handler))
    throw new Error('The function that empties buckets is no longer where CDK 2.276 put it.');
  const log = new LogGroup(stack, 'EmptyingLog', {
    retention: config.retention.logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  handler.addPropertyOverride('LoggingConfig', { LogGroup: log.logGroupName });
};
