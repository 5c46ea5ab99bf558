/** How many files one entry can have. */
export const FILES_LIMIT = 10;
/** Bytes of one file. */
export const FILE_BYTES = 25 * 1024 * 1024;
/**
 * Bytes of all files of one mailed answer: SES takes messages of 10 MB, and base64 makes three bytes four. Source:
 * Amazon SES quotas, SendRawEmail.
 */
export const MAILED_BYTES = 7 * 1024 * 1024;
export const FILE_NAME_LENGTH = 200;

/** Endings of files that a mail program or a desktop would run: they can't be sent through the desk. */
const REFUSED_ENDINGS = new Set([
  'ade',
  'adp',
  'apk',
  'appx',
  'bat',
  'chm',
  'cmd',
  'com',
  'cpl',
  'dll',
  'dmg',
  'exe',
  'hta',
  'ins',
  'isp',
  'iso',
  'jar',
  'js',
  'jse',
  'lib',
  'lnk',
  'mde',
  'msc',
  'msi',
  'msix',
  'msp',
  'mst',
  'nsh',
  'pif',
  'ps1',
  'reg',
  'scr',
  'sct',
  'shb',
  'sys',
  'vb',
  'vbe',
  'vbs',
  'vhd',
  'vxd',
  'wsc',
  'wsf',
  'wsh',
]);
const REFUSED_TYPES =
  /^application\/(?:x-msdownload|x-msdos-program|x-dosexec|java-archive|x-sh|x-bat|vnd\.android\.package-archive|hta)$/i;

export type FileRefusal =
  | {
      readonly code: 'file_refused';
      readonly name: string;
      readonly because: 'type' | 'empty' | 'too_large';
      readonly limitBytes: number;
    }
  | { readonly code: 'upload_not_found'; readonly uploadId: string }
  /** The file was not uploaded, or not completely. */
  | { readonly code: 'upload_incomplete'; readonly uploadId: string; readonly name: string }
  | { readonly code: 'files_too_large_to_mail'; readonly bytes: number; readonly limitBytes: number };

/** Why a file of this name, type and size (bytes) can't be uploaded; undefined when it can. */
export const refusedFile = ({
  name,
  type,
  size,
}: {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}): Extract<FileRefusal, { code: 'file_refused' }> | undefined => {
  const ending = /\.([^.]{1,10})$/.exec(name.trimEnd().replace(/[. ]+$/, ''))?.[1]?.toLowerCase() ?? '';
  const because =
    REFUSED_ENDINGS.has(ending) || REFUSED_TYPES.test(type)
      ? 'type'
      : size <= 0
        ? 'empty'
        : size > FILE_BYTES
          ? 'too_large'
          : undefined;
  return because === undefined ? undefined : { code: 'file_refused', name, because, limitBytes: FILE_BYTES };
};

/** The refusal when these files together are too large for one mail. */
export const tooLargeToMail = (
  files: readonly { readonly size: number }[],
): Extract<FileRefusal, { code: 'files_too_large_to_mail' }> | undefined => {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes > MAILED_BYTES ? { code: 'files_too_large_to_mail', bytes, limitBytes: MAILED_BYTES } : undefined;
};
