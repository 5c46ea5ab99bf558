import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconArrowsTransferUp, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { hasTransfer, useEscalations, type EscalationView } from '../desk/api/escalations.ts';
import { useEvents, type TicketView } from '../desk/api/ticket-queries.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { OtherTicketLink } from '../desk/other-ticket-link.tsx';
import { Timestamp } from '../desk/timestamp.tsx';
import { StatusBadge } from '../ui/badges.tsx';
import { openFailure } from './transfer-failure.ts';
import styles from './transfer-bar.module.css';

/** Failures that the agent has read, as long as this window is open. */
const read = new Set<string>();

const Failure = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const events = useEvents(ticket.serviceId, ticket.number);
  const [, setRead] = useState(0);
  const found = openFailure(ticket, events.data?.pages.flatMap((page) => page.events) ?? []);
  if (found === undefined || read.has(found.id)) return null;
  return (
    <div className={styles.bar} data-tone="bad" role="alert">
      <IconAlertTriangle size={16} stroke={1.75} className={styles.icon} aria-hidden="true" />
      <p className={styles.words}>{t(`escalate.failed.${found.failure}`)}</p>
      {ticket.allowed.includes('escalate') && (
        <Button
          size="compact-xs"
          variant="default"
          aria-keyshortcuts="h"
          onClick={() => {
            aim.order('escalate', ticket.number);
          }}
        >
          {t('escalate.again')} (h)
        </Button>
      )}
      <CloseButton
        size="sm"
        aria-label={t('escalate.dismiss')}
        onClick={() => {
          read.add(found.id);
          setRead((count) => count + 1);
        }}
      />
    </div>
  );
};

const Parts = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <span className={styles.parts}>{children}</span>
);

/** The ticket on the other side, and how it stands there. */
const Other = ({ other }: { readonly other: EscalationView['other'] }): ReactNode => {
  const { t } = useTranslation();
  return (
    <>
      <OtherTicketLink other={other} />
      {other.status !== null && <StatusBadge status={other.status} />}
      {other.assigneeName !== null && (
        <span className={styles.quiet}>{t('transferred.with', { name: other.assigneeName })}</span>
      )}
    </>
  );
};

const By = ({ escalation: { orderedByName, orderedAt } }: { readonly escalation: EscalationView }): ReactNode => {
  const { t } = useTranslation();
  return (
    <span className={styles.quiet}>
      {orderedByName === null ? t('transferred.at') : t('transferred.by', { name: orderedByName })}{' '}
      <Timestamp at={orderedAt} as="date" />
    </span>
  );
};

/** What the other side wrote last, as far as there is room; its panel has all of it. */
const Answer = ({ answer }: Pick<EscalationView, 'answer'>): ReactNode => {
  const { t } = useTranslation();
  if (answer === null) return null;
  return (
    <span className={styles.answer} dir="auto">
      <span className={styles.quiet}>{answer.agentName ?? t('ticket.somebody')}: </span>
      {answer.entry.text}
    </span>
  );
};

const Waits = ({ ticket, escalation }: { readonly ticket: TicketView; readonly escalation: EscalationView }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.bar} data-tone="waits" role="status">
      <IconArrowsTransferUp size={16} stroke={1.75} className={styles.icon} aria-hidden="true" />
      <Parts>
        <strong className={styles.strong}>{t('transferred.waits', { service: escalation.other.serviceName })}</strong>
        <Other other={escalation.other} />
        <By escalation={escalation} />
        <Answer answer={escalation.answer} />
      </Parts>
      {ticket.allowed.includes('withdraw') && (
        <Button
          size="compact-xs"
          variant="default"
          aria-haspopup="dialog"
          onClick={() => {
            aim.order('withdraw', ticket.number);
          }}
        >
          {t('transferred.withdraw')}
        </Button>
      )}
    </div>
  );
};

const Done = ({ escalation }: { readonly escalation: EscalationView }): ReactNode => {
  const { t } = useTranslation();
  const { other, endedAt } = escalation;
  return (
    <div className={styles.bar} data-tone="done" role="status">
      <IconCheck size={16} stroke={1.75} className={styles.icon} aria-hidden="true" />
      <Parts>
        <strong className={styles.strong}>{t('transferred.done', { service: other.serviceName })}</strong>
        {other.mayOpen && other.number !== null ? (
          <OtherTicketLink other={other} words={t('transferred.read', { label: ticketLabel(other.number) })} />
        ) : (
          <OtherTicketLink other={other} />
        )}
        <span className={styles.quiet}>{t('transferred.next')}</span>
        {endedAt !== null && <Timestamp at={endedAt} as="date" className={styles.quiet} />}
        <Answer answer={escalation.answer} />
      </Parts>
    </div>
  );
};

const CameFrom = ({ ticket, escalation }: { readonly ticket: TicketView; readonly escalation: EscalationView }) => {
  const { t } = useTranslation();
  const withdrawnAt = ticket.origin?.withdrawnAt ?? null;
  return (
    <div className={styles.bar} data-tone={withdrawnAt === null ? 'plain' : 'warn'} role="status">
      <IconInfoCircle size={16} stroke={1.75} className={styles.icon} aria-hidden="true" />
      <Parts>
        <strong className={styles.strong}>{t('origin.from', { service: escalation.other.serviceName })}</strong>
        <Other other={escalation.other} />
        <By escalation={escalation} />
        {withdrawnAt !== null && (
          <span className={styles.withdrawn}>
            {t('origin.withdrawn')} (<Timestamp at={withdrawnAt} as="date" />)
          </span>
        )}
      </Parts>
    </div>
  );
};

/** Says above the history where the ticket was handed over to or came from, and how it stands there. */
export const TransferBar = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { data = [], isError } = useEscalations(ticket, hasTransfer(ticket));
  const out = data.find(({ direction }) => direction === 'out');
  const cameBy = data.find(({ direction }) => direction === 'in');
  const isAway = ticket.status === 'transferred' || ticket.status === 'transfer_completed';
  return (
    <div className={styles.bars}>
      {cameBy !== undefined && <CameFrom ticket={ticket} escalation={cameBy} />}
      {ticket.transferring && (
        <div className={styles.bar} data-tone="waits" role="status">
          <IconArrowsTransferUp size={16} stroke={1.75} className={styles.icon} aria-hidden="true" />
          <p className={styles.words}>
            {out?.status === 'ordered'
              ? t('escalate.underWay.to', { service: out.other.serviceName })
              : t('escalate.underWay')}
          </p>
        </div>
      )}
      {ticket.status === 'transferred' && out !== undefined && <Waits ticket={ticket} escalation={out} />}
      {ticket.status === 'transfer_completed' && out !== undefined && <Done escalation={out} />}
      {isAway && ticket.transfer === 'issue' && out === undefined && isError && (
        <div className={styles.bar} data-tone="bad" role="alert">
          <IconAlertTriangle size={16} stroke={1.75} className={styles.icon} aria-hidden="true" />
          <p className={styles.words}>{t('transferred.failed')}</p>
        </div>
      )}
      {!isAway && <Failure ticket={ticket} />}
    </div>
  );
};
