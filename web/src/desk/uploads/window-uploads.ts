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

const LOST = { kind: 'lost' } as const;
/** A file that has not arrived. `lost`: its upload was ended. */
export type AwaitedFile = { readonly name: string; readonly standing: UploadState | typeof LOST };

/** Those of some files that have not arrived, with how far they are. */
export const awaitedOf = (ids: readonly string[], states: ReadonlyMap<string, UploadState>): readonly AwaitedFile[] =>
  ids.flatMap((id) => {
    const file = uploads.fileOf(id);
    return file === undefined ? [] : [{ name: file.name, standing: states.get(id) ?? LOST }];
  });

/** Ends the uploads of files that were there before and are not any more. */
export const endUploads = (before: readonly string[], left: readonly string[]): void => {
  const kept = new Set(left);
  for (const id of before) if (!kept.has(id)) uploads.forget(id);
};

/** How far the uploads of this window are, by the ids of their files. */
export const useUploadStates = (): ReadonlyMap<string, UploadState> =>
  useSyncExternalStore(uploads.subscribe, uploads.states);
