import { Button, TextInput } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import formStyles from './form.module.css';
import styles from './secret-input.module.css';

/** What stands in for a secret: it is written and never read. */
export type SecretWords = {
  readonly set: string;
  readonly none: string;
  /** Names the input of a new one. */
  readonly fresh: string;
  /** Said of a stored one that a save will take away. */
  readonly willGo: string;
  readonly add: string;
  readonly replace: string;
  readonly remove: string;
  /** The words of the button that goes back to the stored one. */
  readonly keep: string;
};

/**
 * The input of a secret, which is written and never read: a stored one can only be replaced, or taken away where it may
 * be missing.
 */
export const SecretInput = ({
  words,
  isStored,
  value,
  maxLength,
  type = 'password',
  describedBy,
  error,
  isRequired = false,
  onNew,
  onRemove,
  onKeep,
}: {
  readonly words: SecretWords;
  /** Whether the desk has one. */
  readonly isStored: boolean;
  /** A new one that is typed; else whether there is one once it is saved. */
  readonly value: { readonly typed: string } | 'set' | 'none';
  readonly maxLength: number;
  readonly type?: 'password' | 'text';
  readonly describedBy: string | undefined;
  /** `true`: what is wrong is said elsewhere. */
  readonly error: string | boolean | undefined;
  /** Whether it can't be taken away. */
  readonly isRequired?: boolean;
  readonly onNew: (text: string) => void;
  readonly onRemove: () => void;
  /** Goes back to what is stored. */
  readonly onKeep: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const row = useRef<HTMLDivElement>(null);
  const then = (act: () => void) => (): void => {
    act();
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('input, button')?.focus());
  };
  const isNew = typeof value === 'object';
  const isTakenAway = isStored && value === 'none';
  const canGoBack = (isNew && (isStored || !isRequired)) || isTakenAway;
  return (
    <div ref={row} className={styles.secret}>
      {isNew ? (
        <TextInput
          className={styles.input}
          aria-label={words.fresh}
          aria-describedby={describedBy}
          size="sm"
          type={type}
          autoComplete={type === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
          maxLength={maxLength}
          value={value.typed}
          error={error}
          onChange={({ currentTarget }) => {
            onNew(currentTarget.value);
          }}
        />
      ) : (
        <p className={formStyles.plain} data-removed={isTakenAway || undefined}>
          {isTakenAway ? words.willGo : words[value]}
        </p>
      )}
      {!isNew && !isTakenAway && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={then(() => {
            onNew('');
          })}
        >
          {isStored ? words.replace : words.add}
        </Button>
      )}
      {value === 'set' && !isRequired && (
        <Button variant="default" size="compact-sm" onClick={then(onRemove)}>
          {words.remove}
        </Button>
      )}
      {canGoBack && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={then(onKeep)}>
          {isStored ? words.keep : t('form.cancel')}
        </Button>
      )}
    </div>
  );
};
