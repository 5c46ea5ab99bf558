import type { Attachment } from '../../domain/ticket/entry.ts';

/** Raw mail as it was received. */
export type RawMailStore = { read(key: string): Promise<Uint8Array> };

/** Files of entries. Keys are made by the caller and never reused. */
export type AttachmentStore = {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  read(key: string): Promise<Uint8Array>;
  /** A presigned address, valid for 15 minutes, that downloads under this name and type; never shown inline as HTML. */
  downloadUrl(file: Pick<Attachment, 'key' | 'name' | 'type'>): Promise<string>;
};

/**
 * Signs the reference in our reply addresses: `support+1024-{mac}@…`. The mac covers service and number, is base32 in
 * lower case
 * and survives mail servers that change case.
 */
export type ReplyReference = {
  sign(serviceId: string, number: number): Promise<string>;
  verify(serviceId: string, number: number, mac: string): Promise<boolean>;
};

export type Mailer = {
  /**
   * Hands one MIME message to SES. `accepted` gives SES's id; `refused` is SES's definite no (it will never leave as it
   * is);
   * `busy` a definite not-now (throttled). Anything else is thrown: then nobody knows whether it left.
   */
  send(message: {
    readonly raw: Uint8Array;
    readonly from: string;
    readonly to: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
  }): Promise<
    | { readonly kind: 'accepted'; readonly sesMessageId: string }
    | { readonly kind: 'refused'; readonly reason: string }
    | { readonly kind: 'busy'; readonly reason: string }
  >;
};
