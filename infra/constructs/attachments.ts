import { Duration } from 'aws-cdk-lib';
import { type Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { UPLOAD_PREFIX } from '../../shared/application/ports/writing.ts';
import type { StageConfig } from '../config.ts';
import { acknowledge, allow, allowAny } from './allow.ts';
import { DeskBucket } from './desk-bucket.ts';
import type { DeskFunction } from './desk-function.ts';

/**
 * Attachments of entries: written by the desk or uploaded by agents, read by agents, the latter two through presigned
 * addresses.
 */
export class Attachments extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    this.bucket = new DeskBucket(this, 'Bucket', {
      config,
      // CORS is no guard here, the signature is. CloudFront's own name isn't known yet when this bucket is made.
      cors: [
        {
          allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
          allowedOrigins: [config.domain ? `https://${config.domain.name}` : '*'],
          allowedHeaders: ['*'],
          maxAge: 3600,
        },
      ],
      // What an entry took was copied; the rest nobody wants. A day longer than an announced upload can be used.
      lifecycleRules: [{ prefix: UPLOAD_PREFIX, expiration: Duration.days(2) }],
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'Who reads a ticket is in its event log; an access log of presigned addresses would name nobody.',
    });
  }

  get name(): string {
    return this.bucket.bucketName;
  }

  /** The origin of presigned URLs. */
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

  /**
   * Signing addresses to upload to, and copying what came to the ticket that takes it. Who may not list is told
   * "forbidden" instead of "not there".
   */
  grantUploads(fn: DeskFunction): void {
    this.grantWrites(fn);
    allowAny(
      fn,
      ['s3:GetObject'],
      this.bucket.arnForObjects(`${UPLOAD_PREFIX}*`),
      'Keys of uploads are made one by one; the action is one.',
    );
    allow(fn, ['s3:ListBucket'], [this.bucket.bucketArn]);
  }

  /** Copying files of one ticket to another. */
  grantCopies(fn: DeskFunction): void {
    this.grantReads(fn);
    this.grantWrites(fn);
  }

  /** Listing, so that a missing file is answered "not found" instead of "forbidden". */
  grantPresence(fn: DeskFunction): void {
    allow(fn, ['s3:ListBucket'], [this.bucket.bucketArn]);
  }

  /** Listing and deleting the files of a deleted ticket. */
  grantErasing(fn: DeskFunction): void {
    allow(fn, ['s3:ListBucket'], [this.bucket.bucketArn]);
    this.allowObjects(fn, 's3:DeleteObject');
  }

  private allowObjects(fn: DeskFunction, action: string): void {
    allowAny(
      fn,
      [action],
      this.bucket.arnForObjects('*'),
      'Keys of attachments are made per ticket; the action is one.',
    );
  }
}
