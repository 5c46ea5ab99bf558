import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { ConfirmStep } from '../kit/confirm-step.tsx';
import { FormSection, Shown } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import formStyles from '../kit/form.module.css';
import styles from './counted-step.module.css';

type RefusedWords = NonNullable<Parameters<typeof useRefusalWords>[0]>;

/** Asks before a step, and says what it does to how many, a line each, as soon as that is counted. */
export const CountedStep = ({
  lines,
  warning,
  uncounted,
  unread,
  ...step
}: Omit<Parameters<typeof ConfirmStep>[0], 'isKnown' | 'children'> & {
  /** Undefined while it is not known. */
  readonly lines: readonly string[] | undefined;
  /** What is to be read first. */
  readonly warning?: string;
  /** Said when it could not be counted; `unread` is why. */
  readonly uncounted: string;
  readonly unread: Error | null;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const refusalWords = useRefusalWords();
  return (
    <ConfirmStep {...step} isKnown={lines !== undefined}>
      {lines !== undefined ? (
        <ul className={styles.lines}>
          {warning !== undefined && <li className={styles.warning}>{warning}</li>}
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : unread === null ? (
        <div role="status" aria-label={t('agents.work.counting')}>
          <RowsSkeleton rows={2} />
        </div>
      ) : (
        <p className={formStyles.fault} role="alert">
          {uncounted} {refusalWords(unread)}
        </p>
      )}
    </ConfirmStep>
  );
};

/** A section with one step of a thing: what it does, and its button or, in the place of that, why it can't be done. */
export const StepRow = ({
  title,
  label,
  hint,
  yes,
  obstacle,
  error = null,
  refused,
  isPending = false,
  onStep,
  children,
}: {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly yes: string;
  readonly obstacle?: string | undefined;
  /** Why the last try failed. */
  readonly error?: Error | null;
  readonly refused?: RefusedWords;
  readonly isPending?: boolean;
  readonly onStep: () => void;
  /** The dialog that asks for it. */
  readonly children?: ReactNode;
}): ReactNode => {
  const refusalWords = useRefusalWords(refused);
  return (
    <FormSection title={title}>
      <Shown label={label} hint={hint}>
        {obstacle === undefined ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-disabled={isPending}
            onClick={() => {
              if (!isPending) onStep();
            }}
          >
            {yes}
          </Button>
        ) : (
          <p className={formStyles.plain}>{obstacle}</p>
        )}
        {error !== null && (
          <p className={formStyles.fault} role="alert">
            {refusalWords(error)}
          </p>
        )}
      </Shown>
      {children}
    </FormSection>
  );
};
