import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ticketQuery } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { useViewName } from '../desk/use-view-name.ts';
import { belongs, homeOf, type Reader } from './list-news.ts';
import styles from './list-pane.module.css';

/** Says that the open ticket, whose row isn't there, is none of this list, and leads to a list that has it. */
export const NotInList = ({ number, reader }: { readonly number: number; readonly reader: Reader }): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const viewName = useViewName(desk);
  const { service, view } = desk;
  const { serviceId } = service;
  const { call } = useConsole();
  // The page of the ticket reads it.
  const { data: ticket, error } = useQuery({ ...ticketQuery(call, serviceId, number), enabled: false });
  if (ticket === undefined || error !== null || belongs(view, ticket, reader)) return null;
  const home = wholeList(homeOf(ticket, reader));
  return (
    <p className={styles.notHere} role="note">
      {t('list.notHere', { label: ticketLabel(number) })}{' '}
      <Link
        to="/s/$serviceId/$list/$number"
        params={{ serviceId, list: home.list, number }}
        search={searchOf(home)}
        className={styles.home}
      >
        {t('list.showIn', { list: viewName(home) })}
      </Link>
    </p>
  );
};
