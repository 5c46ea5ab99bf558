import { tooLargeToMail } from '../../../shared/domain/ticket/attachment-rules.ts';
import type { ProcessCommand } from '../desk/drafts/draft.ts';
import { fileRefusal, type AnnouncedFile, type RefusedFile } from '../desk/uploads/file-limits.ts';

/** Why a file can't be added to those of the draft; undefined when it can. A comment is not mailed. */
export const attachRefusal = (
  file: AnnouncedFile,
  files: readonly AnnouncedFile[],
  command: ProcessCommand,
): RefusedFile | undefined => {
  const refusal = fileRefusal(file, files.length);
  if (refusal !== undefined || command === 'comment') return refusal;
  return tooLargeToMail([...files, file]) === undefined ? undefined : { name: file.name, because: 'mail' };
};
