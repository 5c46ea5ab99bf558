import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconReload, IconX } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_BYTES, FILES_LIMIT } from '../../../shared/domain/ticket/attachment-rules.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { announced, fileRefusal, megabytes, type RefusedFile } from '../desk/uploads/file-limits.ts';
import { useRefusedWords, useUploadWords } from '../desk/uploads/use-upload-words.ts';
import { uploads, useUploadStates } from '../desk/uploads/window-uploads.ts';
import { putUpload } from './edit-shelf.ts';
import { filesOf, keyOf, type InputProps } from './ticket-values.ts';
import styles from './fields-panel.module.css';

/** Names of files that were uploaded and not saved yet, by their ids. */
const uploaded = new Map<string, string>();

/**
 * The files of a field: those of the ticket, which can be taken away, and new ones. A file that is on its way is in the
 * value by the id of its upload, and goes on when the ticket is left.
 */
export const FileInput = ({
  name,
  value,
  error,
  autoFocus,
  onEdit,
  ticket,
  code,
}: InputProps & { readonly ticket: WholeTicketView; readonly code: string }): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const uploadWords = useUploadWords();
  const refusedWords = useRefusedWords();
  const states = useUploadStates();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const add = useRef<HTMLButtonElement>(null);
  const clear = useRef<() => void>(null);
  const names = new Map(filesOf(ticket, code).map((file) => [file.id, file.name]));
  const ids = Array.isArray(value) ? (value as readonly string[]) : [];
  const choose = (chosen: readonly File[]): void => {
    // The same file can be chosen again.
    clear.current?.();
    const files = chosen.map((bytes) => ({ file: { ...announced(bytes), id: crypto.randomUUID() }, bytes }));
    const added: typeof files = [];
    const refusals: RefusedFile[] = [];
    for (const each of files) {
      const refusal = fileRefusal(each.file, ids.length + added.length);
      if (refusal === undefined) added.push(each);
      else refusals.push(refusal);
    }
    setRefused(refusals);
    if (added.length === 0) return;
    onEdit([...ids, ...added.map(({ file }) => file.id)]);
    const { serviceId } = ticket;
    for (const { file, bytes } of added)
      uploads.start({
        serviceId,
        call,
        file,
        bytes,
        onArrived: (id, uploadId) => {
          uploaded.set(uploadId, file.name);
          putUpload(ticket, keyOf(code), id, uploadId);
        },
      });
  };
  return (
    <div role="group" aria-label={name}>
      {ids.length > 0 && (
        <ul className={styles.files}>
          {ids.map((id) => {
            const file = names.get(id) ?? uploads.fileOf(id)?.name ?? uploaded.get(id) ?? id;
            const state = states.get(id);
            const isFailed = state?.kind === 'failed';
            return (
              <li key={id} className={styles.file}>
                <span className={styles.copied} title={file}>
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
                    onEdit(ids.length === 1 ? null : ids.filter((each) => each !== id));
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
      <FileButton multiple resetRef={clear} onChange={choose}>
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
