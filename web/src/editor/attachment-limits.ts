import {
  FILES_LIMIT,
  FILE_NAME_LENGTH,
  refusedFile,
  tooLargeToMail,
  type FileRefusal,
} from '../../../shared/domain/ticket/attachment-rules.ts';
import type { DraftFile, ProcessCommand } from '../desk/drafts/draft.ts';

export type AttachRefusal = {
  readonly name: string;
  readonly because: Extract<FileRefusal, { code: 'file_refused' }>['because'] | 'number' | 'mail';
};
type Candidate = Pick<DraftFile, 'name' | 'type' | 'size'>;

/** The name that the API takes: its ending is kept. */
const shortened = (name: string): string => {
  if (name.length <= FILE_NAME_LENGTH) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, FILE_NAME_LENGTH - ending.length) + ending;
};

/** What a file of the browser is announced as. */
export const announced = ({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): Candidate => {
  const plain = type.split(';')[0]!.trim().toLowerCase();
  return {
    name: shortened(name.trim() === '' ? 'file' : name),
    type: /^[\w.+-]{1,50}\/[\w.+-]{1,49}$/.test(plain) ? plain : 'application/octet-stream',
    size,
  };
};

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
  file: Candidate,
  files: readonly Candidate[],
  command: ProcessCommand,
): AttachRefusal | undefined => {
  const { name } = file;
  const alone = refusedFile(file);
  if (alone !== undefined) return { name, because: alone.because };
  if (files.length >= FILES_LIMIT) return { name, because: 'number' };
  return command !== 'comment' && tooLargeToMail([...files, file]) !== undefined
    ? { name, because: 'mail' }
    : undefined;
};
