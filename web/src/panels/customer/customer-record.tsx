import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../desk/api/ticket-queries.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { useObstacleWords } from '../../desk/obstacle-words.ts';
import { Timestamp } from '../../desk/timestamp.tsx';
import { useFocusBack } from '../../desk/use-focus-back.ts';
import { announce } from '../../ui/announcer.tsx';
import { EditableRow } from '../editable-row.tsx';
import { adoptEdits, dropEdits, dropReached, shelfOf, useShelf } from './customer-shelf.ts';
import { conflictsOf, CUSTOMER_KEYS, pendingEdits, valueOf, type CustomerKey } from './customer-values.ts';
import { useCustomerRecord, useMergedCustomers } from './use-customer-record.ts';
import { CUSTOMER_NAMES } from './use-customer-words.ts';
import { useUnsavedBar } from '../../desk/edits/use-unsaved-bar.ts';
import fields from '../fields-panel.module.css';
import styles from './customer-record.module.css';

const loadForm = () => import('./customer-form.tsx');
const CustomerForm = lazy(() => loadForm().then(({ CustomerForm: component }) => ({ default: component })));
const CustomerBar = lazy(() =>
  import('./customer-bar.tsx').then(({ CustomerBar: component }) => ({ default: component })),
);
const MergeDialog = lazy(() =>
  import('./merge-dialog.tsx').then(({ MergeDialog: component }) => ({ default: component })),
);

const linesOf = (record: CustomerView, key: CustomerKey): string | null => {
  const value = valueOf(record, key);
  return Array.isArray(value) ? (value.length === 0 ? null : value.join('\n')) : (value as string | null);
};

/** Who was merged into the customer. */
const MergedCustomers = ({ record }: { readonly record: CustomerView }): ReactNode => {
  const { t } = useTranslation();
  const merged = useMergedCustomers(record);
  return (
    <div className={fields.field}>
      <dt className={fields.name}>{t('customerRecord.merged')}</dt>
      <dd className={fields.value}>
        <ul className={styles.merged}>
          {merged.map(({ customerId, name, emails, phones }) => (
            <li key={customerId}>
              <bdi>{name ?? t('create.customer.noName')}</bdi>
              <span className={styles.contactsOf}>{[...emails, ...phones].join(' · ')}</span>
            </li>
          ))}
          {merged.length < record.absorbed.length && (
            <li>{t('customerRecord.mergedCount', { number: record.absorbed.length })}</li>
          )}
        </ul>
      </dd>
    </div>
  );
};

const MergeButton = ({
  ticket,
  mayMerge,
  onMerge,
}: {
  readonly ticket: TicketView;
  readonly mayMerge: boolean;
  readonly onMerge: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const obstacleWords = useObstacleWords();
  const hint = useId();
  const reason = mayMerge ? null : obstacleWords('administrators', ticket);
  return (
    <div className={styles.mergeLine}>
      <Button
        size="compact-xs"
        variant="default"
        className={styles.merge}
        aria-haspopup="dialog"
        aria-disabled={reason !== null || undefined}
        data-idle={reason !== null || undefined}
        {...(reason === null ? {} : { 'aria-describedby': hint })}
        onClick={() => {
          if (reason === null) onMerge();
          else announce(reason);
        }}
      >
        {t('customerMerge.open')}
      </Button>
      {reason !== null && (
        <span id={hint} className={styles.reason}>
          {reason}
        </span>
      )}
    </div>
  );
};

const Record = ({
  record,
  ticket,
  customerId,
}: {
  readonly record: CustomerView;
  readonly ticket: TicketView;
  readonly customerId: string;
}): ReactNode => {
  const { t } = useTranslation();
  const { role } = useDesk();
  const { edits, faults } = useShelf(record);
  const [openKey, setOpenKey] = useState<CustomerKey | null>(null);
  /** Whom to merge with; null where that is still to be chosen, undefined while the dialog is closed. */
  const [other, setOther] = useState<string | null | undefined>();
  const panel = useRef<HTMLElement>(null);
  useFocusBack(other !== undefined);
  useEffect(() => {
    adoptEdits(record);
    dropReached(record);
  }, [record]);
  const pending = pendingEdits(record, edits);
  const conflicts = conflictsOf(record, pending);
  const mayMerge = role === 'administrator';
  const hasBar = pending.size > 0 || faults.size > 0;
  const { isAsked, onTaken, pressed } = useUnsavedBar(panel, hasBar, () => shelfOf(record).edits.size > 0);
  return (
    <>
      <section
        ref={panel}
        tabIndex={-1}
        className={styles.record}
        aria-label={t('customerRecord.label')}
        onKeyDown={pressed}
      >
        <h3 className={fields.section}>{t('customerRecord.label')}</h3>
        <p className={styles.about}>{t('customerRecord.about')}</p>
        <div className={styles.edited}>
          <dl className={fields.fields}>
            {CUSTOMER_KEYS.map((key) => (
              <EditableRow
                key={key}
                name={t(CUSTOMER_NAMES[key])}
                words={linesOf(record, key)}
                shown={linesOf(record, key)}
                canEdit
                isOpen={openKey === key}
                isChanged={pending.has(key)}
                isKept={pending.has(key) || faults.has(key)}
                onNear={() => void loadForm()}
                onOpen={() => {
                  setOpenKey(key);
                }}
                onLeave={() => {
                  dropEdits(record, [key]);
                  setOpenKey(null);
                }}
              >
                <CustomerForm
                  record={record}
                  of={key}
                  conflict={conflicts.get(key)}
                  autoFocus={openKey === key}
                  onMerge={mayMerge ? setOther : null}
                />
              </EditableRow>
            ))}
            <div className={fields.field}>
              <dt className={fields.name}>{t('customerRecord.since')}</dt>
              <dd className={fields.value}>
                <Timestamp at={record.createdAt} as="date" />
              </dd>
            </div>
            {record.absorbed.length > 0 && <MergedCustomers record={record} />}
          </dl>
          {hasBar && (
            <Suspense fallback={null}>
              <CustomerBar
                record={record}
                shownAs={customerId}
                pending={pending}
                conflicts={conflicts}
                faults={faults}
                panel={panel}
                isAsked={isAsked}
                onTaken={onTaken}
                onDone={() => {
                  setOpenKey(null);
                }}
              />
            </Suspense>
          )}
        </div>
        <MergeButton
          ticket={ticket}
          mayMerge={mayMerge}
          onMerge={() => {
            setOther(null);
          }}
        />
      </section>
      {other !== undefined && (
        <Suspense fallback={null}>
          <MergeDialog
            record={record}
            suggested={other}
            onClose={() => {
              setOther(undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
};

/**
 * The record that all tickets of a customer share, edited in its place, and merged with another one. What was typed is
 * kept until it is saved or taken back, also while other tickets are open.
 */
export const CustomerRecord = ({
  ticket,
  customerId,
}: {
  readonly ticket: TicketView;
  readonly customerId: string;
}): ReactNode => {
  const { t } = useTranslation();
  const query = useCustomerRecord(ticket.serviceId, customerId);
  if (query.data !== undefined) return <Record record={query.data} ticket={ticket} customerId={customerId} />;
  return query.isPending ? (
    <Skeleton height={132} mb={16} animate={false} />
  ) : (
    <LoadFailed title={t('customerRecord.failed')} error={query.error} onRetry={() => void query.refetch()} />
  );
};
