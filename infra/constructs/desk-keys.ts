import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { allow } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';

/**
 * The longest that KMS takes. Each value has a data key of its own, and a rotation encrypts none of them anew; but KMS
 * charges another dollar a month for each of a key's first two.
 */
const ROTATION = Duration.days(2560);

/** KMS keys, kept as long as anything that they protect. */
export class DeskKeys extends Construct {
  /** Encrypts the data keys of masked originals, encrypted fields and secrets of other systems. */
  private readonly data: Key;
  private readonly reply: Key;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    const removalPolicy = config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.data = new Key(this, 'Data', {
      description: 'Handover: wraps data keys of masked originals and secrets',
      enableKeyRotation: true,
      rotationPeriod: ROTATION,
      removalPolicy,
    });
    this.reply = new Key(this, 'Reply', {
      description: 'Handover: signs reply addresses',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy,
    });
  }

  get dataKeyId(): string {
    return this.data.keyId;
  }

  /** Encrypting only: a function with this right alone can't decrypt anything. */
  grantSealing(fn: DeskFunction): void {
    allow(fn, ['kms:GenerateDataKey'], [this.data.keyArn]);
  }

  /** Decrypting, each value in the context of its own service and ticket. */
  grantOpening(fn: DeskFunction): void {
    allow(fn, ['kms:Decrypt'], [this.data.keyArn]);
  }

  get replyKeyId(): string {
    return this.reply.keyId;
  }

  /** Signing the reply addresses of outgoing mails. */
  grantReplySigning(fn: DeskFunction): void {
    allow(fn, ['kms:GenerateMac'], [this.reply.keyArn]);
  }

  /**
   * Checking the reply addresses of incoming mails: they hold the beginning of a mac, so it is made again and compared
   * (VerifyMac wants all of it).
   */
  grantReplyVerifying(fn: DeskFunction): void {
    allow(fn, ['kms:GenerateMac'], [this.reply.keyArn]);
  }
}
