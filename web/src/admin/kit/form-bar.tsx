import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { UnsavedBar } from '../../desk/edits/unsaved-bar.tsx';
import { useUnsavedBar } from '../../desk/edits/use-unsaved-bar.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { useRefusalWords } from './refusal-words.ts';
import type { Form } from './use-form.ts';
import styles from './form.module.css';

/**
 * A form with the bar that saves it, which is there while something is to be saved; Ctrl or ⌘ with Enter saves from any
 * field. `refused` are words for refusals of the whole.
 */
export const FormFrame = <V extends object>({
  form,
  label,
  refused,
  children,
}: {
  readonly form: Form<V>;
  readonly label: string;
  readonly refused?: Readonly<Record<string, AdminWordKey>>;
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const refusalWords = useRefusalWords(refused);
  const frame = useRef<HTMLFormElement>(null);
  const { isNew, pending, conflicts, faults, error } = form;
  const hasBar = isNew || pending.size > 0 || error !== null;
  const { isAsked, onTaken, pressed } = useUnsavedBar(frame, hasBar, () => hasBar);
  const isConflicting = conflicts.size > 0;
  const hasFaults = faults.size > 0;
  // What has to be looked at may be out of sight: a save that ended there leads to it. What others save meanwhile takes
  // neither focus nor scroll from whoever types.
  const leadToConflict = useEffectEvent(() => {
    const first = frame.current?.querySelector('[data-conflicting]');
    first?.scrollIntoView({ block: 'nearest' });
    if (frame.current?.contains(document.activeElement) === true)
      first?.querySelector<HTMLElement>('[role="alert"] button')?.focus();
  });
  const isSaved = useEffectEvent(() => form.isSaving);
  useEffect(() => {
    if (isConflicting && isSaved()) leadToConflict();
  }, [isConflicting]);
  useEffect(() => {
    if (hasFaults) frame.current?.querySelector('[data-faulty]')?.scrollIntoView({ block: 'nearest' });
  }, [hasFaults]);
  useEffect(() => {
    if (isConflicting && isAsked) leadToConflict();
  }, [isConflicting, isAsked]);
  // The button that settled a conflict is gone with it: keys go on in the form.
  const wasConflicting = useRef(isConflicting);
  useEffect(() => {
    if (wasConflicting.current && !isConflicting && document.activeElement === document.body)
      frame.current?.focus({ preventScroll: true });
    wasConflicting.current = isConflicting;
  }, [isConflicting]);
  return (
    <form
      ref={frame}
      className={styles.form}
      aria-label={label}
      tabIndex={-1}
      noValidate
      onKeyDown={pressed}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <div className={styles.rows}>{children}</div>
      {hasBar && (
        <UnsavedBar
          changes={pending.size}
          conflicts={conflicts.size}
          faults={faults.size}
          failure={error === null || faults.size > 0 ? null : refusalWords(error)}
          panel={frame}
          isSaving={form.isSaving}
          isAsked={isAsked}
          {...(isNew ? { labels: { save: t('form.create'), saving: t('form.creating') } } : {})}
          onTaken={onTaken}
          onSave={form.save}
          onOverrule={() => {
            form.keepMine(conflicts.keys());
          }}
          onCancel={form.discard}
        />
      )}
    </form>
  );
};
