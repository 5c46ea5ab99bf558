import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../../shared/domain/ticket/ticket.ts';
import { useNewestTicketsOf, type CustomerView } from '../../desk/customers/find-customers.ts';
import { Timestamp } from '../../desk/timestamp.tsx';
import { StatusBadge } from '../../ui/badges.tsx';
import styles from './merge-dialog.module.css';

/** Of a customer's tickets, so many are named. */
const NAMED = 3;

const Lines = ({ name, lines }: { readonly name: string; readonly lines: readonly string[] }): ReactNode => {
  const { t } = useTranslation();
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {lines.length === 0 ? (
          <span className={styles.none}>{t('fields.none')}</span>
        ) : (
          lines.map((line) => (
            <span key={line} className={styles.line} dir="auto">
              {line}
            </span>
          ))
        )}
      </dd>
    </>
  );
};

const Tickets = ({ customerId }: { readonly customerId: string }): ReactNode => {
  const { t } = useTranslation();
  const { data } = useNewestTicketsOf(customerId);
  return (
    <>
      <dt>{t('customerMerge.tickets')}</dt>
      <dd>
        {data === undefined ? (
          t('panel.loading')
        ) : (
          <>
            <span className={styles.line}>
              {t(data.nextCursor === null ? 'customerMerge.count' : 'customerMerge.countMore', {
                number: data.rows.length,
              })}
            </span>
            {data.rows.slice(0, NAMED).map(({ number, title, status }) => (
              <span key={number} className={styles.ticket}>
                <span>{ticketLabel(number)}</span>
                <span className={styles.title} dir="auto">
                  {title}
                </span>
                <StatusBadge status={status} />
              </span>
            ))}
          </>
        )}
      </dd>
    </>
  );
};

/** Two customers side by side, with all that is known of them; one is chosen whose record stays. */
export const MergeSides = ({
  ref,
  sides,
  stays,
  onStay,
}: {
  readonly ref: Ref<HTMLFieldSetElement>;
  readonly sides: readonly [CustomerView, CustomerView];
  /** The customer whose record stays. */
  readonly stays: string;
  readonly onStay: (customerId: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <fieldset ref={ref} className={styles.sides}>
      <legend className={styles.legend}>{t('customerMerge.which')}</legend>
      {sides.map(({ customerId, name, emails, phones, note, absorbed, createdAt }) => (
        <div key={customerId} className={styles.side} data-stays={customerId === stays || undefined}>
          <label className={styles.choice}>
            <input
              type="radio"
              name="stays"
              checked={customerId === stays}
              onChange={() => {
                onStay(customerId);
              }}
            />
            <bdi className={styles.name}>{name ?? t('create.customer.noName')}</bdi>
            <span className={styles.fate}>
              {t(customerId === stays ? 'customerMerge.stays' : 'customerMerge.goes')}
            </span>
          </label>
          <dl className={styles.known}>
            <Lines name={t('fields.email')} lines={emails} />
            <Lines name={t('fields.phone')} lines={phones} />
            <Lines name={t('customerRecord.note')} lines={note === null ? [] : [note]} />
            <dt>{t('customerRecord.since')}</dt>
            <dd>
              <Timestamp at={createdAt} as="date" />
            </dd>
            {absorbed.length > 0 && (
              <>
                <dt>{t('customerRecord.merged')}</dt>
                <dd>{t('customerRecord.mergedCount', { number: absorbed.length })}</dd>
              </>
            )}
            <Tickets customerId={customerId} />
          </dl>
        </div>
      ))}
    </fieldset>
  );
};
