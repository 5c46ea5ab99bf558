import { Button, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useFoundCustomers, useNewestTicketsOf, useResting } from '../desk/customers/find-customers.ts';
import { useDesk } from '../desk/desk-context.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { StatusBadge } from '../ui/badges.tsx';
import styles from './create-ticket-dialog.module.css';

const ENDED = ['resolved', 'completed'];

const OpenTickets = ({
  customerId,
  onOpen,
}: {
  readonly customerId: string;
  readonly onOpen: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { serviceId } = useDesk().service;
  const tickets = useNewestTicketsOf(customerId);
  if (tickets.data === undefined) return null;
  const open = tickets.data.rows.filter(({ status }) => !ENDED.includes(status));
  if (open.length === 0) return <p className={styles.foundHint}>{t('create.customer.noOpen')}</p>;
  return (
    <>
      <p className={styles.foundHint}>{t('create.customer.open')}</p>
      <ul className={styles.foundTickets}>
        {open.map(({ number, title, status }) => (
          <li key={number}>
            <Link
              to="/s/$serviceId/$list/$number"
              params={{ serviceId, list: 'all', number }}
              search={searchOf(wholeList('all'))}
              className={styles.foundTicket}
              onClick={onOpen}
            >
              <VisuallyHidden>{t('create.customer.instead')}</VisuallyHidden>
              <span>{ticketLabel(number)}</span>
              <span className={styles.foundTitle} dir="auto">
                {title}
              </span>
              <StatusBadge status={status} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};

type Contact = { readonly name: string; readonly email: string; readonly phone: string };

/** Who the customer with the typed address or number is, and their open tickets, which can be opened instead. */
export const CustomerFound = ({
  contact,
  onFill,
  onOpen,
}: {
  readonly contact: Contact;
  /** Takes what the record has and the form has not. */
  readonly onFill: (contact: Partial<Contact>) => void;
  readonly onOpen: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const found = useFoundCustomers(useResting(contact.email), useResting(contact.phone));
  return (
    <div role="status" aria-label={t('create.customer.found')}>
      {found.map((customer) => {
        const missing: Partial<Contact> = {
          ...(contact.name === '' && customer.name !== null ? { name: customer.name } : {}),
          ...(contact.email === '' && customer.emails[0] !== undefined ? { email: customer.emails[0] } : {}),
          ...(contact.phone === '' && customer.phones[0] !== undefined ? { phone: customer.phones[0] } : {}),
        };
        return (
          <div key={customer.customerId} className={styles.found}>
            <p className={styles.foundName} dir="auto">
              {customer.name ?? t('create.customer.noName')}
            </p>
            <p className={styles.foundHint}>{[...customer.emails, ...customer.phones].join(' · ')}</p>
            {Object.keys(missing).length > 0 && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  onFill(missing);
                }}
              >
                {t('create.customer.fill')}
              </Button>
            )}
            <OpenTickets customerId={customer.customerId} onOpen={onOpen} />
          </div>
        );
      })}
    </div>
  );
};
