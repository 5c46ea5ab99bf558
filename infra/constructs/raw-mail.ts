import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge, allowAny } from './allow.ts';
import { DeskBucket } from './desk-bucket.ts';
import type { DeskFunction } from './desk-function.ts';

/** Incoming mails, unparsed; kept for the stage's number of days. Key: SES's message id. */
export class RawMail extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.bucket = new DeskBucket(this, 'Bucket', {
      config,
      lifecycleRules: [{ expiration: Duration.days(config.retention.rawMailDays) }],
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    acknowledge(this.bucket, {
      'AwsSolutions-S1': 'Written by SES and read by one function, whose log names every mail.',
    });
  }

  get name(): string {
    return this.bucket.bucketName;
  }

  grantReads(fn: DeskFunction): void {
    allowAny(
      fn,
      ['s3:GetObject'],
      this.bucket.arnForObjects('*'),
      'Keys of raw mails are ids that SES makes; the action is one.',
    );
  }
}
