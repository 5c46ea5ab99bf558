import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { FILES_LIMIT } from '../../../shared/domain/ticket/attachment-rules.ts';
import { useConsole } from '../desk/console-context.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { filesOf, type InputProps } from './ticket-values.ts';
import styles from './fields-panel.module.css';

/** Names of files that were uploaded and not saved yet, by their ids. */
const uploaded = new Map<string, string>();

/** The files of a field: those of the ticket, which can be taken away, and new ones. */
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
  const errorWords = useErrorWords();
  const [uploading, setUploading] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const names = new Map(filesOf(ticket, code).map((file) => [file.id, file.name]));
  const ids = Array.isArray(value) ? (value as readonly string[]) : [];
  // Others may have been taken away while one is uploaded.
  const latest = useRef(ids);
  useEffect(() => {
    latest.current = ids;
  });
  const upload = async (file: File): Promise<void> => {
    setFailed(null);
    setUploading(file.name);
    try {
      const { uploadId, url, headers } = await call(operations.createUpload, {
        params: { serviceId: ticket.serviceId },
        body: { name: file.name, type: file.type === '' ? 'application/octet-stream' : file.type, size: file.size },
      });
      const answer = await fetch(url, { method: 'PUT', headers, body: file });
      if (!answer.ok) throw new Error(`The upload was answered with ${answer.status}`);
      uploaded.set(uploadId, file.name);
      onEdit([...latest.current, uploadId]);
    } catch (cause) {
      setFailed(
        cause instanceof ProblemError && cause.code === 'file_refused'
          ? t(`fields.file.${cause.problem['because'] as 'type'}`, { name: file.name })
          : t('fields.file.failed', { name: file.name, why: errorWords(cause) }),
      );
    } finally {
      setUploading(null);
    }
  };
  return (
    <div role="group" aria-label={name}>
      {ids.length > 0 && (
        <ul className={styles.files}>
          {ids.map((id) => {
            const file = names.get(id) ?? uploaded.get(id) ?? id;
            return (
              <li key={id} className={styles.file}>
                <span className={styles.copied} title={file}>
                  {file}
                </span>
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
      <FileButton onChange={(file) => file !== null && void upload(file)}>
        {(props) => (
          <Button
            {...props}
            ref={add}
            size="compact-xs"
            variant="default"
            leftSection={<IconPaperclip size={14} />}
            disabled={uploading !== null || ids.length >= FILES_LIMIT}
            autoFocus={autoFocus}
          >
            {uploading === null ? t('fields.file.add') : t('fields.file.uploading', { name: uploading })}
          </Button>
        )}
      </FileButton>
      <p className={styles.hint}>{t('fields.file.limits', { most: FILES_LIMIT })}</p>
      {(error !== undefined || failed !== null) && (
        <p className={styles.fault} role="alert">
          {failed ?? error}
        </p>
      )}
    </div>
  );
};
