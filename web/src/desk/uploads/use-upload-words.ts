import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_BYTES, FILES_LIMIT, MAILED_BYTES } from '../../../../shared/domain/ticket/attachment-rules.ts';
import { megabytes, type RefusedFile } from './file-limits.ts';
import type { UploadState } from './uploads.ts';

/** A file that is to be sent. `lost`: it has not arrived, and its bytes are gone. */
type Awaited = {
  readonly name: string;
  readonly standing: { readonly kind: UploadState['kind'] | 'arrived' | 'lost' };
};

/** A function that says how far an upload is. */
export const useUploadWords = (): ((state: UploadState) => string) => {
  const { t } = useTranslation();
  return useCallback(
    (state) => {
      switch (state.kind) {
        case 'running':
          return t('attach.running', { percent: Math.floor(state.progress * 100) });
        case 'waiting':
          return t('attach.waiting');
        case 'failed':
          return t(state.code === 'file_refused' ? 'attach.refused' : 'attach.failed');
      }
    },
    [t],
  );
};

/** A function that says why a file was not taken. */
export const useRefusedWords = (): ((refused: RefusedFile) => string) => {
  const { t } = useTranslation();
  return useCallback(
    ({ name, because }) => {
      switch (because) {
        case 'type':
          return t('attach.not.type', { name });
        case 'empty':
          return t('attach.not.empty', { name });
        case 'too_large':
          return t('attach.not.tooLarge', { name, limit: megabytes(FILE_BYTES) });
        case 'number':
          return t('attach.not.number', { name, count: FILES_LIMIT });
        case 'mail':
          return t('attach.not.mail', { name, limit: megabytes(MAILED_BYTES) });
      }
    },
    [t],
  );
};

/** A function that says why what these files belong to has to wait; null when all of them have arrived. */
export const useWaitReason = (): ((files: readonly Awaited[]) => string | null) => {
  const { t } = useTranslation();
  return useCallback(
    (files) => {
      const bad = files.find(({ standing: { kind } }) => kind === 'failed' || kind === 'lost');
      if (bad !== undefined) return t('attach.reason.failed', { name: bad.name });
      const [first, ...others] = files.filter(({ standing: { kind } }) => kind !== 'arrived');
      if (first === undefined) return null;
      return others.length === 0
        ? t('attach.reason.uploading', { name: first.name })
        : t('attach.reason.uploadingMany', { count: others.length + 1 });
    },
    [t],
  );
};
