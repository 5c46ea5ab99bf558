import type { Draft, DraftVersion, KeptDraft } from '../../domain/draft/draft.ts';

export type DraftRepository = {
  /** Consistent. Also one that was sent or discarded: then it is empty. */
  find(serviceId: string, number: number, agentId: string): Promise<Draft | undefined>;
  /**
   * Writes it if the stored one still has the version before (absent: must not exist); with `kept`, that state is put
   * aside for the clock in the same transaction. False when another was first.
   */
  save(draft: Draft, before: Draft | undefined, kept?: KeptDraft): Promise<boolean>;
  /** Puts a state aside without a look at the draft: a text that was refused. */
  keep(owner: Pick<Draft, 'serviceId' | 'number' | 'agentId'>, kept: KeptDraft): Promise<void>;
  /** Consistent. States that were put aside and not written over since, newest first. */
  listVersions(serviceId: string, number: number, agentId: string): Promise<readonly DraftVersion[]>;
};

/** A file that an agent is about to upload: what was announced, and where it goes. */
export type Upload = {
  readonly uploadId: string;
  readonly serviceId: string;
  readonly agentId: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */ readonly size: number;
  readonly key: string;
};

/** Announced uploads; each ends a day after it was announced, its file with it unless an entry took it. */
export type UploadStore = {
  put(upload: Upload, now: Date): Promise<void>;
  /**
   * In the order that was asked for; those that are not there, ended, or are another's are left out. At most 10.
   * Consistent.
   */
  findMany(serviceId: string, agentId: string, uploadIds: readonly string[], now: Date): Promise<readonly Upload[]>;
};

/** How long an announced upload can be used, in seconds. */
export const UPLOAD_SECONDS = 24 * 60 * 60;
/** How long the address to upload to can be used, in seconds. */
export const UPLOAD_URL_SECONDS = 15 * 60;
/** Where uploads lie until an entry takes them; the bucket lets them end two days later. */
export const UPLOAD_PREFIX = 'uploads/';

/** The bucket of attachments as uploads need it. */
export type UploadBucket = {
  /** A presigned address for one PUT of exactly this size and type, with the headers that it must be sent with. */
  uploadUrl(
    upload: Pick<Upload, 'key' | 'type' | 'size'>,
  ): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }>;
  /** Bytes of an object; undefined where there is none. */
  sizeOf(key: string): Promise<number | undefined>;
  copy(from: string, to: string): Promise<void>;
};

/**
 * Makes HTML from outside safe to show and to mail (no scripts, styles that escape, forms, frames or foreign addresses
 * but http, https, mailto, tel and `cid:` of images) and gives the same as plain text. An empty `text` means that
 * nothing was said.
 */
export type RichText = { sanitize(html: string): { readonly html: string; readonly text: string } };
