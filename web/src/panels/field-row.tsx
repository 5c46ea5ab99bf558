import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { codeOf, SEALED, type ValueKey } from '../desk/fields/field-values.ts';
import { keyOfSubject, useSubjectName, useValueWords, type Subject } from '../desk/fields/use-value-words.ts';
import { dropEdits } from './edit-shelf.ts';
import { fileNamesOf, valueOf, type Conflict, type Edit } from './ticket-values.ts';
import styles from './fields-panel.module.css';

const loadForm = () => import('./field-form.tsx');
const FieldForm = lazy(() => loadForm().then(({ FieldForm: component }) => ({ default: component })));

/** What the rows of the panel have in common. */
export type RowsState = {
  readonly ticket: WholeTicketView;
  readonly canEdit: boolean;
  readonly openKey: ValueKey | null;
  readonly onOpen: (key: ValueKey | null) => void;
  readonly pending: ReadonlyMap<ValueKey, Edit>;
  readonly faults: ReadonlyMap<ValueKey, string>;
  readonly conflicts: ReadonlyMap<ValueKey, Conflict>;
};

/** A value with its name: a button that turns into an input, which stays one while it has an unsaved edit. */
export const FieldRow = ({
  subject,
  state,
  aside,
  shown,
}: {
  readonly subject: Subject;
  readonly state: RowsState;
  /** Beside the value, while it isn't edited. */
  readonly aside?: ReactNode;
  /** The value itself, where its words are not all of it. */
  readonly shown?: ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  const name = useSubjectName()(subject);
  const valueWords = useValueWords();
  const { ticket, canEdit, openKey, onOpen, pending, faults, conflicts } = state;
  const key = keyOfSubject(subject);
  const isPending = pending.has(key) || faults.has(key);
  const isInput = canEdit && (openKey === key || isPending);
  const button = useRef<HTMLButtonElement>(null);
  const isLeft = useRef(false);
  const wasOpen = useRef(false);
  // The focus was in the input that is gone: it goes to the value.
  useEffect(() => {
    if (isInput) wasOpen.current = openKey === key;
    else {
      if (isLeft.current || (wasOpen.current && document.activeElement === document.body)) button.current?.focus();
      isLeft.current = false;
      wasOpen.current = false;
    }
  }, [isInput, openKey, key]);
  const leave = (event: KeyboardEvent): void => {
    // While a word is composed, Escape is about that word.
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    if ((event.target as HTMLElement).getAttribute('aria-expanded') === 'true') return;
    event.stopPropagation();
    isLeft.current = true;
    dropEdits(ticket, [key]);
    onOpen(null);
  };
  if (isInput)
    return (
      <div className={styles.field} data-open data-changed={pending.has(key) || undefined} onKeyDown={leave}>
        <dt className={styles.name}>
          {name}
          {pending.has(key) && <span className={styles.changed}>{t('fields.changed')}</span>}
        </dt>
        <dd className={styles.value}>
          <Suspense fallback={<Skeleton height={30} animate={false} />}>
            <FieldForm
              subject={subject}
              name={name}
              ticket={ticket}
              fault={faults.get(key)}
              conflict={conflicts.get(key)}
              autoFocus={openKey === key}
            />
          </Suspense>
        </dd>
      </div>
    );
  const words =
    valueOf(ticket, key) === SEALED
      ? t('fields.sealed')
      : valueWords(subject, valueOf(ticket, key), fileNamesOf(ticket, codeOf(key)));
  const value = shown ?? words ?? <span className={styles.none}>{t('fields.none')}</span>;
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
            onPointerEnter={() => void loadForm()}
            onFocus={() => void loadForm()}
            onClick={() => {
              onOpen(key);
            }}
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
