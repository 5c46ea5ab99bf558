import { Button, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_NAME_LENGTH, CUSTOMER_NOTE_LENGTH } from '../../../../shared/domain/customer/customer-record.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import type { TicketValue } from '../../desk/fields/field-values.ts';
import type { Edit } from '../../desk/edits/shelf.ts';
import { ValueConflict } from '../../desk/edits/value-conflict.tsx';
import { ContactsInput } from './contacts-input.tsx';
import { dropEdits, overrule, putEdit, useShelf } from './customer-shelf.ts';
import { isContactsKey, valueOf, type CustomerFault, type CustomerKey } from './customer-values.ts';
import { CUSTOMER_NAMES, useCustomerFaultWords } from './use-customer-words.ts';
import fields from '../fields-panel.module.css';

const NO_FAULTS: readonly CustomerFault[] = [];
const wordsOf = (value: TicketValue): string | null =>
  Array.isArray(value) ? (value.length === 0 ? null : value.join(', ')) : (value as string | null);

/** The input of a value of the record, with what is wrong with it and what somebody else made of it meanwhile. */
export const CustomerForm = ({
  record,
  of,
  conflict,
  autoFocus,
  onMerge,
}: {
  readonly record: CustomerView;
  readonly of: CustomerKey;
  readonly conflict: Edit | undefined;
  readonly autoFocus: boolean;
  /** Asks whether to merge with the customer who has a contact already; null where the agent may not. */
  readonly onMerge: ((customerId: string) => void) | null;
}): ReactNode => {
  const { t } = useTranslation();
  const faultWords = useCustomerFaultWords();
  const shelf = useShelf(record);
  const faults = shelf.faults.get(of) ?? NO_FAULTS;
  const value = shelf.edits.get(of)?.mine ?? valueOf(record, of);
  const name = t(CUSTOMER_NAMES[of]);
  const edit = (mine: TicketValue): void => {
    putEdit(record, of, mine);
  };
  const props = {
    'aria-label': name,
    size: 'xs',
    value: typeof value === 'string' ? value : '',
    error: faults[0] === undefined ? undefined : faultWords(faults[0]),
    autoFocus,
    dir: 'auto',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      edit(event.currentTarget.value === '' ? null : event.currentTarget.value);
    },
  } as const;
  const owner = faults.find((fault) => fault.owner !== undefined)?.owner;
  return (
    <>
      {isContactsKey(of) ? (
        <ContactsInput
          of={of}
          texts={value as readonly string[]}
          faults={faults}
          autoFocus={autoFocus}
          onEdit={(texts) => {
            edit([...texts]);
          }}
        />
      ) : of === 'name' ? (
        <TextInput {...props} maxLength={CUSTOMER_NAME_LENGTH} autoComplete="off" />
      ) : (
        <>
          <Textarea {...props} maxLength={CUSTOMER_NOTE_LENGTH} autosize minRows={2} maxRows={10} />
          <p className={fields.hint}>{t('customerRecord.noteHint', { limit: CUSTOMER_NOTE_LENGTH })}</p>
        </>
      )}
      {owner !== undefined &&
        (onMerge === null ? (
          <p className={fields.hint}>{t('customerRecord.takenAsk')}</p>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              onMerge(owner);
            }}
          >
            {t('customerRecord.mergeWithOwner')}
          </Button>
        ))}
      {conflict !== undefined && (
        <ValueConflict
          who={t('ticket.somebody')}
          name={name}
          before={wordsOf(conflict.base)}
          after={wordsOf(valueOf(record, of))}
          onKeep={() => {
            overrule(record, [of]);
          }}
          onTake={() => {
            dropEdits(record, [of]);
          }}
        />
      )}
    </>
  );
};
