import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { codeOf, SEALED, type ValueKey } from '../desk/fields/field-values.ts';
import { keyOfSubject, useSubjectName, useValueWords, type Subject } from '../desk/fields/use-value-words.ts';
import { dropEdits } from './edit-shelf.ts';
import { EditableRow } from './editable-row.tsx';
import type { Edit } from '../desk/edits/shelf.ts';
import { fileNamesOf, valueOf, type Conflict } from './ticket-values.ts';

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

/** A value of the ticket, edited in its place. */
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
  const words =
    valueOf(ticket, key) === SEALED
      ? t('fields.sealed')
      : valueWords(subject, valueOf(ticket, key), fileNamesOf(ticket, codeOf(key)));
  return (
    <EditableRow
      name={name}
      words={words}
      shown={shown ?? words}
      aside={aside}
      canEdit={canEdit}
      isOpen={openKey === key}
      isChanged={pending.has(key)}
      isKept={pending.has(key) || faults.has(key)}
      onNear={() => void loadForm()}
      onOpen={() => {
        onOpen(key);
      }}
      onLeave={() => {
        dropEdits(ticket, [key]);
        onOpen(null);
      }}
    >
      <FieldForm
        subject={subject}
        name={name}
        ticket={ticket}
        fault={faults.get(key)}
        conflict={conflicts.get(key)}
        autoFocus={openKey === key}
      />
    </EditableRow>
  );
};
