import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { safeFileName } from '../../domain/mail/file-name.ts';
import { type FileRefusal, tooLargeToMail } from '../../domain/ticket/attachment-rules.ts';
import type { Decision, DecisionContext, MessageBody } from '../../domain/ticket/decision.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { TicketRefusal, TooLarge } from '../../domain/ticket/refusal.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import { type Sanitize, type Upload, UPLOAD_PREFIX, type UploadBucket, type UploadStore } from '../ports/writing.ts';
import type { CommandInput, Decide } from './change-ticket.ts';

/** Bytes of UTF-8 that HTML and plain text of an agent may have together: a DynamoDB row holds 400 KB. */
export const AGENT_TEXT_BYTES = 256 * 1024;

/**
 * A text as an agent wrote it. `seenEntryId` is the newest entry that the agent has seen: an answer is refused when
 * somebody else added one after it, a comment never is.
 */
export type WrittenText = { readonly html: string; readonly seenEntryId?: string };

/** Makes a text of an agent safe to show and to mail; refuses one that is too large. */
export const sanitizeText = (sanitize: Sanitize, html: string): Result<MessageBody, TooLarge> => {
  const body = sanitize(html);
  const { length } = new TextEncoder().encode(body.html + body.text);
  return length > AGENT_TEXT_BYTES ? err({ code: 'too_large', limitBytes: AGENT_TEXT_BYTES }) : ok(body);
};

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

/** Where an upload's file lies until an entry takes it. */
export const uploadKeyOf = ({ serviceId, uploadId, name }: Pick<Upload, 'serviceId' | 'uploadId' | 'name'>): string =>
  `${UPLOAD_PREFIX}${serviceId}/${uploadId}/${safeFileName(name)}`;

/** The upload of which `attachmentOf` made this attachment. */
export const uploadOf = (
  { id, name, type, size }: Attachment,
  { serviceId, agentId }: Pick<Upload, 'serviceId' | 'agentId'>,
): Upload => {
  const uploadId = `upl_${id.replace(/^att_/, '')}`;
  return { uploadId, serviceId, agentId, name, type, size, key: uploadKeyOf({ serviceId, uploadId, name }) };
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

/** Only a command whose text has files needs `files`. */
export type FileDeps = { readonly files?: ClaimUploadsDeps };
type Deps = FileDeps & { readonly clock: ClockAndIds };
type Rule = (
  ticket: Ticket,
  body: MessageBody,
  context: DecisionContext,
) => Result<Decision, TicketRefusal> | Promise<Result<Decision, TicketRefusal>>;

/** A text with the files of the uploads that it names. */
export const withFiles = async (
  { files, clock }: Deps,
  body: MessageBody,
  named: Omit<ClaimUploadsInput, 'now'>,
): Promise<Result<MessageBody, FileRefusal>> => {
  if (named.uploadIds.length === 0) return ok(body);
  if (files === undefined) throw new Error('What carries files needs the uploads');
  const attachments = await claimUploads(files)({ ...named, now: clock.now() });
  return attachments.ok ? ok({ ...body, attachments: attachments.value }) : attachments;
};

/**
 * Gives a rule the text with its files. The rule is asked without the files first, so that nothing is copied for a
 * command that it refuses. Files are copied once, however often the command is decided.
 */
export const carryFiles = (deps: Deps, input: CommandInput, body: MessageBody, mailed: boolean, rule: Rule): Decide => {
  const {
    serviceId,
    number,
    agent: { agentId },
    uploadIds = [],
  } = input;
  if (uploadIds.length === 0) return (ticket, context) => rule(ticket, body, context);
  let carried: ReturnType<typeof withFiles> | undefined;
  return async (ticket, context) => {
    const bare = await rule(ticket, body, context);
    if (!bare.ok) return bare;
    carried ??= withFiles(deps, body, { serviceId, number, agentId, uploadIds, mailed });
    const whole = await carried;
    return whole.ok ? rule(ticket, whole.value, context) : whole;
  };
};
