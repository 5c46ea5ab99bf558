import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../desk/api/problem-error.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import type { ValueKey } from '../desk/fields/field-values.ts';
import { useWaitReason } from '../desk/uploads/use-upload-words.ts';
import { useUploadStates } from '../desk/uploads/window-uploads.ts';
import { dropEdits } from './edit-shelf.ts';
import { awaitedFiles, overrule } from './ticket-edits.ts';
import type { Conflict, Edits } from './ticket-values.ts';
import { UnsavedBar } from '../desk/edits/unsaved-bar.tsx';
import { useSaveEdits } from './use-save-edits.ts';

/** Saves the unsaved edits of a ticket or takes them back. */
export const SaveBar = ({
  ticket,
  pending,
  conflicts,
  faults,
  definitions,
  panel,
  isAsked,
  onTaken,
  onDone,
}: {
  readonly ticket: WholeTicketView;
  readonly pending: Edits;
  readonly conflicts: ReadonlyMap<ValueKey, Conflict>;
  readonly faults: ReadonlyMap<ValueKey, string>;
  readonly definitions: readonly FieldView[];
  readonly panel: RefObject<HTMLElement | null>;
  /** Whether a key asked for the save, perhaps before this was loaded; `onTaken` is called when it is heard. */
  readonly isAsked: boolean;
  readonly onTaken: () => void;
  /** Called when nothing is left to save. */
  readonly onDone: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { save, isSaving, error } = useSaveEdits(ticket, definitions, onDone);
  const waitReason = useWaitReason();
  // What single fields are refused for stands at them.
  const failure =
    error === null
      ? null
      : error instanceof ProblemError && error.code === 'illegal_transition'
        ? t('fields.notNow')
        : faults.size > 0
          ? null
          : errorWords(error);
  return (
    <UnsavedBar
      changes={pending.size}
      conflicts={conflicts.size}
      faults={faults.size}
      failure={failure}
      reason={waitReason(awaitedFiles(pending, useUploadStates()))}
      panel={panel}
      isSaving={isSaving}
      isAsked={isAsked}
      onTaken={onTaken}
      onSave={save}
      onOverrule={() => {
        overrule(ticket, conflicts.keys());
      }}
      onCancel={() => {
        dropEdits(ticket);
        onDone();
      }}
    />
  );
};
