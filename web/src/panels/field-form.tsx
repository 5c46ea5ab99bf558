import type { ReactNode } from 'react';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { putEdit, useShelf } from './edit-shelf.ts';
import { FieldConflict } from './field-conflict.tsx';
import { FieldInput } from './field-input.tsx';
import { valueOf, type Conflict } from './ticket-values.ts';
import { useFaultWords } from './use-fault-words.ts';
import { keyOfSubject, type Subject } from './use-value-words.ts';

/** The input of a value, with what is wrong with it and what somebody else made of it meanwhile. */
export const FieldForm = ({
  subject,
  name,
  ticket,
  fault,
  conflict,
  autoFocus,
}: {
  readonly subject: Subject;
  readonly name: string;
  readonly ticket: WholeTicketView;
  readonly fault: string | undefined;
  readonly conflict: Conflict | undefined;
  readonly autoFocus: boolean;
}): ReactNode => {
  const faultWords = useFaultWords();
  const key = keyOfSubject(subject);
  const edit = useShelf(ticket).edits.get(key);
  return (
    <>
      <FieldInput
        subject={subject}
        name={name}
        ticket={ticket}
        value={edit === undefined ? valueOf(ticket, key) : edit.mine}
        error={fault === undefined ? undefined : faultWords(fault)}
        autoFocus={autoFocus}
        onEdit={(mine) => {
          putEdit(ticket, key, mine);
        }}
      />
      {conflict !== undefined && <FieldConflict subject={subject} name={name} ticket={ticket} conflict={conflict} />}
    </>
  );
};
