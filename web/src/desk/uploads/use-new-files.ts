import { useState } from 'react';
import { useConsole } from '../console-context.ts';
import { useDesk } from '../desk-context.ts';
import { announced, fileRefusal, type RefusedFile } from './file-limits.ts';
import { uploads } from './window-uploads.ts';

/** Names of files that have arrived and are not saved yet, by the ids of their uploads. */
const arrived = new Map<string, string>();

/** The name of a file by its id, whether it is on its way or has arrived. */
export const uploadName = (id: string): string | undefined => uploads.fileOf(id)?.name ?? arrived.get(id);

/** A file that was added. `id` stands for it until it has arrived. */
type NewFile = { readonly id: string; readonly name: string };
export type NewFiles = {
  /** The files that could not be added last. */
  readonly refused: readonly RefusedFile[];
  readonly add: (files: readonly File[]) => void;
};

/** Begins the uploads of files that are added to `count` others. They go on when what they are for is left. */
export const useNewFiles = (
  count: number,
  {
    onAdded,
    onArrived,
  }: {
    readonly onAdded: (files: readonly NewFile[]) => void;
    readonly onArrived: (id: string, uploadId: string) => void;
  },
): NewFiles => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const add = (chosen: readonly File[]): void => {
    if (chosen.length === 0) return;
    const files = chosen.map((bytes) => ({ file: { ...announced(bytes), id: crypto.randomUUID() }, bytes }));
    const added: typeof files = [];
    const refusals: RefusedFile[] = [];
    for (const each of files) {
      const refusal = fileRefusal(each.file, count + added.length);
      if (refusal === undefined) added.push(each);
      else refusals.push(refusal);
    }
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
