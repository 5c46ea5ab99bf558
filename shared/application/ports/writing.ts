import type { Draft, DraftVersion, KeptDraft, UnsentDraft } from '../../domain/draft/draft.ts';
import type { Page, PageRequest } from './pages.ts';

export type DraftRepository = {
  /** Consistent read; a draft that was sent or discarded is empty. */
  find(serviceId: string, number: number, agentId: string): Promise<Draft | undefined>;
  /**
   * Writes the draft if the stored one has the version of `before` (absent: must not exist); `kept` is stored as an
   * earlier version in the same transaction. Returns false otherwise.
   */
  save(draft: Draft, before: Draft | undefined, kept?: KeptDraft): Promise<boolean>;
  /** Stores an earlier version without checking the draft, for a text whose save was refused. */
  keep(owner: Pick<Draft, 'serviceId' | 'number' | 'agentId'>, kept: KeptDraft): Promise<void>;
  /** The stored earlier versions, newest first. Consistent read. */
  listVersions(serviceId: string, number: number, agentId: string): Promise<readonly DraftVersion[]>;
  /**
   * An agent's drafts with content in the order in which they were begun, with the titles of their tickets; those of
   * deleted tickets are left out. A draft that was begun or emptied a moment ago may be missing or still be there.
   */
  listUnsent(serviceId: string, agentId: string, page: PageRequest): Promise<Page<UnsentDraft>>;
};

/** A file that an agent announced for upload, and where it will be stored. */
export type Upload = {
  readonly uploadId: string;
  readonly serviceId: string;
  readonly agentId: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */ readonly size: number;
  readonly key: string;
};

/** Announced uploads. Each expires after a day; its file is deleted with it unless an entry took the file. */
export type UploadStore = {
  put(upload: Upload, now: Date): Promise<void>;
  /**
   * In the given order, without uploads that don't exist, have expired, or belong to another agent. At most 10.
   * Consistent read.
   */
  findMany(serviceId: string, agentId: string, uploadIds: readonly string[], now: Date): Promise<readonly Upload[]>;
};

/** Seconds that an announced upload is valid. */
export const UPLOAD_SECONDS = 24 * 60 * 60;
/**
 * Seconds that the upload of an answer is valid again once the answer was taken back: its file, which may have waited
 * for a day, is there for another one.
 */
export const RESTORED_UPLOAD_SECONDS = 12 * 60 * 60;
/** Seconds that an upload URL is valid. */
export const UPLOAD_URL_SECONDS = 15 * 60;
/** Key prefix of uploads until an entry takes them; the bucket deletes them after two days. */
export const UPLOAD_PREFIX = 'uploads/';

/** The bucket of attachments, as far as uploads need it. */
export type UploadBucket = {
  /** A presigned URL for one PUT of exactly this size and type, with the required headers. */
  uploadUrl(
    upload: Pick<Upload, 'key' | 'type' | 'size'>,
  ): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }>;
  /** The object's size in bytes; undefined when it doesn't exist. */
  sizeOf(key: string): Promise<number | undefined>;
  copy(from: string, to: string): Promise<void>;
};

/**
 * Makes foreign HTML safe to show and to mail (no scripts, escaping styles, forms or frames; URLs only of http, https,
 * mailto, tel, and `cid:` for images), and returns it also as plain text. `text` is empty when the HTML has no content.
 */
export type Sanitize = (html: string) => { readonly html: string; readonly text: string };

/** Gives the sanitizer. Loading it takes long, so it is asked for only when there is a text. */
export type RichText = { sanitizer(): Promise<Sanitize> };
