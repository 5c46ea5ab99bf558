import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { Vault, VaultContext } from '../../application/ports/confidential.ts';
import { kmsDataKeys } from './data-keys.ts';
import { type EncryptionContext, VAULT_MEMBER } from './encryption-contexts.ts';

const FORM = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The encryption context of the data key, which KMS also writes to CloudTrail: ids only, no content. */
const keyContext = ({ serviceId, number }: VaultContext): EncryptionContext => ({
  [VAULT_MEMBER]: serviceId,
  ...(number === undefined ? {} : { number: String(number) }),
});

/**
 * Additional authenticated data: a secret that is copied into another row fails to decrypt, even under the same data
 * key.
 */
const boundTo = ({ serviceId, number, of }: VaultContext) =>
  Buffer.from(JSON.stringify([FORM, serviceId, number ?? null, of]), 'utf8');

const partsOf = (sealed: string) => {
  const [form, wrapped, body, ...more] = sealed.split('.');
  if (form !== FORM || wrapped === undefined || body === undefined || more.length > 0)
    throw new Error('This is no text that the vault sealed');
  return { wrapped: Buffer.from(wrapped, 'base64url'), body: Buffer.from(body, 'base64url') };
};

/**
 * AES-256-GCM with KMS data keys whose encryption context is {serviceId, number}. The wrapped key is stored with the
 * ciphertext: `v1.{key}.{iv, ciphertext, tag}`, each in base64url. Needs kms:GenerateDataKey to seal and kms:Decrypt to
 * open.
 */
export const kmsVault = (deps: {
  readonly client: KMSClient;
  readonly keyId: string;
  readonly now: () => Date;
}): Vault => {
  const keys = kmsDataKeys(deps);
  return {
    async seal(context, plaintext) {
      const { plain, wrapped } = await keys.fresh(keyContext(context));
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, plain, iv).setAAD(boundTo(context));
      const body = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [FORM, Buffer.from(wrapped).toString('base64url'), body.toString('base64url')].join('.');
    },
    async open(context, sealed) {
      const { wrapped, body } = partsOf(sealed);
      const decipher = createDecipheriv(
        CIPHER,
        await keys.unwrap(keyContext(context), wrapped),
        body.subarray(0, IV_BYTES),
        { authTagLength: TAG_BYTES },
      )
        .setAAD(boundTo(context))
        .setAuthTag(body.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    },
  };
};
