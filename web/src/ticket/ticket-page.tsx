import { Skeleton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEscalations } from '../desk/api/escalations.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { useHistoryAhead, useTicket, type TicketView } from '../desk/api/ticket-queries.ts';
import { DeskContext, useDesk, type Desk } from '../desk/desk-context.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { useShownTicket } from '../desk/live/use-shown-ticket.ts';
import type { EditorSlot, Explanation, HistoryHandle, PanelsSlot } from '../desk/ticket-page-slots.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { ReadEntry } from './entry.tsx';
import { ExplanationBar } from './explanation-bar.tsx';
import { History } from './history.tsx';
import { StrandedDraft } from './stranded-draft.tsx';
import { TicketHeader } from './ticket-header.tsx';
import { TransferBar } from './transfer-bar.tsx';
import styles from './ticket-page.module.css';

/** The parts of the page that belong to other features; the app fills them in. */
type Slots = { readonly Editor: ComponentType<EditorSlot>; readonly Panels: ComponentType<PanelsSlot> };

/** `/s/{service}/{list}/{number}`: a ticket with its history, the editor below it and the panels at its side. */
export const TicketPage = (slots: Slots): ReactNode => {
  const { number } = useParams({ from: '/s/$serviceId/$list/$number' });
  const { t } = useTranslation();
  if (!Number.isSafeInteger(number) || number < 1)
    return (
      <main id="ticket" tabIndex={-1} className={styles.ticket}>
        <Nothing title={t('ticket.failed')} text={t('problem.notFound')} />
      </main>
    );
  return <OpenTicket key={number} number={number} {...slots} />;
};

/** Who handed an issue ticket over is an agent of another service, and has a name here, too. */
const useNamesOf = (ticket: TicketView | undefined, desk: Desk, number: number): Desk => {
  const { serviceId } = desk.service;
  const { data } = useEscalations({ serviceId, number }, (ticket?.origin ?? null) !== null);
  return useMemo(() => {
    const names = new Map(data?.map(({ orderedBy, orderedByName }) => [orderedBy, orderedByName ?? undefined]));
    if (names.size === 0) return desk;
    return {
      ...desk,
      agentName: (agentId) => desk.agentName(agentId) ?? (agentId === null ? undefined : names.get(agentId)),
    };
  }, [desk, data]);
};

const OpenTicket = ({ number, Editor, Panels }: Slots & { readonly number: number }): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const { service } = desk;
  const ticket = useTicket(service.serviceId, number);
  const deskWithNames = useNamesOf(ticket.data, desk, number);
  useHistoryAhead(service.serviceId, number);
  useShownTicket(number);
  const history = useRef<HistoryHandle>(null);
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const version = ticket.data?.version;
  // When the ticket has changed, the explanation may not be true any more.
  useEffect(() => {
    setExplanation(null);
  }, [version]);
  // One that was deleted is shown no more, though this browser still has it.
  const isGone = ticket.error instanceof ProblemError && ticket.error.code === 'ticket_not_found';
  if (ticket.data === undefined || isGone) {
    return (
      <main id="ticket" tabIndex={-1} className={styles.ticket} aria-busy={ticket.isPending}>
        {ticket.isError ? (
          <LoadFailed title={t('ticket.failed')} error={ticket.error} onRetry={() => void ticket.refetch()} />
        ) : (
          <TicketSkeleton />
        )}
        {ticket.isError && <StrandedDraft number={number} />}
      </main>
    );
  }
  return (
    <DeskContext value={deskWithNames}>
      <main
        id="ticket"
        tabIndex={-1}
        className={styles.ticket}
        data-loaded
        aria-label={t('ticket.label', { label: `#${number}` })}
      >
        <TicketHeader ticket={ticket.data} onExplain={setExplanation} />
        <TransferBar ticket={ticket.data} />
        <History ticket={ticket.data} handle={history} />
        {explanation !== null && (
          <ExplanationBar
            explanation={explanation}
            number={number}
            onClose={() => {
              setExplanation(null);
            }}
          />
        )}
        <Editor ticket={ticket.data} history={history} onExplain={setExplanation} />
      </main>
      <Panels ticket={ticket.data} Entry={ReadEntry} />
    </DeskContext>
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

/** `/s/{service}/{list}`: stands beside the list while no ticket is open. */
export const NoTicketPage = (): ReactNode => {
  const { t } = useTranslation();
  return (
    <main id="ticket" tabIndex={-1} style={{ flex: 1 }}>
      <Nothing title={t('ticket.none.title')} text={t('ticket.none.text')} />
    </main>
  );
};
