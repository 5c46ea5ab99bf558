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
