import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { EncryptionContext } from './encryption-contexts.ts';
import { kept } from './kept.ts';

/** An AES-256 key, plain and wrapped by KMS. KMS unwraps it only under the same encryption context. */
export type DataKey = { readonly plain: Uint8Array; readonly wrapped: Uint8Array };

export type DataKeys = {
  /** Returns a key to encrypt with under this context. */
  fresh(context: EncryptionContext): Promise<DataKey>;
  /** Unwraps a key. Throws when KMS refuses: another context, an altered key, or a missing grant. */
  unwrap(context: EncryptionContext, wrapped: Uint8Array): Promise<Uint8Array>;
};

const KEY_BYTES = 32;

const nameOf = (context: EncryptionContext) =>
  JSON.stringify(Object.entries(context).toSorted(([left], [right]) => (left < right ? -1 : 1)));

const whole = (key: Uint8Array | undefined): Uint8Array => {
  if (key?.length !== KEY_BYTES) throw new Error('KMS answered without a data key');
  return key;
};

/** Data keys of one KMS key, cached for CACHE_MS: one KMS call for each context, not for each text. */
export const kmsDataKeys = ({
  client,
  keyId,
  now,
}: {
  readonly client: KMSClient;
  readonly keyId: string;
  readonly now: () => Date;
}): DataKeys => {
  const sealing = kept<DataKey>(now);
  const opening = kept<Uint8Array>(now);
  return {
    fresh: (context) =>
      sealing(nameOf(context), async () => {
        const { Plaintext, CiphertextBlob } = await client.send(
          new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { ...context } }),
        );
        if (CiphertextBlob === undefined) throw new Error('KMS answered without a data key');
        return { plain: whole(Plaintext), wrapped: CiphertextBlob };
      }),
    unwrap: (context, wrapped) =>
      opening(`${nameOf(context)}/${Buffer.from(wrapped).toString('base64url')}`, async () => {
        const { Plaintext } = await client.send(
          new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: { ...context } }),
        );
        return whole(Plaintext);
      }),
  };
};
