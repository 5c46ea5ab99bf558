import {
  FILES_LIMIT,
  FILE_NAME_LENGTH,
  refusedFile,
  type FileRefusal,
} from '../../../../shared/domain/ticket/attachment-rules.ts';
import type { DraftFile } from '../drafts/draft.ts';

/** A file as it is announced to the API. */
export type AnnouncedFile = Pick<DraftFile, 'name' | 'type' | 'size'>;
/** A file that is not uploaded. `number`: there are as many as there can be. `mail`: it makes the mail too large. */
export type RefusedFile = {
  readonly name: string;
  readonly because: Extract<FileRefusal, { code: 'file_refused' }>['because'] | 'number' | 'mail';
};

/** As limits are told: 1 MB is 1,048,576 bytes. */
export const megabytes = (bytes: number): number => bytes / 1024 / 1024;

/** The name that the API takes: its ending is kept. */
const shortened = (name: string): string => {
  if (name.length <= FILE_NAME_LENGTH) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, FILE_NAME_LENGTH - ending.length) + ending;
};

/** What a file of the browser is announced as. */
export const announced = ({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): AnnouncedFile => {
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

/** Why a file can't be added to so many others; undefined when it can. */
export const fileRefusal = (file: AnnouncedFile, others: number): RefusedFile | undefined => {
  const { name } = file;
  const alone = refusedFile(file);
  if (alone !== undefined) return { name, because: alone.because };
  return others >= FILES_LIMIT ? { name, because: 'number' } : undefined;
};

/** A file that is added. `id` stands for it until it has arrived. */
export type AddedFile = { readonly file: AnnouncedFile & { readonly id: string }; readonly bytes: File };

/** Which of the chosen files are added to others with these names, each by a name of its own, and which are refused. */
export const sortChosen = (
  chosen: readonly File[],
  others: readonly string[],
  refusalOf: (file: AnnouncedFile, added: readonly AnnouncedFile[]) => RefusedFile | undefined,
): { readonly added: readonly AddedFile[]; readonly refused: readonly RefusedFile[] } => {
  const added: AddedFile[] = [];
  const refused: RefusedFile[] = [];
  for (const bytes of chosen) {
    const before = added.map(({ file }) => file);
    const candidate = announced(bytes);
    const taken = new Set([...others, ...before.map(({ name }) => name)]);
    const file = { ...candidate, name: distinctName(candidate.name, taken), id: crypto.randomUUID() };
    const refusal = refusalOf(file, before);
    if (refusal === undefined) added.push({ file, bytes });
    else refused.push(refusal);
  }
  return { added, refused };
};
