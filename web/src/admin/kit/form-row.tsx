import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ValueConflict } from '../../desk/edits/value-conflict.tsx';
import { faultsBelow, type Fault } from './form-edits.ts';
import { useFaultWords } from './faults.ts';
import type { Form } from './use-form.ts';
import styles from './form.module.css';

/** What a row gives its input: the id that its label names, what describes it, and the member's value. */
export type RowInput<T> = {
  readonly id: string;
  readonly labelId: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  /** What is wrong with parts of the value, by their place in it: `/names/ko` of `#/options/0/names/ko` is not it. */
  readonly faultAt: (place: string) => string | undefined;
  readonly value: T;
  readonly set: (value: T) => void;
};

/** A group of rows under a heading. */
export const FormSection = ({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}): ReactNode => {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {text !== undefined && <p className={styles.about}>{text}</p>}
      {children}
    </section>
  );
};

/** A label at the left and what belongs to it at the right: for what is shown and not edited. */
export const Shown = ({
  label,
  hint,
  isWide = false,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}): ReactNode => (
  <div className={styles.row} data-wide={isWide || undefined}>
    <div className={styles.words}>
      <div className={styles.label}>{label}</div>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
    </div>
    <div className={styles.control}>{children}</div>
  </div>
);

/**
 * A member of a form: its label and what it means at the left, its input at the right, below it what is wrong with it
 * and what somebody else made of it meanwhile. `words` writes a value for that; `parts` is set by inputs that show the
 * faults of what is in the value themselves.
 */
export const FormRow = <V extends object, K extends keyof V & string>({
  form,
  name,
  label,
  hint,
  words = String,
  isGroup = false,
  isWide = false,
  parts = false,
  children,
}: {
  readonly form: Form<V>;
  readonly name: K;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly words?: (value: V[K]) => string;
  /** Whether it has several inputs, so that the label names the group. */
  readonly isGroup?: boolean;
  /** Whether the input takes the whole width, below its label. */
  readonly isWide?: boolean;
  readonly parts?: boolean;
  readonly children: (input: RowInput<V[K]>) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const faultWords = useFaultWords();
  const id = useId();
  const control = useRef<HTMLDivElement>(null);
  /** The button that chose is gone with the conflict: the focus goes on to the value that was chosen. */
  const toValue = (): void => {
    control.current?.querySelector<HTMLElement>('input:not([type="hidden"], :disabled), textarea, select, a')?.focus();
  };
  const faults = faultsBelow(form.faults, name);
  const own: Fault | undefined = parts ? faults.get(`#/${name}`) : [...faults.values()][0];
  const conflict = form.conflicts.get(name);
  const described = [hint === undefined ? [] : `${id}-hint`, own === undefined ? [] : `${id}-fault`].flat();
  const wordsOf = (value: V[K]): string | null => {
    const text = value === null || value === undefined ? '' : words(value);
    return text === '' ? null : text;
  };
  return (
    <div
      className={styles.row}
      data-wide={isWide || undefined}
      data-changed={form.pending.has(name) || undefined}
      data-conflicting={conflict !== undefined || undefined}
      data-faulty={faults.size > 0 || undefined}
      {...(isGroup ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}
    >
      <div className={styles.words}>
        {isGroup ? (
          <div id={`${id}-label`} className={styles.label}>
            {label}
          </div>
        ) : (
          <label id={`${id}-label`} htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
      <div ref={control} className={styles.control}>
        {children({
          id,
          labelId: `${id}-label`,
          describedBy: described.length === 0 ? undefined : described.join(' '),
          isInvalid: faults.size > 0,
          faultAt: (place) => {
            const fault = faults.get(`#/${name}${place}`);
            return fault === undefined ? undefined : faultWords(fault);
          },
          value: form.values[name],
          set: (value) => {
            form.set(name, value);
          },
        })}
        {own !== undefined && (
          <p id={`${id}-fault`} className={styles.fault} role="alert">
            {faultWords(own)}
          </p>
        )}
        {conflict !== undefined && (
          <ValueConflict
            who={form.who ?? t('form.somebody')}
            name={label}
            before={wordsOf(conflict.base as V[K])}
            after={wordsOf(form.theirs[name])}
            onKeep={() => {
              form.keepMine([name]);
              toValue();
            }}
            onTake={() => {
              form.takeTheirs([name]);
              toValue();
            }}
          />
        )}
      </div>
    </div>
  );
};
