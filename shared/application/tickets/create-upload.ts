import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { refusedFile, type FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import { UPLOAD_SECONDS, type UploadBucket, type UploadStore } from '../ports/writing.ts';
import { uploadKeyOf } from './entry-body.ts';

export type CreateUploadDeps = {
  readonly clock: ClockAndIds;
  readonly files: { readonly uploads: Pick<UploadStore, 'put'>; readonly bucket: Pick<UploadBucket, 'uploadUrl'> };
};
export type CreateUploadInput = {
  readonly serviceId: string;
  readonly agentId: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */ readonly size: number;
};
export type AnnouncedUpload = {
  readonly uploadId: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

/**
 * An agent announces a file and gets the address to upload exactly this file to. Its bytes go straight to the bucket.
 */
export const createUpload =
  ({ clock, files: { uploads, bucket } }: CreateUploadDeps) =>
  async (input: CreateUploadInput): Promise<Result<AnnouncedUpload, FileRefusal>> => {
    const { serviceId, agentId, size } = input;
    const name =
      input.name
        .replace(/\p{Cc}+/gu, ' ')
        .toWellFormed()
        .trim() || 'file';
    const type = input.type.toLowerCase();
    const refusal = refusedFile({ name, type, size });
    if (refusal !== undefined) return err(refusal);
    const uploadId = clock.newId('upl');
    const now = clock.now();
    const upload = {
      uploadId,
      serviceId,
      agentId,
      name,
      type,
      size,
      key: uploadKeyOf({ serviceId, uploadId, name }),
    };
    await uploads.put(upload, now);
    return ok({
      uploadId,
      ...(await bucket.uploadUrl(upload)),
      expiresAt: new Date(now.getTime() + UPLOAD_SECONDS * 1000).toISOString(),
    });
  };
