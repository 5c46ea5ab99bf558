import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';

/** A key of AES-256, and itself as KMS wrapped it: only under the same encryption context does KMS unwrap it. */
export type DataKey = { readonly plain: Uint8Array; readonly wrapped: Uint8Array };
export type EncryptionContext = Readonly<Record<string, string>>;

export type DataKeys = {
  /** A key to seal with under this context. */
  fresh(context: EncryptionContext): Promise<DataKey>;
  /**
   * The plain key of a wrapped one. Throws when KMS refuses: another context, an altered key, a right that is missing.
   */
  unwrap(context: EncryptionContext, wrapped: Uint8Array): Promise<Uint8Array>;
};

/** Milliseconds that a plain key is kept: as long as a right that was taken away may still work in one instance. */
export const KEPT_MS = 5 * 60 * 1000;
/** Keys in memory at most: the one longest there gives way. */
const KEPT_KEYS = 500;
const KEY_BYTES = 32;

type Kept<T> = { readonly value: Promise<T>; readonly until: number };

const kept = <T>(now: () => Date) => {
  const entries = new Map<string, Kept<T>>();
  return (name: string, make: () => Promise<T>): Promise<T> => {
    const time = now().getTime();
    const found = entries.get(name);
    if (found !== undefined && time < found.until) return found.value;
    entries.delete(name);
    const oldest = entries.size >= KEPT_KEYS ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    const entry: Kept<T> = { value: make(), until: time + KEPT_MS };
    entries.set(name, entry);
    // A failure is not kept: the next call asks again.
    entry.value.catch(() => {
      if (entries.get(name) === entry) entries.delete(name);
    });
    return entry.value;
  };
};

const nameOf = (context: EncryptionContext) =>
  JSON.stringify(Object.entries(context).toSorted(([left], [right]) => (left < right ? -1 : 1)));

const whole = (key: Uint8Array | undefined): Uint8Array => {
  if (key?.length !== KEY_BYTES) throw new Error('KMS answered without a data key');
  return key;
};

/** Data keys of one KMS key, kept in memory for KEPT_MS: one call of KMS a context, not one a text. */
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
