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

/** Why a file can't be added to so many others; undefined when it can. */
export const fileRefusal = (file: AnnouncedFile, others: number): RefusedFile | undefined => {
  const { name } = file;
  const alone = refusedFile(file);
  if (alone !== undefined) return { name, because: alone.because };
  return others >= FILES_LIMIT ? { name, because: 'number' } : undefined;
};
