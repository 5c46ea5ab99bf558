import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../desk/api/problem-error.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import type { ValueKey } from '../desk/fields/field-values.ts';
import { modifierKey } from '../desk/keyboard/shortcuts.ts';
import { useWaitReason } from '../desk/uploads/use-upload-words.ts';
import { useUploadStates } from '../desk/uploads/window-uploads.ts';
import { announce } from '../ui/announcer.tsx';
import { awaitedFiles, dropEdits, overrule } from './edit-shelf.ts';
import type { Conflict, Edits } from './ticket-values.ts';
import { useSaveEdits } from './use-save-edits.ts';
import styles from './fields-panel.module.css';

/** Says how many edits are not saved, and saves them or takes them back. */
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
  const isConflicting = conflicts.size > 0;
  const waitReason = useWaitReason();
  const reason = waitReason(awaitedFiles(pending, useUploadStates()));
  const trySave = (): void => {
    if (reason !== null) {
      announce(reason);
      return;
    }
    save();
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const pressed = (): void => {
    if (isConflicting && reason === null) overrule(ticket, conflicts.keys());
    trySave();
  };
  const byKey = useRef<() => void>(trySave);
  useEffect(() => {
    // By key nobody's value is overruled: the conflicts are shown first.
    byKey.current = isConflicting ? () => undefined : trySave;
  });
  useEffect(() => {
    if (!isAsked) return;
    onTaken();
    byKey.current();
  }, [isAsked, onTaken]);
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
    <div className={styles.bar} role="group" aria-label={t('fields.unsaved')}>
      {isConflicting && <p className={styles.fault}>{t('fields.conflicts', { number: conflicts.size })}</p>}
      {faults.size > 0 && (
        <p className={styles.fault} role="alert">
          {t('fields.faults', { number: faults.size })}
        </p>
      )}
      {failure !== null && (
        <p className={styles.fault} role="alert">
          {failure}
        </p>
      )}
      {reason !== null && <p className={styles.hint}>{reason}</p>}
      <div className={styles.barLine}>
        <span className={styles.count} role="status">
          {t('fields.changes', { number: pending.size })}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            dropEdits(ticket);
            onDone();
          }}
        >
          {t('fields.cancel')}
        </Button>
        <Button
          size="compact-sm"
          aria-disabled={isSaving || reason !== null}
          title={reason ?? `${modifierKey()}+Enter`}
          onClick={pressed}
        >
          {t(isSaving ? 'fields.saving' : isConflicting ? 'fields.saveAnyway' : 'fields.save')}
        </Button>
      </div>
    </div>
  );
};
