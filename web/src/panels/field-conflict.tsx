import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { codeOf, SEALED, type TicketValue } from '../desk/fields/field-values.ts';
import { keyOfSubject, useValueWords, type Subject } from '../desk/fields/use-value-words.ts';
import { dropEdits } from './edit-shelf.ts';
import { overrule } from './ticket-edits.ts';
import { fileNamesOf, type Conflict } from './ticket-values.ts';
import { ValueConflict } from '../desk/edits/value-conflict.tsx';

/** Says who changed a value of the ticket while it was being edited, and asks whose is to stay. */
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
  const words = (value: TicketValue): string | null =>
    value === SEALED ? t('fields.sealed') : valueWords(subject, value, fileNames);
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
    <ValueConflict
      who={who}
      name={name}
      before={words(edit.base)}
      after={words(theirs)}
      onKeep={() => {
        overrule(ticket, [key]);
      }}
      onTake={() => {
        dropEdits(ticket, [key]);
      }}
    />
  );
};
