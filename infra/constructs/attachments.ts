import { Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { allowAny } from './allow.ts';
import { bucketSettings } from './bucket-settings.ts';
import type { DeskFunction } from './desk-function.ts';

/** Attachments of entries: written by the desk, read by agents through presigned addresses. */
export class Attachments extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketSettings(config),
      // CORS is no guard here, the signature is. CloudFront's own name isn't known yet when this bucket is made.
      cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: [config.domain ? `https://${config.domain.name}` : '*'], allowedHeaders: ['*'], maxAge: 3600 }],
    });
    acknowledge(this.bucket, { 'AwsSolutions-S1': 'Who reads a ticket is in its event log; an access log of presigned addresses would name nobody.' });
  }

  get name(): string {
    return this.bucket.bucketName;
  }

  /** Where presigned addresses point. */
  get origin(): string {
    return `https://${this.bucket.bucketRegionalDomainName}`;
  }

  /** Reading, and so signing addresses for reading. */
  grantReads(fn: DeskFunction): void {
    this.allowObjects(fn, 's3:GetObject');
  }

  grantWrites(fn: DeskFunction): void {
    this.allowObjects(fn, 's3:PutObject');
  }

  private allowObjects(fn: DeskFunction, action: string): void {
    allowAny(fn, [action], this.bucket.arnForObjects('*'), 'Keys of attachments are made per ticket; the action is one.');
  }
}
