import { Button, VisuallyHidden } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { email as emailSchema, phone as phoneSchema } from '../../../shared/contracts/http/plain-values.ts';
import { findCustomer, listCustomerTickets } from '../../../shared/contracts/http/customers.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { StatusBadge } from '../ui/badges.tsx';
import styles from './create-ticket-dialog.module.css';

type CustomerView = OutputOf<typeof findCustomer>['customers'][number];

/** Milliseconds without a letter after which a customer is looked for. */
const PAUSE = 300;
/** Of the customer's newest tickets, so many are looked through for open ones. */
const LOOKED_AT = 20;
const ENDED = ['resolved', 'completed'];

const useResting = (value: string): string => {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(setResting, PAUSE, value);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return resting;
};

/** The customers with this address or this number; the one with the address first. */
const useFoundCustomers = (email: string, phone: string): readonly CustomerView[] => {
  const { call } = useConsole();
  const { service } = useDesk();
  const { serviceId } = service;
  const [mail, number] = [useResting(email), useResting(phone)];
  const asked = [
    ...(emailSchema.safeParse(mail).success ? [{ email: mail }] : []),
    ...(phoneSchema.safeParse(number).success ? [{ phone: number }] : []),
  ];
  return useQueries({
    queries: asked.map((query) => ({
      queryKey: queryKeys.customersWith(serviceId, query),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call(findCustomer, { params: { serviceId }, query, signal }),
      // A number that can't be called is told at its field when the ticket is created.
      retry: false,
    })),
    combine: (answers) => {
      const found = answers.flatMap(({ data }) => data?.customers ?? []);
      return found.filter(
        ({ customerId }, index) => found.findIndex((each) => each.customerId === customerId) === index,
      );
    },
  });
};

const OpenTickets = ({
  customerId,
  onOpen,
}: {
  readonly customerId: string;
  readonly onOpen: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { service } = useDesk();
  const { serviceId } = service;
  const tickets = useQuery({
    queryKey: queryKeys.openTicketsOf(serviceId, customerId),
    queryFn: ({ signal }) =>
      call(listCustomerTickets, { params: { serviceId, customerId }, query: { limit: LOOKED_AT }, signal }),
  });
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
  const found = useFoundCustomers(contact.email, contact.phone);
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
