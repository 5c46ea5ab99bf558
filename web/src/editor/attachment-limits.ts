import { tooLargeToMail } from '../../../shared/domain/ticket/attachment-rules.ts';
import type { ProcessCommand } from '../desk/drafts/draft.ts';
import { fileRefusal, type AnnouncedFile, type RefusedFile } from '../desk/uploads/file-limits.ts';

/** A name that no other file has: `image.png` → `image (2).png`. */
export const distinctName = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]{1,10})?$/.exec(name) ?? [];
  for (let count = 2; ; count += 1) {
    const candidate = `${stem} (${count})${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
};

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
