import { Duration } from 'aws-cdk-lib';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge, allow, allowAny } from './allow.ts';
import { DeskBucket } from './desk-bucket.ts';
import type { DeskFunction } from './desk-function.ts';

/**
 * The records of a stream that a function could not work off, whole, for as long as a queue keeps a dead letter: what
 * Lambda gave up after its retries, and what the function set aside. The bucket belongs to one function, which may be
 * made again under another name meanwhile. EventBridge is told of each object.
 */
export class FailedRecords extends Construct {
  private readonly bucket: DeskBucket;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.bucket = new DeskBucket(this, 'Bucket', {
      config,
      lifecycleRules: [{ expiration: Duration.days(14) }],
    });
    // CDK's own property for it comes with a function that changes the bucket after its creation.
    (this.bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    acknowledge(this.bucket, {
      'AwsSolutions-S1': 'Written by Lambda and one function, which logs each record, and read by the operator.',
    });
  }

  get name(): string {
    return this.bucket.bucketName;
  }

  get arn(): string {
    return this.bucket.bucketArn;
  }

  /** What Lambda asks for, as the function, when it puts records here. */
  grantKeeping(fn: DeskFunction): void {
    allowAny(
      fn,
      ['s3:PutObject'],
      this.bucket.arnForObjects('*'),
      'Keys of failed records are made by Lambda and one by one; the action is one.',
    );
    allow(fn, ['s3:ListBucket'], [this.bucket.bucketArn]);
  }
}
