import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Vault, VaultContext } from '../../../shared/application/ports/confidential.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const boundTo = ({ serviceId, number, of }: VaultContext) =>
  Buffer.from(JSON.stringify([serviceId, number ?? null, of]), 'utf8');

/** A vault whose one key lives as long as it does. */
export const memoryVault = (): Vault => {
  const key = randomBytes(32);
  return {
    async seal(context, plaintext) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(context));
      return Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64url',
      );
    },
    async open(context, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(boundTo(context))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    },
  };
};
