import type { ReactNode } from 'react';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { FieldInput } from '../desk/fields/field-input.tsx';
import { codeOf } from '../desk/fields/field-values.ts';
import { useFaultWords } from '../desk/fields/use-fault-words.ts';
import { keyOfSubject, type Subject } from '../desk/fields/use-value-words.ts';
import { useShelf } from './edit-shelf.ts';
import { putEdit, putUpload } from './ticket-edits.ts';
import { FieldConflict } from './field-conflict.tsx';
import { fileNamesOf, storedOf, valueOf, type Conflict } from './ticket-values.ts';

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
  const code = codeOf(key);
  const kept = {
    fileNames: fileNamesOf(ticket, code),
    isSealed: code !== null && storedOf(ticket, code)?.encrypted === true,
  };
  return (
    <>
      <FieldInput
        subject={subject}
        name={name}
        kept={kept}
        value={edit === undefined ? valueOf(ticket, key) : edit.mine}
        error={fault === undefined ? undefined : faultWords(fault)}
        autoFocus={autoFocus}
        onEdit={(mine) => {
          putEdit(ticket, key, mine);
        }}
        onArrived={(id, uploadId) => {
          putUpload(ticket, key, id, uploadId);
        }}
      />
      {conflict !== undefined && <FieldConflict subject={subject} name={name} ticket={ticket} conflict={conflict} />}
    </>
  );
};
