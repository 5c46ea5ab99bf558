import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { safeFileName } from '../../domain/mail/file-name.ts';
import { tooLargeToMail, type FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { Upload, UploadBucket, UploadStore } from '../ports/writing.ts';

export type ClaimUploadsDeps = {
  readonly uploads: Pick<UploadStore, 'findMany'>;
  readonly bucket: Pick<UploadBucket, 'sizeOf' | 'copy'>;
};
export type ClaimUploadsInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agentId: string;
  /** At most FILES_LIMIT, each once. */
  readonly uploadIds: readonly string[];
  /** The files go out by mail: together they must fit into one. */
  readonly mailed: boolean;
  readonly now: Date;
};

/**
 * The attachment of an upload. Its id and key depend on nothing else, so that a repeated request overwrites its own
 * copy.
 */
const attachmentOf = ({ uploadId, name, type, size }: Upload, { serviceId, number }: ClaimUploadsInput): Attachment => {
  const id = `att_${uploadId.replace(/^upl_/, '')}`;
  return { id, key: `${serviceId}/${number}/${id}/${safeFileName(name)}`, name, type, size };
};

/**
 * Turns uploads of this agent into attachments of a ticket, in the order asked for. Each file must be there and
 * complete, and is copied to the ticket before an entry names it. Copies for an entry that is not written in the end
 * stay in the bucket, where nobody sees them. The upload itself is used up by `TicketChange.uploads`.
 */
export const claimUploads =
  ({ uploads, bucket }: ClaimUploadsDeps) =>
  async (input: ClaimUploadsInput): Promise<Result<readonly Attachment[], FileRefusal>> => {
    const { serviceId, agentId, uploadIds, mailed, now } = input;
    const found = await uploads.findMany(serviceId, agentId, uploadIds, now);
    const missing = uploadIds.find((each) => !found.some(({ uploadId }) => uploadId === each));
    if (missing !== undefined) return err({ code: 'upload_not_found', uploadId: missing });
    const tooLarge = mailed ? tooLargeToMail(found) : undefined;
    if (tooLarge !== undefined) return err(tooLarge);
    const sizes = await Promise.all(found.map(({ key }) => bucket.sizeOf(key)));
    const incomplete = found.find(({ size }, index) => sizes[index] !== size);
    if (incomplete !== undefined)
      return err({ code: 'upload_incomplete', uploadId: incomplete.uploadId, name: incomplete.name });
    const attachments = found.map((upload) => attachmentOf(upload, input));
    await Promise.all(attachments.map(({ key }, index) => bucket.copy(found[index]!.key, key)));
    return ok(attachments);
  };
