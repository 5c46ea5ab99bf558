import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconReload, IconX } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_BYTES, FILES_LIMIT } from '../../../../shared/domain/ticket/attachment-rules.ts';
import { megabytes } from '../uploads/file-limits.ts';
import { uploadName, useNewFiles, type NewFiles } from '../uploads/use-new-files.ts';
import { useRefusedWords, useUploadWords } from '../uploads/use-upload-words.ts';
import { uploads, useUploadStates } from '../uploads/window-uploads.ts';
import { fileIdsIn, type InputProps } from './field-values.ts';
import styles from './field-input.module.css';

const nameOf = (id: string, fileNames: ReadonlyMap<string, string>): string =>
  fileNames.get(id) ?? uploadName(id) ?? id;

type FileListProps = Pick<InputProps, 'name' | 'error' | 'autoFocus'> & {
  readonly ids: readonly string[];
  /** The names of the files that were there before, by their ids. */
  readonly fileNames: ReadonlyMap<string, string>;
  readonly newFiles: NewFiles;
  readonly onRemove: (id: string) => void;
};

/** A list of files, each with how far its upload is, and a button that adds more. */
export const FileList = ({
  name,
  error,
  autoFocus,
  ids,
  fileNames,
  newFiles: { refused, add: addFiles },
  onRemove,
}: FileListProps): ReactNode => {
  const { t } = useTranslation();
  const uploadWords = useUploadWords();
  const refusedWords = useRefusedWords();
  const states = useUploadStates();
  const add = useRef<HTMLButtonElement>(null);
  const clear = useRef<() => void>(null);
  return (
    <div role="group" aria-label={name}>
      {ids.length > 0 && (
        <ul className={styles.files}>
          {ids.map((id) => {
            const file = nameOf(id, fileNames);
            const state = states.get(id);
            const isFailed = state?.kind === 'failed';
            return (
              <li key={id} className={styles.file}>
                <span className={styles.fileName} title={file}>
                  {file}
                </span>
                {state !== undefined && (
                  <span className={styles.upload} data-bad={isFailed || undefined}>
                    {uploadWords(state)}
                  </span>
                )}
                {isFailed && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={20}
                    aria-label={t('attach.retry', { name: file })}
                    onClick={() => {
                      uploads.retry(id);
                    }}
                  >
                    <IconReload size={14} />
                  </ActionIcon>
                )}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={20}
                  aria-label={t('fields.file.remove', { name: file })}
                  onClick={() => {
                    onRemove(id);
                    add.current?.focus();
                  }}
                >
                  <IconX size={14} />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      <FileButton
        multiple
        resetRef={clear}
        onChange={(chosen) => {
          // The same file can be chosen again.
          clear.current?.();
          addFiles(chosen);
        }}
      >
        {(props) => (
          <Button
            {...props}
            ref={add}
            size="compact-xs"
            variant="default"
            leftSection={<IconPaperclip size={14} />}
            disabled={ids.length >= FILES_LIMIT}
            autoFocus={autoFocus}
          >
            {t('fields.file.add')}
          </Button>
        )}
      </FileButton>
      <p className={styles.hint}>{t('fields.file.limits', { most: FILES_LIMIT, each: megabytes(FILE_BYTES) })}</p>
      {(error !== undefined || refused.length > 0) && (
        <p className={styles.fault} role="alert">
          {refused.length > 0 ? refused.map(refusedWords).join('. ') : error}
        </p>
      )}
    </div>
  );
};

export type FileInputProps = InputProps &
  Pick<FileListProps, 'fileNames'> & {
    /** Called with the upload of a file when it has arrived whole; the value still has the id that stood for it. */
    readonly onArrived: (id: string, uploadId: string) => void;
  };

/**
 * The files of a field: those of the ticket, which can be taken away, and new ones. A file that is on its way is in the
 * value by an id that stands for it.
 */
export const FileInput = ({ value, fileNames, onEdit, onArrived, ...props }: FileInputProps): ReactNode => {
  const ids = fileIdsIn(value);
  const names = ids.map((id) => nameOf(id, fileNames));
  const newFiles = useNewFiles(names, {
    onAdded: (files) => {
      onEdit([...ids, ...files.map(({ id }) => id)]);
    },
    onArrived,
  });
  return (
    <FileList
      {...props}
      ids={ids}
      fileNames={fileNames}
      newFiles={newFiles}
      onRemove={(id) => {
        onEdit(ids.length === 1 ? null : ids.filter((each) => each !== id));
      }}
    />
  );
};
