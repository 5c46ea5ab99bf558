import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronsRight } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MY_LISTS } from '../../../shared/domain/ticket/ticket.ts';
import { usePreferencesEditor } from '../desk/api/use-preferences.ts';
import { useTicketList } from '../desk/api/use-ticket-list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useDrafts } from '../desk/drafts/use-drafts.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { useImportant } from '../desk/important/important-context.ts';
import { useAction } from '../desk/keyboard/use-action.ts';
import { publishNeighbours } from '../desk/neighbours.ts';
import { usePreference } from '../desk/preferences.ts';
import { searchOf } from '../desk/ticket-lists.ts';
import { useViewName } from '../desk/use-view-name.ts';
import { Nothing, RowsSkeleton } from '../ui/pane-state.tsx';
import { useWidth } from '../ui/use-width.ts';
import { ListHeader } from './list-header.tsx';
import { NotInList } from './not-in-list.tsx';
import { TicketRow } from './ticket-row.tsx';
import { TicketRows, type RowsHandle } from './ticket-rows.tsx';
import { useLanding } from './use-landing.ts';
import { useListNews } from './use-list-news.ts';
import { useSelection } from './use-selection.ts';
import { useStepping } from './use-stepping.ts';
import styles from './list-pane.module.css';

const BatchBar = lazy(() => import('./batch-bar.tsx').then(({ BatchBar: component }) => ({ default: component })));

/** Whether the agent is not in the list: it is not pointed at, doesn't have the focus and is not scrolled. */
const isAtRest = (pane: HTMLElement | null, scroller: HTMLElement | null): boolean =>
  pane !== null &&
  !pane.matches(':hover') &&
  !pane.contains(document.activeElement) &&
  (scroller?.scrollTop ?? 0) === 0;

/** The list pane while nothing is known of the list. */
export const ListSkeleton = (): ReactNode => (
  <div className={styles.list}>
    <RowsSkeleton />
  </div>
);

/**
 * The open menu list. More rows are loaded by scrolling; new tickets are gathered behind a button at the top; `j` and
 * `k` go through the rows.
 */
export const ListPane = ({
  notices,
  onCreate,
}: {
  /** Stands between the header and the rows. */
  readonly notices: ReactNode;
  readonly onCreate: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const { service, me, list, view, myGroupIds, agentName, groupName } = desk;
  const name = useViewName(desk)(view);
  const { serviceId } = service;
  const { number: open } = useParams({ strict: false });
  const navigate = useNavigate();
  const { listOrder: order } = me.preferences;
  const { choose } = usePreferencesEditor();
  const [keptCollapsed, setCollapsed] = usePreference('listCollapsed', ['yes', 'no'], 'no');
  // On a narrow screen only one pane is shown, so the list is never collapsed.
  const isNarrow = useWidth('one-pane');
  const collapsed = isNarrow ? 'no' : keptCollapsed;
  const query = useTicketList(serviceId, view, order);
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRef<RowsHandle>(null);
  const stop = useRef<number>(undefined);
  const { numbers: marked, toggle } = useImportant();
  const reader = useMemo(
    () => ({ agentId: me.agentId, groupIds: myGroupIds, important: marked }),
    [me.agentId, myGroupIds, marked],
  );
  // Nor do rows move while some are selected.
  const isSelecting = useRef(false);
  const rests = useCallback((): boolean => !isSelecting.current && isAtRest(pane.current, scroller.current), []);
  const { news, show } = useListNews(serviceId, view, order, reader, rests);
  const end = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  // A row whose mark was taken away keeps its place, as one that went to another list.
  const left = useMemo(
    () =>
      view.important
        ? new Set([...news.left, ...rows.map(({ number }) => number).filter((number) => !marked.has(number))])
        : news.left,
    [view.important, news.left, rows, marked],
  );
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  const listed = useDrafts(me.agentId, serviceId);
  const drafts = useMemo(() => new Map(listed.map(({ number, standing }) => [number, standing])), [listed]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  useEffect(() => {
    publishNeighbours({ rows: numbers, left });
  }, [numbers, left]);
  useEffect(() => {
    if (end.current === null || !hasNextPage) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && !isFetchingNextPage) void fetchNextPage();
      },
      { root: scroller.current, rootMargin: '640px' },
    );
    observer.observe(end.current);
    return () => {
      observer.disconnect();
    };
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, rows.length]);
  // While the agent is not in the list, or when it is empty, new rows disturb nobody: they are shown at once.
  useEffect(() => {
    if (query.isSuccess && news.arrivals.size > 0 && (rows.length === 0 || rests())) void show();
  }, [query.isSuccess, rows.length, news.arrivals, show, rests]);

  const openTicket = useCallback(
    (number: number) => void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } }),
    [navigate, serviceId, list],
  );
  const focusRow = useCallback<RowsHandle['focus']>(
    (number, ifDrawn) => shown.current?.focus(number, ifDrawn) ?? false,
    [],
  );
  useLanding({
    serviceId,
    view,
    order,
    reader,
    open: open ?? null,
    rows,
    hasMore: hasNextPage,
    isLoading: isFetchingNextPage,
    loadMore: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    reveal: useCallback((number: number) => shown.current?.reveal(number), []),
    isTouched: useCallback(
      () => pane.current?.contains(document.activeElement) === true || (scroller.current?.scrollTop ?? 0) > 0,
      [],
    ),
  });
  const step = useStepping({
    serviceId,
    numbers,
    isLoading: query.isPending,
    open: open ?? null,
    openTicket,
    focusRow,
  });
  const selection = useSelection(serviceId, rows, step);
  const { selected, clear } = selection;
  /** Whether anything has been selected: the results of a batch stay when nothing is any more. */
  const [isBarLoaded, setBarLoaded] = useState(false);
  /** What had the focus when the bar was asked for and was not there: the list is collapsed, or its script loading. */
  const barAwaitedFrom = useRef<Element | null>(null);
  useEffect(() => {
    isSelecting.current = selected.size > 0;
    if (selected.size > 0) setBarLoaded(true);
    else barAwaitedFrom.current = null;
  }, [selected]);
  const barTakesFocus = useCallback((): boolean => {
    const from = barAwaitedFrom.current;
    barAwaitedFrom.current = null;
    return from !== null && [from, document.body].includes(document.activeElement ?? document.body);
  }, []);
  // The bar does more with the key while it is there.
  useAction('batch', () => {
    if (selected.size === 0) {
      notifications.show({ message: t('select.nothing'), color: 'yellow', withBorder: true });
      return;
    }
    barAwaitedFrom.current = document.activeElement;
    setCollapsed('no');
  });
  // Another order, or important tickets alone, is another list.
  useEffect(() => clear, [view, order, clear]);
  useAction('next', () => {
    step(1);
  });
  useAction('previous', () => {
    step(-1);
  });

  const narrow = (): void => {
    const search = searchOf({ ...view, important: !view.important });
    if (open === undefined) void navigate({ to: '/s/$serviceId/$list', params: { serviceId, list }, search });
    else void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: open }, search });
  };
  useAction('importantOnly', narrow);

  const showNews = async (): Promise<void> => {
    scroller.current?.scrollTo({ top: 0 });
    await show();
  };
  // What all rows of a list have in common they don't say.
  const isMine = list in MY_LISTS;
  const backToList = useCallback(() => {
    const row = stop.current;
    if (row === undefined || shown.current?.focus(row) !== true) pane.current?.focus({ preventScroll: true });
  }, []);
  const stopAt = (rows.find(({ number }) => number === open) ?? rows[0])?.number;
  useEffect(() => {
    stop.current = stopAt;
  });

  if (collapsed === 'yes') {
    return (
      <section
        className={styles.list}
        data-collapsed
        aria-label={t('list.label', { list: name })}
        id="list"
        tabIndex={-1}
      >
        <Tooltip label={t('list.expand')} position="right">
          <ActionIcon
            className={styles.expand}
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('list.expand')}
            onClick={() => {
              setCollapsed('no');
            }}
          >
            <IconChevronsRight size={16} />
          </ActionIcon>
        </Tooltip>
        {news.arrivals.size > 0 && (
          <span className={styles.arrivalsSmall} title={t('list.arrivals', { count: news.arrivals.size })}>
            {news.arrivals.size}
          </span>
        )}
        <span className={styles.sideways}>{name}</span>
      </section>
    );
  }
  return (
    <section
      // When only the list is shown, it is the page's main content.
      role={isNarrow && open === undefined ? 'main' : undefined}
      ref={pane}
      className={styles.list}
      aria-label={t('list.label', { list: name })}
      id="list"
      tabIndex={-1}
    >
      <ListHeader
        name={name}
        arrivals={rows.length > 0 ? news.arrivals.size : 0}
        importantOnly={view.important}
        onImportantOnly={narrow}
        order={order}
        onOrder={(listOrder) => {
          choose({ listOrder });
        }}
        onShowArrivals={() => void showNews()}
        onCreate={onCreate}
        onCollapse={() => {
          setCollapsed('yes');
        }}
      />
      {notices}
      {open !== undefined && query.isSuccess && !numbers.includes(open) && <NotInList number={open} reader={reader} />}
      <div className={styles.scroller} ref={scroller} aria-busy={query.isPending}>
        {query.isPending && <RowsSkeleton rows={12} />}
        {query.isError && rows.length === 0 && (
          <LoadFailed title={t('list.failed')} error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && rows.length === 0 && !hasNextPage && (
          <Nothing
            title={t('list.empty.title')}
            text={t(view.important ? 'list.empty.important' : `list.empty.${list}`)}
          />
        )}
        <TicketRows
          ref={shown}
          rows={rows}
          hasMore={hasNextPage}
          stopAt={stopAt}
          serviceId={serviceId}
          listeners={selection.listeners}
        >
          {(row, { start, position, size }) => (
            <TicketRow
              key={row.number}
              row={row}
              start={start}
              position={position}
              size={size}
              serviceId={serviceId}
              list={list}
              transferOfList={view.transfer}
              isOpen={row.number === open}
              hasLeft={left.has(row.number)}
              isStop={row.number === stopAt}
              isSelected={selected.has(row.number)}
              isSelecting={selected.size > 0}
              draft={drafts.get(row.number) ?? null}
              isImportant={marked.has(row.number)}
              onImportant={toggle}
              assigneeName={isMine ? undefined : agentName(row.assigneeId)}
              groupName={view.groupId === null ? groupName(row.groupId) : undefined}
            />
          )}
        </TicketRows>
        {hasNextPage && (
          <div ref={end} className={styles.more}>
            <Button variant="subtle" color="gray" onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
              {t(isFetchingNextPage ? 'list.loadingMore' : 'list.more')}
            </Button>
          </div>
        )}
      </div>
      <Suspense fallback={null}>
        {isBarLoaded && (
          <BatchBar selection={selection} loaded={rows.length} takesFocus={barTakesFocus} onLeave={backToList} />
        )}
      </Suspense>
    </section>
  );
};
