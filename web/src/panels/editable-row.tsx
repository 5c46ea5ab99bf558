import { Skeleton } from '@mantine/core';
import { Suspense, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './fields-panel.module.css';

/** A value with its name: a button that turns into an input, which stays one while it has an unsaved edit. */
export const EditableRow = ({
  name,
  words,
  shown,
  aside,
  canEdit,
  isOpen,
  isChanged,
  isKept,
  onNear,
  onOpen,
  onLeave,
  children,
}: {
  readonly name: string;
  /** The value in words; null when there is none. */
  readonly words: string | null;
  /** The value itself, where its words are not all of it. */
  readonly shown: ReactNode;
  /** Beside the value, while it isn't edited. */
  readonly aside?: ReactNode;
  readonly canEdit: boolean;
  /** Whether the agent opened the input. */
  readonly isOpen: boolean;
  readonly isChanged: boolean;
  /** Whether it stays an input when another one is opened. */
  readonly isKept: boolean;
  /** Called when the input will probably be needed soon. */
  readonly onNear: () => void;
  readonly onOpen: () => void;
  /** Takes back what was typed and closes the input. */
  readonly onLeave: () => void;
  /** The input. */
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  const isInput = canEdit && (isOpen || isKept);
  const button = useRef<HTMLButtonElement>(null);
  const isLeft = useRef(false);
  const wasOpen = useRef(false);
  // The focus was in the input that is gone: it goes to the value.
  useEffect(() => {
    if (isInput) wasOpen.current = isOpen;
    else {
      if (isLeft.current || (wasOpen.current && document.activeElement === document.body)) button.current?.focus();
      isLeft.current = false;
      wasOpen.current = false;
    }
  }, [isInput, isOpen]);
  const leave = (event: KeyboardEvent): void => {
    // While a word is composed, Escape is about that word.
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    if ((event.target as HTMLElement).getAttribute('aria-expanded') === 'true') return;
    event.stopPropagation();
    isLeft.current = true;
    onLeave();
  };
  if (isInput)
    return (
      <div className={styles.field} data-open data-changed={isChanged || undefined} onKeyDown={leave}>
        <dt className={styles.name}>
          {name}
          {isChanged && <span className={styles.changed}>{t('fields.changed')}</span>}
        </dt>
        <dd className={styles.value}>
          <Suspense fallback={<Skeleton height={30} animate={false} />}>{children}</Suspense>
        </dd>
      </div>
    );
  const value = shown ?? <span className={styles.none}>{t('fields.none')}</span>;
  return (
    <div className={styles.field}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        {canEdit ? (
          <button
            ref={button}
            type="button"
            className={styles.edit}
            aria-label={t('fields.edit', {
              name,
              value: (typeof shown === 'string' ? shown : words) ?? t('fields.none'),
            })}
            onPointerEnter={onNear}
            onFocus={onNear}
            onClick={onOpen}
          >
            {value}
          </button>
        ) : (
          value
        )}
        {aside}
      </dd>
    </div>
  );
};
