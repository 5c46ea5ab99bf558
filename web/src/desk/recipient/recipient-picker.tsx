import { TextInput } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announcer.tsx';
import { Initials } from '../../ui/badges.tsx';
import type { TicketView } from '../api/ticket-queries.ts';
import { useDesk } from '../desk-context.ts';
import { fittingRecipients, recipientChoices, type RecipientChoice } from './recipient-choices.ts';
import styles from './recipient-picker.module.css';

/** So many choices are listed; the rest is found by typing. */
const LISTED = 60;

type RecipientPickerProps = {
  readonly label: string;
  /** Where the ticket is now; null for several tickets at once. */
  readonly held: Pick<TicketView, 'assigneeId' | 'groupId'> | null;
  readonly value: RecipientChoice | null;
  /** Also called with null, when the agent begins to type again. */
  readonly onChange: (choice: RecipientChoice | null) => void;
  /** Called after a choice by key or click, to move the focus on. */
  readonly onChosen?: () => void;
  readonly error?: string | null;
  /** It has the focus when its dialog opens. */
  readonly autoFocus?: boolean;
  /** Called once when the field has the focus for the first time; returns what was typed for it before. */
  readonly takeTyped?: () => string;
};

/** A field that finds an agent in one of their groups, or a group, by typing; all by keyboard. */
export const RecipientPicker = ({
  label,
  held,
  value,
  onChange,
  onChosen,
  error = null,
  autoFocus = false,
  takeTyped,
}: RecipientPickerProps): ReactNode => {
  const { t } = useTranslation();
  const { service, me } = useDesk();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState<string | null>(null);
  const fitting = fittingRecipients(recipientChoices(service, held), query);
  const listed = fitting.slice(0, LISTED);
  const active = listed.find((choice) => choice.id === wanted) ?? listed.find(({ obstacle }) => obstacle === null);
  const optionId = (choice: RecipientChoice): string => `${id}-${choice.id}`;
  const isOpen = value === null;

  useLayoutEffect(() => {
    if (takeTyped === undefined) return;
    field.current?.focus();
    setQuery((before) => takeTyped() + before);
    // Once, with the function that it began with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const activeId = active === undefined || !isOpen ? undefined : optionId(active);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const nameOf = ({ name, recipient }: RecipientChoice): string =>
    recipient.agentId === me.agentId ? `${name} (${t('ticket.you')})` : name;
  const wordsOf = (choice: RecipientChoice): string =>
    [nameOf(choice), ...(choice.groupName === null ? [] : [choice.groupName])].join(' · ');
  const choose = (choice: RecipientChoice): void => {
    if (choice.obstacle !== null) {
      announce(t(`recipient.${choice.obstacle}`));
      return;
    }
    setQuery('');
    setWanted(null);
    onChange(choice);
    onChosen?.();
  };
  const move = (by: 1 | -1): void => {
    const at = active === undefined ? -1 : listed.indexOf(active);
    const next = listed[at === -1 && by === -1 ? listed.length - 1 : at + by];
    if (next !== undefined) setWanted(next.id);
  };
  const pressed = (event: KeyboardEvent): void => {
    // While a syllable is composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) move(event.key === 'ArrowDown' ? 1 : -1);
      else onChange(null);
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && isOpen) {
      event.preventDefault();
      if (active !== undefined) choose(active);
    }
  };
  const option = (choice: RecipientChoice): ReactNode => (
    <li
      key={choice.id}
      id={optionId(choice)}
      role="option"
      className={styles.option}
      aria-selected={choice === active}
      aria-disabled={choice.obstacle !== null || undefined}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        choose(choice);
      }}
    >
      {choice.recipient.agentId === null ? (
        <IconUsersGroup size={20} stroke={1.5} aria-hidden="true" className={styles.icon} />
      ) : (
        <Initials name={choice.name} size={20} />
      )}
      <span className={styles.name}>{nameOf(choice)}</span>
      <span className={styles.more}>{choice.groupName}</span>
      {choice.obstacle !== null && <span className={styles.obstacle}>{t(`recipient.${choice.obstacle}`)}</span>}
    </li>
  );
  const agents = listed.filter(({ recipient }) => recipient.agentId !== null);
  const groups = listed.filter(({ recipient }) => recipient.agentId === null);
  return (
    <div>
      <TextInput
        ref={field}
        label={label}
        placeholder={t('recipient.search')}
        value={value === null ? query : wordsOf(value)}
        error={error}
        autoComplete="off"
        // A dialog would give the focus to its first button.
        data-autofocus={autoFocus || takeTyped !== undefined || undefined}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={activeId}
        onChange={(event) => {
          // With somebody chosen, the first key begins a new search.
          setQuery(value === null ? event.currentTarget.value : ((event.nativeEvent as InputEvent).data ?? ''));
          setWanted(null);
          if (value !== null) onChange(null);
        }}
        onKeyDown={pressed}
      />
      {isOpen && (
        <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list}>
          {agents.length > 0 && (
            <ul role="group" aria-label={t('recipient.agents')} className={styles.group}>
              {agents.map(option)}
            </ul>
          )}
          {groups.length > 0 && (
            <ul role="group" aria-label={t('recipient.groups')} className={styles.group}>
              {groups.map(option)}
            </ul>
          )}
        </div>
      )}
      {isOpen && listed.length < Math.max(fitting.length, 1) && (
        <p className={styles.note} role="status">
          {listed.length === 0
            ? t('recipient.nobody', { query })
            : t('recipient.rest', { count: fitting.length - listed.length })}
        </p>
      )}
    </div>
  );
};
