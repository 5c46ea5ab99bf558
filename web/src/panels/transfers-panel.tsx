import { Button } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEscalations, type EscalationView } from '../desk/api/escalations.ts';
import { DeskContext, useDesk } from '../desk/desk-context.ts';
import { LoadFailed, useErrorWords } from '../desk/error-words.tsx';
import { OtherTicketLink } from '../desk/other-ticket-link.tsx';
import type { PanelsSlot } from '../desk/ticket-page-slots.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { StatusBadge } from '../ui/badges.tsx';
import { Nothing } from '../ui/pane-state.tsx';
import { PanelLoading } from './panel-loading.tsx';
import { useOriginHistory } from './use-origin-history.ts';
import styles from './transfers-panel.module.css';

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode => (
  <div className={styles.row}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Where a hand-over stands, as this side sees it. */
const useStandingWords = (): ((escalation: EscalationView) => string) => {
  const { t } = useTranslation();
  return ({ direction, status }) =>
    direction === 'in' && (status === 'waiting' || status === 'finished')
      ? t(`transfers.here.${status}`)
      : t(`transfers.status.${status}`);
};

const Transfer = ({ ticket, Entry, escalation }: PanelsSlot & { readonly escalation: EscalationView }): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const standing = useStandingWords()(escalation);
  const { direction, status, failure, title, orderedByName, orderedAt, endedAt, other, answer } = escalation;
  const withdrawnAt = direction === 'in' ? (ticket.origin?.withdrawnAt ?? null) : null;
  return (
    <li className={styles.transfer} data-status={status}>
      <h3 className={styles.service}>{t(`transfers.${direction}`, { service: other.serviceName })}</h3>
      {other.number !== null && (
        <p className={styles.head}>
          <OtherTicketLink other={other} />
          {other.status !== null && <StatusBadge status={other.status} />}
        </p>
      )}
      <p className={styles.title} dir="auto">
        {other.title ?? title}
      </p>
      {failure !== null && <p className={styles.bad}>{t(`transfers.failure.${failure}`)}</p>}
      {other.number === null && status !== 'failed' && (
        <p className={styles.quiet}>{t(status === 'ordered' ? 'transfers.making' : 'transfers.gone')}</p>
      )}
      {withdrawnAt !== null && (
        <p className={styles.warn}>
          {t('origin.withdrawn')} (<Timestamp at={withdrawnAt} as="date" />)
        </p>
      )}
      <dl className={styles.rows}>
        <Row name={t('transfers.standing')}>{standing}</Row>
        {other.status !== null && (
          <Row name={t('transfers.assignee')}>{other.assigneeName ?? t('transfers.nobody')}</Row>
        )}
        {orderedByName !== null && <Row name={t('transfers.orderedBy')}>{orderedByName}</Row>}
        <Row name={t('transfers.ordered')}>
          <Timestamp at={orderedAt} as="date" />
        </Row>
        {endedAt !== null && (
          <Row name={t('transfers.ended')}>
            <Timestamp at={endedAt} as="date" />
          </Row>
        )}
      </dl>
      {answer !== null && (
        <DeskContext value={{ ...desk, agentName: () => answer.agentName ?? undefined }}>
          <h4 className={styles.wrote}>{t('transfers.answer')}</h4>
          <div className={styles.entries}>
            <Entry entry={answer.entry} ticket={ticket} />
          </div>
        </DeskContext>
      )}
    </li>
  );
};

/** The history of the ticket that an issue ticket came from, with the names of the agents there. */
const OriginHistory = ({ ticket, serviceName, Entry }: PanelsSlot & { readonly serviceName: string }): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const errorWords = useErrorWords();
  const query = useOriginHistory(ticket.serviceId, ticket.number);
  const { data } = query;
  const there = useMemo(() => {
    const names = new Map(data?.pages.flatMap((page) => page.agents.map(({ agentId, name }) => [agentId, name])));
    return {
      ...desk,
      agentName: (agentId: string | null) => (agentId === null ? undefined : names.get(agentId)),
    };
  }, [desk, data]);
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const title = t('transfers.history', { service: serviceName });
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {query.isPending && <PanelLoading />}
      {query.isError && data === undefined && (
        <LoadFailed title={t('transfers.history.failed')} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && entries.length === 0 && <Nothing text={t('transfers.history.empty')} />}
      <DeskContext value={there}>
        <div className={styles.entries}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} ticket={ticket} />
          ))}
        </div>
      </DeskContext>
      {query.isFetchNextPageError && (
        <p className={styles.bad} role="alert">
          {t('transfers.history.moreFailed', { why: errorWords(query.error) })}
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
          {t(query.isFetchingNextPage ? 'panel.loading' : 'transfers.history.more')}
        </Button>
      )}
    </section>
  );
};

/** What the ticket was handed over by, newest first; of an issue ticket also where it came from, with its history. */
export const TransfersPanel = ({ ticket, Entry }: PanelsSlot): ReactNode => {
  const { t } = useTranslation();
  const query = useEscalations(ticket);
  if (query.isPending) return <PanelLoading />;
  if (query.data === undefined)
    return <LoadFailed title={t('transfers.failed')} error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0 && ticket.origin === null) return <Nothing text={t('transfers.empty')} />;
  const cameBy = query.data.find(({ direction }) => direction === 'in');
  return (
    <>
      <ul className={styles.transfers} aria-label={t('transfers.label')}>
        {query.data.map((escalation) => (
          <Transfer key={escalation.id} ticket={ticket} Entry={Entry} escalation={escalation} />
        ))}
      </ul>
      {ticket.origin !== null && (
        <OriginHistory
          ticket={ticket}
          Entry={Entry}
          serviceName={cameBy?.other.serviceName ?? ticket.origin.serviceId}
        />
      )}
    </>
  );
};
