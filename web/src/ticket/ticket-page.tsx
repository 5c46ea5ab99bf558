import { Skeleton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTicket } from '../api/use-ticket.ts';
import { LoadFailed, Nothing } from '../app/pane-error.tsx';
import { EditorDock } from '../editor/editor-dock.tsx';
import { useDesk } from '../frame/desk-context.ts';
import { PanelArea } from '../panels/panel-area.tsx';
import { History, type HistoryHandle } from './history.tsx';
import { StrandedDraft } from './stranded-draft.tsx';
import { TicketHeader } from './ticket-header.tsx';
import { WhyBar, type Why } from './why-bar.tsx';
import styles from './ticket-page.module.css';

/** `/s/{service}/{list}/{number}`: a ticket with its history, the editor, and the panels beside it. */
export const TicketPage = (): ReactNode => {
  const { number } = useParams({ from: '/s/$serviceId/$list/$number' });
  const { t } = useTranslation();
  if (!Number.isSafeInteger(number) || number < 1)
    return (
      <main id="ticket" tabIndex={-1} className={styles.ticket}>
        <Nothing title={t('ticket.failed')} text={t('problem.notFound')} />
      </main>
    );
  return <OpenTicket key={number} number={number} />;
};

const OpenTicket = ({ number }: { readonly number: number }): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const ticket = useTicket(service.serviceId, number);
  const history = useRef<HistoryHandle>(null);
  const [why, setWhy] = useState<Why | null>(null);
  const version = ticket.data?.version;
  // Another state of the ticket has other reasons.
  useEffect(() => {
    setWhy(null);
  }, [version]);
  if (ticket.data === undefined) {
    return (
      <main id="ticket" tabIndex={-1} className={styles.ticket} aria-busy={ticket.isPending}>
        {ticket.isError ? (
          <LoadFailed words={t('ticket.failed')} error={ticket.error} onRetry={() => void ticket.refetch()} />
        ) : (
          <TicketSkeleton />
        )}
        {ticket.isError && <StrandedDraft number={number} />}
      </main>
    );
  }
  return (
    <>
      <main id="ticket" tabIndex={-1} className={styles.ticket} aria-label={t('ticket.label', { label: `#${number}` })}>
        <TicketHeader ticket={ticket.data} onWhy={setWhy} />
        <History ticket={ticket.data} handle={history} />
        {why !== null && (
          <WhyBar
            why={why}
            number={number}
            onClose={() => {
              setWhy(null);
            }}
          />
        )}
        <EditorDock ticket={ticket.data} history={history} onWhy={setWhy} />
      </main>
      <PanelArea ticket={ticket.data} />
    </>
  );
};

const TicketSkeleton = (): ReactNode => (
  <div className={styles.skeleton} aria-hidden="true">
    <Skeleton height={16} width="60%" animate={false} />
    <Skeleton height={12} width="30%" animate={false} />
    <Skeleton height={96} width="82%" mt={32} animate={false} />
    <Skeleton height={64} width="82%" mt={16} ml="18%" animate={false} />
  </div>
);
