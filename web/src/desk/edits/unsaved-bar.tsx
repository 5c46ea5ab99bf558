import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { modifierKey } from '../keyboard/shortcuts.ts';
import { announce } from '../../ui/announcer.tsx';
import styles from './edits.module.css';

/** Says how many edits are not saved and what stands in their way; has the buttons that save them or take them back. */
export const UnsavedBar = ({
  changes,
  conflicts,
  faults,
  failure,
  reason = null,
  panel,
  isSaving,
  isAsked,
  labels,
  onTaken,
  onSave,
  onOverrule,
  onCancel,
}: {
  readonly changes: number;
  readonly conflicts: number;
  readonly faults: number;
  /** Why saving failed as a whole. */
  readonly failure: string | null;
  /** Why nothing can be saved yet. */
  readonly reason?: string | null;
  /** Where the focus looks for a refused value. */
  readonly panel: RefObject<HTMLElement | null>;
  readonly isSaving: boolean;
  /** Whether a key asked for the save, perhaps before this was loaded; `onTaken` is called when it is heard. */
  readonly isAsked: boolean;
  /** The words of the button that saves, where it is more than that. */
  readonly labels?: { readonly save: string; readonly saving: string };
  readonly onTaken: () => void;
  readonly onSave: () => void;
  /** Keeps the agent's values over all that others saved. */
  readonly onOverrule: () => void;
  readonly onCancel: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const isConflicting = conflicts > 0;
  const trySave = (): void => {
    if (reason !== null) {
      announce(reason);
      return;
    }
    onSave();
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const pressed = (): void => {
    if (isConflicting && reason === null) onOverrule();
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
  return (
    <div className={styles.bar} role="group" aria-label={t('fields.unsaved')}>
      {isConflicting && <p className={styles.fault}>{t('fields.conflicts', { number: conflicts })}</p>}
      {faults > 0 && (
        <p className={styles.fault} role="alert">
          {t('fields.faults', { number: faults })}
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
          {changes > 0 && t('fields.changes', { number: changes })}
        </span>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('fields.cancel')}
        </Button>
        <Button
          size="compact-sm"
          aria-disabled={isSaving || reason !== null}
          title={reason ?? `${modifierKey()}+Enter`}
          onClick={pressed}
        >
          {isSaving
            ? (labels?.saving ?? t('fields.saving'))
            : isConflicting
              ? t('fields.saveAnyway')
              : (labels?.save ?? t('fields.save'))}
        </Button>
      </div>
    </div>
  );
};
