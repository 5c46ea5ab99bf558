import { ActionIcon, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { email, phone } from '../../../../shared/contracts/http/plain-values.ts';
import { CONTACTS_LIMIT } from '../../../../shared/domain/customer/customer-record.ts';
import { isSame } from '../../desk/fields/field-values.ts';
import { tidyContacts, type ContactsKey, type CustomerFault } from './customer-values.ts';
import { useCustomerFaultWords } from './use-customer-words.ts';
import fields from '../fields-panel.module.css';
import styles from './customer-record.module.css';

const KINDS = {
  emails: {
    type: 'email',
    maxLength: email.maxLength ?? undefined,
    one: 'customerRecord.email',
    more: 'customerRecord.moreEmails',
  },
  phones: {
    type: 'tel',
    maxLength: phone.maxLength ?? undefined,
    one: 'customerRecord.phone',
    more: 'customerRecord.morePhones',
  },
} as const;

const rowsOf = (texts: readonly string[]): readonly string[] =>
  texts.length < CONTACTS_LIMIT ? [...texts, ''] : texts;

/** The inputs of a customer's addresses or numbers: one for each, and an empty one for another. */
export const ContactsInput = ({
  of,
  texts,
  faults,
  autoFocus,
  onEdit,
}: {
  readonly of: ContactsKey;
  readonly texts: readonly string[];
  readonly faults: readonly CustomerFault[];
  readonly autoFocus: boolean;
  readonly onEdit: (texts: readonly string[]) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const faultWords = useCustomerFaultWords();
  const list = useRef<HTMLUListElement>(null);
  const { type, maxLength, one, more } = KINDS[of];
  const tidy = (given: readonly string[]): readonly string[] => tidyContacts(of, given);
  // Rows are kept here while they are typed, since an empty one is no edit.
  const [kept, setRows] = useState<readonly string[]>(() => rowsOf(texts));
  const rows = isSame(tidy(kept), tidy(texts)) ? kept : rowsOf(texts);
  const put = (changed: readonly string[]): void => {
    const filled = changed.at(-1) !== '' && changed.length < CONTACTS_LIMIT ? [...changed, ''] : changed;
    setRows(filled);
    onEdit(tidy(filled));
  };
  const focusOn = (index: number): void => {
    list.current?.querySelectorAll('input')[index]?.focus();
  };
  const next = (event: KeyboardEvent, index: number): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    focusOn(index + 1);
  };
  const ofAll = faults.find(({ value }) => value === null);
  return (
    <>
      <ul ref={list} className={styles.contacts}>
        {rows.map((text, index) => {
          const fault = faults.find(({ value }) => value !== null && value === tidy([text])[0]);
          const isLast = index === rows.length - 1 && text === '';
          return (
            <li key={index} className={styles.contact}>
              <TextInput
                className={styles.input}
                aria-label={isLast ? t(more) : t(one, { number: index + 1 })}
                placeholder={isLast ? t(more) : undefined}
                size="xs"
                type={type}
                autoComplete="off"
                maxLength={maxLength}
                value={text}
                error={fault === undefined ? undefined : faultWords(fault)}
                autoFocus={autoFocus && index === 0}
                onKeyDown={(event) => {
                  next(event, index);
                }}
                onChange={({ currentTarget: { value } }) => {
                  put(rows.map((each, at) => (at === index ? value : each)));
                }}
              />
              {!isLast && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  mt={3}
                  aria-label={t('customerRecord.remove', { name: text === '' ? t(one, { number: index + 1 }) : text })}
                  onClick={() => {
                    flushSync(() => {
                      put(rows.filter((_, at) => at !== index));
                    });
                    focusOn(index);
                  }}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {ofAll !== undefined && (
        <p className={fields.fault} role="alert">
          {faultWords(ofAll)}
        </p>
      )}
      <p className={fields.hint}>
        {t(of === 'emails' ? 'customerRecord.emailsHint' : 'customerRecord.phonesHint', { most: CONTACTS_LIMIT })}
      </p>
    </>
  );
};
