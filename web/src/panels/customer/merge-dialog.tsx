import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_NOTE_LENGTH } from '../../../../shared/domain/customer/customer-record.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { announce } from '../../ui/announcer.tsx';
import { CustomerSearch } from './customer-search.tsx';
import { MergeSides } from './merge-sides.tsx';
import { useCustomerRecord } from './use-customer-record.ts';
import { useCustomerErrorWords } from './use-customer-words.ts';
import { planMerge, useMerge, type Merge } from './use-merge.ts';
import styles from './merge-dialog.module.css';

/** A function that names a customer so that two of one name can be told apart. */
const useLabel = (): ((record: CustomerView) => string) => {
  const { t } = useTranslation();
  return ({ name, emails, phones }) => {
    const contact = emails[0] ?? phones[0];
    const known = name ?? t('create.customer.noName');
    return contact === undefined ? known : `${known} (${contact})`;
  };
};

/** What will happen, or why it can't. */
const Consequence = ({ merge }: { readonly merge: Merge }): ReactNode => {
  const { t } = useTranslation();
  const plan = planMerge(merge);
  const { from, into } = merge;
  if (!plan.ok)
    return (
      <p className={styles.failed} role="alert">
        {plan.error.code === 'too_many_contacts'
          ? t('customerMerge.tooMany', { limit: plan.error.limit })
          : t(plan.error.code === 'customers_same' ? 'customerMerge.same' : 'customerRecord.mergedMeanwhile')}
      </p>
    );
  const { name, emails, phones } = plan.value.into;
  const isNoteCut = [into.note, from.note].every((note) => note !== null)
    ? `${into.note}\n${from.note}`.length > CUSTOMER_NOTE_LENGTH
    : null;
  return (
    <div role="status">
      <ul className={styles.consequence}>
        <li>
          {t('customerMerge.willContacts', {
            name: name ?? t('create.customer.noName'),
            contacts: [...emails, ...phones].join(', '),
          })}
        </li>
        <li>{t('customerMerge.willTickets')}</li>
        {isNoteCut !== null && (
          <li>
            {t(isNoteCut ? 'customerMerge.willCutNotes' : 'customerMerge.willJoinNotes', {
              limit: CUSTOMER_NOTE_LENGTH,
            })}
          </li>
        )}
        <li>{t('customerMerge.willReach')}</li>
        <li>
          <strong>{t('customerMerge.noUndo')}</strong>
        </li>
      </ul>
    </div>
  );
};

/** Both customers, who of them stays, and the question whether to merge them for good. */
const Comparison = ({
  record,
  other,
  onOther,
  onClose,
}: {
  readonly record: CustomerView;
  readonly other: CustomerView;
  readonly onOther: () => void;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const labelOf = useLabel();
  const errorWords = useCustomerErrorWords();
  const [stays, setStays] = useState(record.customerId);
  const [isConfirming, setConfirming] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  const go = useRef<HTMLButtonElement>(null);
  const wasConfirming = useRef(false);
  const sides = useRef<HTMLFieldSetElement>(null);
  const merge: Merge = stays === other.customerId ? { from: record, into: other } : { from: other, into: record };
  const isPossible = planMerge(merge).ok;
  const { mutate, isPending, error, reset } = useMerge(({ from, into }) => {
    announce(t('customerMerge.done', { from: labelOf(from), into: labelOf(into) }));
    onClose();
  });
  useEffect(() => {
    sides.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, []);
  useEffect(() => {
    if (isConfirming) back.current?.focus();
    else if (wasConfirming.current) go.current?.focus();
    wasConfirming.current = isConfirming;
  }, [isConfirming]);
  // Whom it is about may have changed: it is asked anew.
  useEffect(() => {
    if (error !== null) setConfirming(false);
  }, [error]);
  return (
    <>
      <MergeSides
        ref={sides}
        sides={[record, other]}
        stays={stays === other.customerId ? stays : record.customerId}
        onStay={(customerId) => {
          setStays(customerId);
          setConfirming(false);
        }}
      />
      <Consequence merge={merge} />
      {error !== null && (
        <p className={styles.failed} role="alert">
          {errorWords(error)}
        </p>
      )}
      {isConfirming ? (
        <div role="alert" className={styles.confirm}>
          <p className={styles.question}>
            {t('customerMerge.confirm', { from: labelOf(merge.from), into: labelOf(merge.into) })}
          </p>
          <Group justify="flex-end" gap={8}>
            <Button
              ref={back}
              variant="default"
              onClick={() => {
                setConfirming(false);
              }}
            >
              {t('customerMerge.back')}
            </Button>
            <Button
              color="red.9"
              aria-disabled={isPending}
              onClick={() => {
                if (!isPending) mutate(merge);
              }}
            >
              {t(isPending ? 'customerMerge.merging' : 'customerMerge.yes')}
            </Button>
          </Group>
        </div>
      ) : (
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" className={styles.another} onClick={onOther}>
            {t('customerMerge.other')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('create.cancel')}
          </Button>
          <Button
            ref={go}
            aria-disabled={!isPossible}
            onClick={() => {
              if (!isPossible) return;
              reset();
              setConfirming(true);
            }}
          >
            {t('customerMerge.go')}
          </Button>
        </Group>
      )}
    </>
  );
};

const Chosen = ({
  record,
  otherId,
  onOther,
  onClose,
}: {
  readonly record: CustomerView;
  readonly otherId: string;
  readonly onOther: () => void;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useCustomerRecord(record.serviceId, otherId);
  if (data !== undefined) return <Comparison record={record} other={data} onOther={onOther} onClose={onClose} />;
  return isPending ? (
    <Skeleton height={220} animate={false} />
  ) : (
    <LoadFailed title={t('customerRecord.failed')} error={error} onRetry={() => void refetch()} />
  );
};

/** Merges a customer with another one: who it is, what is known of both, what will happen, and whether for good. */
export const MergeDialog = ({
  record,
  suggested,
  onClose,
}: {
  readonly record: CustomerView;
  /** Whom to merge with; null: to be chosen. */
  readonly suggested: string | null;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const [otherId, setOtherId] = useState(suggested);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('customerMerge.title')}
      closeButtonProps={{ 'aria-label': t('create.cancel') }}
      returnFocus={false}
      size={720}
      yOffset="8dvh"
    >
      {otherId === null ? (
        <CustomerSearch except={record} onChoose={setOtherId} />
      ) : (
        <Chosen
          record={record}
          otherId={otherId}
          onOther={() => {
            setOtherId(null);
          }}
          onClose={onClose}
        />
      )}
    </Modal>
  );
};
