import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_BYTES, FILES_LIMIT, MAILED_BYTES } from '../../../shared/domain/ticket/attachment-rules.ts';
import { megabytes } from '../desk/uploads/file-limits.ts';

/** Chooses files to attach; its tooltip tells the limits. */
export const AttachButton = ({
  onFiles,
  isDisabled,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly isDisabled: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tooltip
        label={t('attach.limits', {
          count: FILES_LIMIT,
          each: megabytes(FILE_BYTES),
          mail: megabytes(MAILED_BYTES),
        })}
        multiline
        maw={260}
      >
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t('attach.add')}
          disabled={isDisabled}
          onClick={() => input.current?.click()}
        >
          <IconPaperclip size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
};
