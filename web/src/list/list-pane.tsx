import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronsRight } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MY_LISTS } from '../../../shared/domain/ticket/ticket.ts';
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
import { ListHeader } from './list-header.tsx';
import { TicketRow } from './ticket-row.tsx';
import { useResting } from './use-resting.ts';
import { useListNews } from './use-list-news.ts';
import { useStepping } from './use-stepping.ts';
import styles from './list-pane.module.css';

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
export const ListPane = ({ onCreate }: { readonly onCreate: () => void }): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const { service, me, list, view, myGroupIds, agentName, groupName } = desk;
  const name = useViewName(desk)(view);
  const { serviceId } = service;
  const { number: open } = useParams({ strict: false });
  const navigate = useNavigate();
  const [order, setOrder] = usePreference('listOrder', ['newest', 'oldest'], 'newest');
  const [keptCollapsed, setCollapsed] = usePreference('listCollapsed', ['yes', 'no'], 'no');
  // On a narrow screen only one pane is shown, so the list is never collapsed.
  const isNarrow = useMediaQuery('(width < 1024px)', window.innerWidth < 1024);
  const collapsed = isNarrow ? 'no' : keptCollapsed;
  const query = useTicketList(serviceId, view, order);
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { numbers: marked, toggle } = useImportant();
  const reader = useMemo(
    () => ({ agentId: me.agentId, groupIds: myGroupIds, important: marked }),
    [me.agentId, myGroupIds, marked],
  );
  const { news, show } = useListNews(serviceId, view, order, reader, () => isAtRest(pane.current, scroller.current));
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
    if (query.isSuccess && news.arrivals.size > 0 && (rows.length === 0 || isAtRest(pane.current, scroller.current)))
      void show();
  }, [query.isSuccess, rows.length, news.arrivals, show]);

  const openTicket = useCallback(
    (number: number) => void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number } }),
    [navigate, serviceId, list],
  );
  const focusRow = useCallback((number: number): boolean => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${number}"]`);
    row?.focus();
    return row !== null && row !== undefined && row === document.activeElement;
  }, []);
  const step = useStepping({ serviceId, numbers, open: open ?? null, openTicket, focusRow });
  const resting = useResting(serviceId);
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
  const stopAt = (rows.find(({ number }) => number === open) ?? rows[0])?.number;

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
        onOrder={setOrder}
        onShowArrivals={() => void showNews()}
        onCreate={onCreate}
        onCollapse={() => {
          setCollapsed('yes');
        }}
      />
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
        <ul className={styles.rows} {...resting}>
          {rows.map((row) => (
            <TicketRow
              key={row.number}
              row={row}
              serviceId={serviceId}
              list={list}
              transferOfList={view.transfer}
              isOpen={row.number === open}
              hasLeft={left.has(row.number)}
              isStop={row.number === stopAt}
              draft={drafts.get(row.number) ?? null}
              isImportant={marked.has(row.number)}
              onImportant={toggle}
              assigneeName={isMine ? undefined : agentName(row.assigneeId)}
              groupName={view.groupId === null ? groupName(row.groupId) : undefined}
            />
          ))}
        </ul>
        {hasNextPage && (
          <div ref={end} className={styles.more}>
            <Button variant="subtle" color="gray" onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
              {t(isFetchingNextPage ? 'list.loadingMore' : 'list.more')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
};
