import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { LoadFailed, useErrorWords } from '../desk/error-words.tsx';
import { Timestamp } from '../desk/timestamp.tsx';
import { ChannelIcon, StatusBadge } from '../ui/badges.tsx';
import { Nothing } from '../ui/pane-state.tsx';
import { CustomerRecord } from './customer/customer-record.tsx';
import { PanelLoading } from './panel-loading.tsx';
import { useCustomerTickets } from './use-customer-tickets.ts';
import styles from './customer-history-panel.module.css';

/** The ticket that was opened from here last: its page is another one, and the focus shall stay in the panel. */
let followed: number | null = null;

const OtherTicket = ({ row, ticket }: { readonly row: TicketRowView; readonly ticket: TicketView }): ReactNode => {
  const { list } = useDesk();
  const { number, title, status, channel, customer, activityAt } = row;
  const contact = customer.email ?? customer.phone;
  const isOtherContact = contact !== undefined && contact !== (ticket.customer.email ?? ticket.customer.phone);
  return (
    <li>
      <Link
        to="/s/$serviceId/$list/$number"
        params={{ serviceId: ticket.serviceId, list, number }}
        className={styles.ticket}
        onClick={() => {
          followed = number;
        }}
      >
        <span className={styles.line}>
          <span className={styles.number}>{ticketLabel(number)}</span>
          <ChannelIcon channel={channel} />
          <StatusBadge status={status} />
          <Timestamp at={activityAt} as="date" className={styles.time} />
        </span>
        <span className={styles.title} dir="auto">
          {title}
        </span>
        {isOtherContact && (
          <span className={styles.contact} title={contact}>
            {contact}
          </span>
        )}
      </Link>
    </li>
  );
};

const OtherTickets = ({
  rows,
  ticket,
}: {
  readonly rows: readonly TicketRowView[];
  readonly ticket: TicketView;
}): ReactNode => {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const { number } = ticket;
  useEffect(() => {
    if (followed === number) list.current?.focus();
    followed = null;
  }, [number]);
  return (
    <ul ref={list} tabIndex={-1} className={styles.tickets} aria-label={t('customerHistory.label')}>
      {rows.map((row) => (
        <OtherTicket key={row.number} row={row} ticket={ticket} />
      ))}
    </ul>
  );
};

const CustomersTickets = ({
  ticket,
  customerId,
}: {
  readonly ticket: TicketView;
  readonly customerId: string;
}): ReactNode => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const query = useCustomerTickets(ticket, customerId);
  if (query.isPending) return <PanelLoading />;
  if (query.data === undefined)
    return <LoadFailed title={t('customerHistory.failed')} error={query.error} onRetry={() => void query.refetch()} />;
  const others = query.data.pages.flatMap(({ rows }) => rows).filter(({ number }) => number !== ticket.number);
  if (others.length === 0 && !query.hasNextPage) return <Nothing text={t('customerHistory.empty')} />;
  return (
    <>
      <OtherTickets rows={others} ticket={ticket} />
      {query.isFetchNextPageError && (
        <p className={styles.failed} role="alert">
          {t('customerHistory.moreFailed', { why: errorWords(query.error) })}
        </p>
      )}
      {query.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          aria-disabled={query.isFetchingNextPage}
          onClick={() => {
            if (!query.isFetchingNextPage) void query.fetchNextPage();
          }}
        >
          {t(query.isFetchingNextPage ? 'panel.loading' : 'customerHistory.more')}
        </Button>
      )}
    </>
  );
};

/** The customer's record and their other tickets, newest first, with those of customers merged into one with them. */
export const CustomerHistoryPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  return ticket.customerId === null ? (
    <Nothing text={t('customerHistory.noCustomer')} />
  ) : (
    <>
      <CustomerRecord ticket={ticket} customerId={ticket.customerId} />
      <h3 className={styles.heading}>{t('customerHistory.label')}</h3>
      <CustomersTickets ticket={ticket} customerId={ticket.customerId} />
    </>
  );
};
