import { ActionIcon, Progress } from '@mantine/core';
import { IconAlertCircle, IconFile, IconPhoto, IconReload, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedFile } from '../desk/uploads/file-limits.ts';
import { useRefusedWords, useUploadWords } from '../desk/uploads/use-upload-words.ts';
import { sizeWords } from '../ui/short-forms.ts';
import type { Attachment, Attachments } from './use-attachments.ts';
import styles from './attached-files.module.css';

/** The files of the draft below its text: how far each is, with buttons to end, repeat and remove it. */
export const AttachedFiles = ({
  attachments,
  isReadOnly,
}: {
  readonly attachments: Attachments;
  readonly isReadOnly: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const { files, refused, remove, retry, closeRefused } = attachments;
  return (
    <div className={styles.area}>
      {refused.length > 0 && <RefusedFiles refused={refused} onClose={closeRefused} />}
      {files.length > 0 && (
        <ul className={styles.files} aria-label={t('history.attachments')}>
          {files.map((file) => (
            <FileCard
              key={file.id}
              file={file}
              isReadOnly={isReadOnly}
              onRemove={() => {
                remove(file.id);
              }}
              onRetry={() => {
                retry(file.id);
              }}
            />
          ))}
        </ul>
      )}
    </div>
  );
};

const useFileWords = (): ((file: Attachment) => string) => {
  const { t } = useTranslation();
  const uploadWords = useUploadWords();
  return ({ size, standing }) => {
    if (standing.kind === 'lost') return t('attach.lost');
    if (standing.kind !== 'arrived') return uploadWords(standing);
    const { unit, count } = sizeWords(size);
    return t(`size.${unit}`, { count });
  };
};

const FileCard = ({
  file,
  isReadOnly,
  onRemove,
  onRetry,
}: {
  readonly file: Attachment;
  readonly isReadOnly: boolean;
  readonly onRemove: () => void;
  readonly onRetry: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const words = useFileWords();
  const { name, type, standing, canRetry } = file;
  const isBad = standing.kind === 'failed' || standing.kind === 'lost';
  const isUnderWay = standing.kind === 'running' || standing.kind === 'waiting';
  const FileIcon = isBad ? IconAlertCircle : type.startsWith('image/') ? IconPhoto : IconFile;
  const removeWords = t(isUnderWay ? 'attach.cancel' : 'attach.remove', { name });
  return (
    <li className={styles.file} data-bad={isBad || undefined}>
      <FileIcon size={18} stroke={1.5} className={styles.icon} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.name} title={name} dir="auto">
          {name}
        </span>
        <span className={styles.state}>{words(file)}</span>
      </span>
      {standing.kind === 'running' && (
        <Progress
          className={styles.progress}
          size={2}
          value={standing.progress * 100}
          aria-label={t('attach.progress', { name })}
        />
      )}
      {isBad && canRetry && !isReadOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('attach.retry', { name })}
          title={t('attach.retry', { name })}
          onClick={onRetry}
        >
          <IconReload size={14} stroke={1.75} />
        </ActionIcon>
      )}
      {!isReadOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={removeWords}
          title={removeWords}
          onClick={onRemove}
        >
          <IconX size={14} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
};

const RefusedFiles = ({
  refused,
  onClose,
}: {
  readonly refused: readonly RefusedFile[];
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const words = useRefusedWords();
  return (
    <div className={styles.refused} role="alert">
      <IconAlertCircle size={16} stroke={1.75} className={styles.refusedIcon} aria-hidden="true" />
      <ul className={styles.reasons}>
        {refused.map((each, index) => (
          <li key={`${index} ${each.name}`}>{words(each)}</li>
        ))}
      </ul>
      <ActionIcon variant="subtle" color="gray" size={20} aria-label={t('why.close')} onClick={onClose}>
        <IconX size={14} stroke={1.75} />
      </ActionIcon>
    </div>
  );
};
