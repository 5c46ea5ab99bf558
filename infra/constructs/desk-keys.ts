import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { REPLY_ADDRESSES, VAULT_MEMBER } from '../../shared/adapters/kms/encryption-contexts.ts';
import type { StageConfig } from '../config.ts';
import { allow, allowInContext } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';

/**
 * The longest that KMS takes. Each value has a data key of its own, and a rotation encrypts none of them anew; but KMS
 * charges another dollar a month for each of a key's first two.
 */
const ROTATION = Duration.days(2560);

/** Contexts in which values of services are encrypted: masked originals, encrypted fields, secrets of other systems. */
const OF_SERVICES = [VAULT_MEMBER, '*'] as const;
const OF_REPLY_ADDRESSES = ['purpose', REPLY_ADDRESSES.purpose] as const;

/** KMS keys, kept as long as anything that they protect. */
export class DeskKeys extends Construct {
  /**
   * Encrypts the data keys of masked originals, encrypted fields and secrets of other systems, and the secret that
   * signs reply addresses. Each right on it is one on contexts: who may open one kind can't open the other.
   */
  private readonly data: Key;
  /** Signed the reply addresses of earlier releases. */
  private readonly earlierReply: Key | undefined;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    super(scope, id);
    const removalPolicy = config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.data = new Key(this, 'Data', {
      description: 'Handover: wraps data keys of masked originals and secrets',
      enableKeyRotation: true,
      rotationPeriod: ROTATION,
      removalPolicy,
    });
    if (config.keepEarlierReplyKey)
      this.earlierReply = new Key(this, 'Reply', {
        description: 'Handover: signs reply addresses',
        keySpec: KeySpec.HMAC_256,
        keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
        removalPolicy,
      });
  }

  get dataKeyId(): string {
    return this.data.keyId;
  }

  /**
   * Named by its id here and by its ARN in the grant, as in earlier releases: the data stack of a stage that takes this
   * release must go on exporting both.
   */
  get earlierReplyKeyId(): string | undefined {
    return this.earlierReply?.keyId;
  }

  /** Encrypting only: a function with this right alone can't decrypt anything. */
  grantSealing(fn: DeskFunction): void {
    allowInContext(fn, ['kms:GenerateDataKey'], this.data.keyArn, OF_SERVICES);
  }

  /** Decrypting, each value in the context of its own service and ticket. */
  grantOpening(fn: DeskFunction): void {
    allowInContext(fn, ['kms:Decrypt'], this.data.keyArn, OF_SERVICES);
  }

  /** Signing the reply addresses of outgoing mails, by a secret that the first to sign makes. */
  grantReplySigning(fn: DeskFunction): void {
    allowInContext(fn, ['kms:GenerateDataKey', 'kms:Decrypt'], this.data.keyArn, OF_REPLY_ADDRESSES);
  }

  /** Checking the reply addresses of incoming mails, by the secret and by the key of earlier releases. */
  grantReplyVerifying(fn: DeskFunction): void {
    allowInContext(fn, ['kms:Decrypt'], this.data.keyArn, OF_REPLY_ADDRESSES);
    if (this.earlierReply !== undefined) allow(fn, ['kms:GenerateMac'], [this.earlierReply.keyArn]);
  }
}
