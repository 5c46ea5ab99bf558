import { Button } from '@mantine/core';
import { useMutationState, type Mutation } from '@tanstack/react-query';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import { mutationKeys } from '../desk/api/query-keys.ts';
import { useEntries, useEvents, type TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { Decision } from '../desk/drafts/draft.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { useAction } from '../desk/keyboard/use-action.ts';
import type { HistoryHandle } from '../desk/ticket-page-slots.ts';
import { useNow } from '../desk/timestamp.tsx';
import { announce } from '../ui/announcer.tsx';
import { longDay } from '../ui/format-time.ts';
import { Nothing, RowsSkeleton } from '../ui/pane-state.tsx';
import { Entry, PendingEntry } from './entry.tsx';
import { Masking } from './masking/masking.tsx';
import { isSecondary, useFolds } from './history-folds.ts';
import { historyItems, isFoldedDay } from './history-items.ts';
import { SystemLine } from './system-line.tsx';
import { useReading } from './use-reading.ts';
import styles from './history.module.css';

/** At most so many pixels from the end, the agent counts as reading the end. */
const NEAR = 48;

/**
 * The messages and events of a ticket; shows the newest first and older ones on request. Live updates never scroll it,
 * only what the agent does.
 */
export const History = ({
  ticket,
  handle,
}: {
  readonly ticket: TicketView;
  readonly handle: Ref<HistoryHandle>;
}): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle, me } = useDesk();
  const now = useNow();
  const { serviceId, number } = ticket;
  const entries = useEntries(serviceId, number);
  const events = useEvents(serviceId, number);
  const waiting = useMutationState({
    filters: { mutationKey: mutationKeys.process(serviceId, number), status: 'pending' },
    select: (mutation) => {
      const { variables, isPaused } = (mutation as Mutation<TicketView, Error, Decision>).state;
      return { decision: variables, isPaused };
    },
  });
  const section = useRef<HTMLElement>(null);
  const [offered, setOffered] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const [isNewBelow, setNewBelow] = useState(false);
  const all = useMemo(() => entries.data?.pages.flatMap((page) => page.entries) ?? [], [entries.data]);
  const items = useMemo(
    () =>
      historyItems(
        all,
        events.data?.pages.flatMap((page) => page.events) ?? [],
        !entries.hasNextPage,
        timeStyle.timeZone,
      ),
    [all, events.data, entries.hasNextPage, timeStyle.timeZone],
  );
  useReading(ticket, all, scroller);
  const { isLong, folds, foldedCount, toggle, setAll } = useFolds(all, ticket.unreadReply);
  const toggled = useCallback(
    (id: string): void => {
      // What is unfolded stays where it is, also when the end was in view.
      atEnd.current = false;
      toggle(id);
    },
    [toggle],
  );
  const foldOrUnfold = (): void => {
    if (!isLong) return;
    setAll(foldedCount === 0);
    announce(t(foldedCount > 0 ? 'history.unfolded' : 'history.folded'));
  };
  useAction('unfold', foldOrUnfold);
  const newest = all[0]?.id;
  const isMine = all[0]?.author.kind === 'agent' && all[0].author.agentId === me.agentId;
  const isLoaded = entries.isSuccess;

  const showEnd = (): void => {
    const box = scroller.current;
    if (box === null) return;
    const last = [...box.querySelectorAll<HTMLElement>('[data-entry]')].at(-1) ?? null;
    const isTall = last !== null && last.offsetHeight > box.clientHeight - 48;
    // A message that is longer than the pane is shown from its beginning.
    atEnd.current = !isTall;
    if (isTall) last.scrollIntoView({ block: 'start' });
    else box.scrollTop = box.scrollHeight;
  };
  useImperativeHandle(handle, () => ({
    showEnd,
    showSince: (at) => {
      const target = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])].find(
        (element) => (element.dataset.at ?? '') > at,
      );
      if (target === undefined) showEnd();
      else {
        target.scrollIntoView({ block: 'start', behavior: 'smooth' });
        target.focus({ preventScroll: true });
      }
    },
  }));
  useLayoutEffect(() => {
    if (isLoaded) showEnd();
  }, [isLoaded]);
  useLayoutEffect(() => {
    if (waiting.length > 0 && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [waiting.length]);

  // If the end was in view, it stays in view when an image loads or the editor grows.
  useEffect(() => {
    const [box, inner] = [scroller.current, content.current];
    if (box === null || inner === null) return undefined;
    const keep = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    keep.observe(box);
    keep.observe(inner);
    return () => {
      keep.disconnect();
    };
  }, []);
  const seen = useRef(newest);
  useLayoutEffect(() => {
    const box = scroller.current;
    const isNews = seen.current !== undefined && newest !== seen.current && !isMine;
    seen.current = newest;
    if (!isNews || box === null || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR) return;
    atEnd.current = false;
    setNewBelow(true);
  }, [newest, isMine]);
  const scrolled = (): void => {
    const box = scroller.current;
    if (box === null) return;
    const isEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    // Only scrolling up leaves the end: content that grows also moves the end away.
    if (isEnd || box.scrollTop < lastTop.current) atEnd.current = isEnd;
    lastTop.current = box.scrollTop;
    if (isEnd) setNewBelow(false);
  };

  return (
    <section ref={section} className={styles.history} aria-label={t('history.label')}>
      <div
        className={styles.scroller}
        ref={scroller}
        onScroll={scrolled}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('history.label')}
        aria-busy={entries.isPending}
      >
        <div ref={content} className={styles.content}>
          {isLong && (
            <div className={styles.foldBar}>
              <Button
                className={styles.foldAll}
                variant="subtle"
                color="gray"
                size="compact-xs"
                aria-keyshortcuts=";"
                onClick={foldOrUnfold}
              >
                {t(foldedCount > 0 ? 'history.unfoldAll' : 'history.foldOlder')}
              </Button>
            </div>
          )}
          {entries.hasNextPage && (
            <Button
              className={styles.earlier}
              variant="subtle"
              color="gray"
              disabled={entries.isFetchingNextPage}
              onClick={() => void entries.fetchNextPage()}
            >
              {t('history.earlier')}
            </Button>
          )}
          {entries.isPending && <RowsSkeleton rows={3} />}
          {entries.isError && all.length === 0 && (
            <LoadFailed title={t('history.failed')} error={entries.error} onRetry={() => void entries.refetch()} />
          )}
          {isLoaded && items.length === 0 && waiting.length === 0 && <Nothing text={t('history.empty')} />}
          {items.map((item, index) => {
            if (item.kind === 'line') return <SystemLine key={item.key} event={item.event} />;
            if (item.kind === 'day')
              return isFoldedDay(items, index, folds) ? null : (
                <h2 key={item.key} className={styles.day}>
                  <span>{longDay(item.at, now, timeStyle)}</span>
                </h2>
              );
            return (
              <Entry
                key={item.key}
                entry={item.entry}
                ticket={ticket}
                isContinued={item.isContinued && folds.get(items[index - 1]?.key ?? '') !== true}
                isFolded={isLong || isSecondary(item.entry) ? folds.get(item.key) === true : null}
                onToggle={toggled}
                onFind={setOffered}
              />
            );
          })}
          {waiting.map(
            ({ decision, isPaused }) =>
              decision && <PendingEntry key={decision.key} decision={decision} isPaused={isPaused} />,
          )}
        </div>
      </div>
      <Masking ticket={ticket} entries={all} section={section} offered={offered} onOffer={setOffered} />
      {isNewBelow && (
        <button
          type="button"
          className={styles.below}
          onClick={() => {
            setNewBelow(false);
            showEnd();
          }}
        >
          {t('history.newBelow')} ↓
        </button>
      )}
    </section>
  );
};
