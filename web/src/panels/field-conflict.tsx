import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { codeOf, SEALED, type TicketValue } from '../desk/fields/field-values.ts';
import { keyOfSubject, useValueWords, type Subject } from '../desk/fields/use-value-words.ts';
import { dropEdits, overrule } from './edit-shelf.ts';
import { fileNamesOf, type Conflict } from './ticket-values.ts';
import styles from './fields-panel.module.css';

/** Says who changed a value while it was being edited, from what to what, and asks whose is to stay. */
export const FieldConflict = ({
  subject,
  name,
  ticket,
  conflict: { edit, theirs, event },
}: {
  readonly subject: Subject;
  readonly name: string;
  readonly ticket: WholeTicketView;
  readonly conflict: Conflict;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName, me } = useDesk();
  const valueWords = useValueWords();
  const key = keyOfSubject(subject);
  const fileNames = fileNamesOf(ticket, codeOf(key));
  const words = (value: TicketValue): string =>
    value === SEALED ? t('fields.sealed') : (valueWords(subject, value, fileNames) ?? t('fields.none'));
  const actor = event?.actor;
  const who =
    actor === undefined
      ? t('ticket.somebody')
      : actor.kind !== 'agent'
        ? t(`events.by.${actor.kind}`)
        : actor.id === me.agentId
          ? t('fields.youElsewhere')
          : (agentName(actor.id) ?? t('ticket.somebody'));
  return (
    <div className={styles.conflict} role="alert">
      <p className={styles.conflictWords}>
        {t('fields.conflict', { who, name, before: words(edit.base), after: words(theirs) })}
      </p>
      <div className={styles.conflictChoice}>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            overrule(ticket, [key]);
          }}
        >
          {t('fields.keepMine')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            dropEdits(ticket, [key]);
          }}
        >
          {t('fields.takeTheirs')}
        </Button>
      </div>
    </div>
  );
};
