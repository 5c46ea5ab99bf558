import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sendFile } from './send-file.ts';
import { createUploads, type UploadState } from './uploads.ts';

/** The uploads of this window: files of drafts and of fields. */
export const uploads = createUploads({
  send: sendFile,
  isOnline: () => onlineManager.isOnline(),
  onOnline: (listener) =>
    onlineManager.subscribe((online) => {
      if (online) listener();
    }),
});

/** How far the uploads of this window are, by the ids of their files. */
export const useUploadStates = (): ReadonlyMap<string, UploadState> =>
  useSyncExternalStore(uploads.subscribe, uploads.states);
