import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tooLargeToMail } from '../../../shared/domain/ticket/attachment-rules.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { draftSync } from '../desk/drafts/draft-sync.ts';
import { draftKey, type DraftFile, type ProcessCommand } from '../desk/drafts/draft.ts';
import { sortChosen, type RefusedFile } from '../desk/uploads/file-limits.ts';
import type { UploadState } from '../desk/uploads/uploads.ts';
import { useWaitReason } from '../desk/uploads/use-upload-words.ts';
import { uploads, useUploadStates } from '../desk/uploads/window-uploads.ts';
import { attachRefusal } from './attachment-limits.ts';
import type { DraftControl } from './use-draft.ts';

/** `lost`: the page was closed before it had arrived, or the server has it no more; the bytes are gone. */
type Standing = UploadState | { readonly kind: 'arrived' } | { readonly kind: 'lost' };
export type Attachment = DraftFile & { readonly standing: Standing; readonly canRetry: boolean };

export type Attachments = {
  readonly files: readonly Attachment[];
  /** The files that could not be added last. */
  readonly refused: readonly RefusedFile[];
  /** Why the text can't be sent with these files now; null when it can. */
  readonly reason: string | null;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
  readonly retry: (id: string) => void;
  readonly closeRefused: () => void;
  /** Ends the uploads of a draft that is discarded. */
  readonly stop: () => void;
  /** Begins the uploads anew that a draft lacks which is brought back. */
  readonly resume: (files: readonly DraftFile[]) => void;
};

const standingOf = ({ id, uploadId }: DraftFile, states: ReadonlyMap<string, UploadState>): Standing =>
  states.get(id) ?? (uploadId === null ? { kind: 'lost' } : { kind: 'arrived' });

/** The files of a draft, with how far their uploads are. */
export const useAttachments = (
  { serviceId, number }: TicketView,
  draft: Pick<DraftControl, 'files' | 'attach' | 'detach'>,
  command: ProcessCommand,
  isReadOnly: boolean,
): Attachments => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { me } = useDesk();
  const states = useUploadStates();
  const waitReason = useWaitReason();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const key = draftKey(me.agentId, serviceId, number);
  const onArrived = (id: string, uploadId: string): void => {
    draftSync().fileArrived({ call, key, serviceId, number }, id, uploadId);
  };
  const files = draft.files.map((file): Attachment => ({
    ...file,
    standing: standingOf(file, states),
    canRetry: uploads.fileOf(file.id) !== undefined,
  }));

  const add = (chosen: readonly File[]): void => {
    if (isReadOnly || chosen.length === 0) return;
    const { added, refused: refusals } = sortChosen(
      chosen,
      draft.files.map(({ name }) => name),
      (file, before) => attachRefusal(file, [...draft.files, ...before], command),
    );
    setRefused(refusals);
    if (added.length === 0) return;
    draft.attach(
      added.map(({ file }) => ({ ...file, uploadId: null })),
      command,
    );
    for (const { file, bytes } of added) uploads.start({ serviceId, call, file, bytes, onArrived });
  };
  const reason = (): string | null =>
    waitReason(files) ??
    (command !== 'comment' && tooLargeToMail(files) !== undefined ? t('attach.reason.mail') : null);
  return {
    files,
    refused,
    reason: reason(),
    add,
    remove: (id) => {
      uploads.forget(id);
      draft.detach(id);
    },
    retry: uploads.retry,
    closeRefused: () => {
      setRefused([]);
    },
    stop: () => {
      for (const { id } of draft.files) uploads.stop(id);
      setRefused([]);
    },
    resume: (missing) => {
      for (const { id, uploadId } of missing) if (uploadId === null) uploads.retry(id);
    },
  };
};
