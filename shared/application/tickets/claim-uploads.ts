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
  /** A mail is to carry them: together they must fit into one. */
  readonly mailed: boolean;
  readonly now: Date;
};

/** The same for the same upload and ticket, so that a repeated request copies over its own copy. */
const attachmentOf = ({ uploadId, name, type, size }: Upload, { serviceId, number }: ClaimUploadsInput): Attachment => {
  const id = `att_${uploadId.replace(/^upl_/, '')}`;
  return { id, key: `${serviceId}/${number}/${id}/${safeFileName(name)}`, name, type, size };
};

/**
 * Files of uploads as attachments of a ticket, in the order asked for: each announced by this agent, there and whole,
 * and copied to the ticket before any entry names it. Copies for an entry that is then not written stay behind unseen.
 * An upload is used up only by `TicketChange.uploads`.
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
