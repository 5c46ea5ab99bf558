import { useState } from 'react';
import { useConsole } from '../console-context.ts';
import { useDesk } from '../desk-context.ts';
import { fileRefusal, sortChosen, type AddedFile, type RefusedFile } from './file-limits.ts';
import { uploads } from './window-uploads.ts';

/** Names of files that have arrived and are not saved yet, by the ids of their uploads. */
const arrived = new Map<string, string>();

/** The name of a file by its id, whether it is on its way or has arrived. */
export const uploadName = (id: string): string | undefined => uploads.fileOf(id)?.name ?? arrived.get(id);

export type NewFiles = {
  /** The files that could not be added last. */
  readonly refused: readonly RefusedFile[];
  readonly add: (files: readonly File[]) => void;
};

/** Begins the uploads of files that are added to others of these names. They go on when what they are for is left. */
export const useNewFiles = (
  others: readonly string[],
  {
    onAdded,
    onArrived,
  }: {
    readonly onAdded: (files: readonly AddedFile['file'][]) => void;
    readonly onArrived: (id: string, uploadId: string) => void;
  },
): NewFiles => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const add = (chosen: readonly File[]): void => {
    if (chosen.length === 0) return;
    const { added, refused: refusals } = sortChosen(chosen, others, (file, before) =>
      fileRefusal(file, others.length + before.length),
    );
    setRefused(refusals);
    if (added.length === 0) return;
    onAdded(added.map(({ file }) => file));
    for (const { file, bytes } of added)
      uploads.start({
        serviceId,
        call,
        file,
        bytes,
        onArrived: (id, uploadId) => {
          arrived.set(uploadId, file.name);
          onArrived(id, uploadId);
        },
      });
  };
  return { refused, add };
};
