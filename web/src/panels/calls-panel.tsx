import { Button } from '@mantine/core';
import { IconPhonePlus } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { useNow } from '../desk/timestamp.tsx';
import { timeInSentence } from '../ui/format-time.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { useFocusOnceDrawn } from '../ui/use-focus-once-drawn.ts';
import { wallClockOf } from '../ui/wall-clock.ts';
import { CallForm, type CallText } from './call-form.tsx';
import { CallItem, type CallNews } from './call-item.tsx';
import { inCallOrder } from './call-order.ts';
import { PanelLoading } from './panel-loading.tsx';
import { useCustomerPhone, useReserveCall, useTicketCalls } from './use-ticket-calls.ts';
import styles from './calls-panel.module.css';

const QUARTER = 15 * 60_000;
/** A call is proposed for the first full quarter that is at least an hour away. */
const proposedTime = (now: number): number => Math.ceil((now + 4 * QUARTER) / QUARTER) * QUARTER;

/** The button that opens the form of a new reservation. */
const ReserveCall = ({
  ticket,
  onNews,
}: {
  readonly ticket: TicketView;
  readonly onNews: (news: CallNews) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { me, service } = useDesk();
  const phone = useCustomerPhone(ticket);
  const reserve = useReserveCall(ticket);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<Partial<CallText>>({});
  const [proposedAt, setProposedAt] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  const close = (): void => {
    setOpen(false);
    focusOnceDrawn(() => button.current);
  };
  if (!isOpen)
    return (
      <Button
        ref={button}
        variant="default"
        leftSection={<IconPhonePlus size={16} stroke={1.75} />}
        onClick={() => {
          setProposedAt(wallClockOf(proposedTime(Date.now()), service.timeZone));
          setOpen(true);
        }}
      >
        {t('calls.reserve')}
      </Button>
    );
  return (
    <CallForm
      label={t('calls.reserve')}
      submitLabel={t('calls.submit')}
      text={{ phone: phone ?? '', at: proposedAt, ownerId: me.agentId, note: '', ...typed }}
      onEdit={(edit) => {
        setTyped((before) => ({ ...before, ...edit }));
        reserve.reset();
      }}
      error={reserve.error}
      isPending={reserve.isPending}
      onSubmit={(reservation) => {
        reserve.mutate(reservation, {
          onSuccess: (call) => {
            setTyped({});
            close();
            onNews({ kind: 'reserved', call });
          },
        });
      }}
      onClose={close}
    />
  );
};

/** What the last command did, in words that a screen reader says too. */
const Said = ({ news }: { readonly news: CallNews | null }): ReactNode => {
  const { t } = useTranslation();
  const { agentName, timeStyle } = useDesk();
  const now = useNow();
  return (
    <p className={styles.said} role="status">
      {news !== null &&
        t(`calls.said.${news.kind}`, {
          name: agentName(news.call.ownerId) ?? t('ticket.somebody'),
          time: timeInSentence(news.call.at, now, timeStyle),
        })}
    </p>
  );
};

/** The ticket's reserved calls: open ones first, by their time; they are reserved, moved, done and cancelled here. */
export const CallsPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const query = useTicketCalls(ticket.serviceId, ticket.number);
  const [news, setNews] = useState<CallNews | null>(null);
  if (query.isPending) return <PanelLoading />;
  if (query.data === undefined)
    return <LoadFailed title={t('calls.failed')} error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <ReserveCall ticket={ticket} onNews={setNews} />
      <Said news={news} />
      {query.data.length === 0 ? (
        <Nothing text={t('calls.empty')} />
      ) : (
        <ul className={styles.calls} aria-label={t('calls.label')}>
          {inCallOrder(query.data).map((call) => (
            <CallItem key={call.callId} call={call} onNews={setNews} />
          ))}
        </ul>
      )}
    </>
  );
};
