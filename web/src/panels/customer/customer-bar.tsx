import type { ReactNode, RefObject } from 'react';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { UnsavedBar } from '../../desk/edits/unsaved-bar.tsx';
import { dropEdits, overrule } from './customer-shelf.ts';
import type { CustomerEdits, CustomerFaults } from './customer-values.ts';
import { useCustomerErrorWords } from './use-customer-words.ts';
import { useSaveCustomer } from './use-save-customer.ts';

/** Saves the unsaved edits of a customer's record or takes them back. */
export const CustomerBar = ({
  record,
  shownAs,
  pending,
  conflicts,
  faults,
  panel,
  isAsked,
  onTaken,
  onDone,
}: {
  readonly record: CustomerView;
  /** The customer by which the record is read. */
  readonly shownAs: string;
  readonly pending: CustomerEdits;
  readonly conflicts: CustomerEdits;
  readonly faults: CustomerFaults;
  readonly panel: RefObject<HTMLElement | null>;
  readonly isAsked: boolean;
  readonly onTaken: () => void;
  /** Called when nothing is left to save. */
  readonly onDone: () => void;
}): ReactNode => {
  const errorWords = useCustomerErrorWords();
  const { save, isSaving, error } = useSaveCustomer(record, shownAs, onDone);
  return (
    <UnsavedBar
      changes={pending.size}
      conflicts={conflicts.size}
      faults={faults.size}
      failure={error === null || faults.size > 0 ? null : errorWords(error)}
      panel={panel}
      isSaving={isSaving}
      isAsked={isAsked}
      onTaken={onTaken}
      onSave={save}
      onOverrule={() => {
        overrule(record, conflicts.keys());
      }}
      onCancel={() => {
        dropEdits(record);
        onDone();
      }}
    />
  );
};
