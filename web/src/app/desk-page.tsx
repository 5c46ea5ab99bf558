import { notifications } from '@mantine/notifications';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel, type MenuList } from '../../../shared/domain/ticket/ticket.ts';
import type { Me, ServiceView } from '../desk/api/service-queries.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { DraftKeeper } from '../desk/drafts/draft-keeper.tsx';
import { afterDrawing, focusList } from '../desk/focus-pane.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { focusedRow, useAction, useShortcuts } from '../desk/keyboard/use-action.ts';
import { useKeptFocus } from '../desk/keyboard/use-kept-focus.ts';
import { ImportantProvider } from '../desk/important/important-provider.tsx';
import { LiveProvider } from '../desk/live/live-provider.tsx';
import { writePreference } from '../desk/preferences.ts';
import { useOverlay } from '../desk/overlay.ts';
import { noteOpened } from '../desk/recent-tickets.ts';
import { nextGroup, searchOf, viewOf, wholeList, type ListView } from '../desk/ticket-lists.ts';
import { UndoBar } from '../desk/undo/undo-bar.tsx';
import { useViewName } from '../desk/use-view-name.ts';
import { ListPane } from '../list/list-pane.tsx';
import { MailNews } from '../ticket/mail-news.tsx';
import { announce } from '../ui/announcer.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { AppliedPreferences } from './applied-preferences.tsx';
import { FiguresBar } from './figures-bar.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { KeyHelp } from './key-help.tsx';
import { LiveBar } from './live-bar.tsx';
import { PaletteHost } from './palette-host.tsx';
import { Rail } from './rail.tsx';
import { RailPlace } from './rail-place.tsx';
import { ServiceGate } from './service-gate.tsx';
import { TriggerStops } from './trigger-stops.tsx';
import { useDeskOf } from './use-desk-of.ts';
import styles from './frame.module.css';

const AgentAlerts = lazy(() =>
  import('../alerts/agent-alerts.tsx').then(({ AgentAlerts: component }) => ({ default: component })),
);
const DeskNotices = lazy(() =>
  import('./desk-notices.tsx').then(({ DeskNotices: component }) => ({ default: component })),
);
const CreateTicketDialog = lazy(() =>
  import('../create/create-ticket-dialog.tsx').then(({ CreateTicketDialog: component }) => ({ default: component })),
);

/** `/s/{service}/{list}`: the frame with the list, around the open ticket. */
export const DeskPage = (): ReactNode => {
  const { serviceId, list } = useParams({ from: '/s/$serviceId/$list' });
  const { group, transfer, important } = useSearch({ from: '/s/$serviceId/$list' });
  const view = useMemo(() => viewOf(list, { group, transfer, important }), [list, group, transfer, important]);
  return (
    <ServiceGate serviceId={serviceId} skeleton={<FrameSkeleton />}>
      {(me, service) => <OpenDesk key={serviceId} me={me} service={service} view={view} />}
    </ServiceGate>
  );
};

const OpenDesk = ({
  me,
  service,
  view,
}: {
  readonly me: Me;
  readonly service: ServiceView;
  readonly view: ListView;
}): ReactNode => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { number } = useParams({ strict: false });
  const desk = useDeskOf(me, service, view);
  const viewName = useViewName(desk)(view);
  const overlay = useOverlay();
  const [helpOpen, setHelpOpen] = useState(false);
  const [createOpen, setCreateOpen] = useState(false);
  const [isCreateLoaded, setCreateLoaded] = useState(false);
  const { serviceId } = service;
  const { list } = view;

  useEffect(() => {
    writePreference('lastService', serviceId);
  }, [serviceId]);
  useEffect(() => {
    document.title = `${number === undefined ? viewName : `#${number}`} · ${service.name}`;
  }, [number, viewName, service.name]);
  useShortcuts({
    open: () => number ?? null,
    focusedRow,
    openTicket: (wanted) =>
      void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: wanted } }),
    tellNoTicket: () => {
      announce(t('why.noTicket'));
      notifications.show({ message: t('why.noTicket'), color: 'yellow', withBorder: true });
    },
    tellLoading: (wanted) => {
      announce(t('why.loading', { label: ticketLabel(wanted) }));
    },
  });
  const shownList = `${list} ${view.groupId ?? ''} ${view.transfer ?? ''}`;
  useKeptFocus(shownList);
  useEffect(() => {
    if (number !== undefined) noteOpened(serviceId, number);
  }, [serviceId, number]);
  const go = useCallback(
    (to: ListView) => {
      void navigate({ to: '/s/$serviceId/$list', params: { serviceId, list: to.list }, search: searchOf(to) }).then(
        () => {
          afterDrawing(focusList);
        },
      );
    },
    [navigate, serviceId],
  );
  const goTo = (to: MenuList): void => {
    go(wholeList(to));
  };
  useAction('list:my_processing', () => {
    goTo('my_processing');
  });
  useAction('list:my_pending', () => {
    goTo('my_pending');
  });
  useAction('list:my_resolved', () => {
    goTo('my_resolved');
  });
  useAction('list:my_completed', () => {
    goTo('my_completed');
  });
  useAction('list:all', () => {
    goTo('all');
  });
  useAction('list:all_unassigned', () => {
    goTo('all_unassigned');
  });
  useAction('list:all_in_group', () => {
    go(nextGroup(view, desk.myGroupIds));
  });
  useAction('list:all_transferred', () => {
    goTo('all_transferred');
  });
  useAction('list:spam', () => {
    goTo('spam');
  });
  useAction('help', () => {
    setHelpOpen(true);
  });
  const create = (): void => {
    setCreateLoaded(true);
    setCreateOpen(true);
    aim.awaitTitle();
  };
  useAction('create', create);

  const shownPane = number === undefined ? 'list' : 'ticket';

  return (
    <LiveProvider serviceId={serviceId} timeZone={service.timeZone}>
      <DeskContext value={desk}>
        <AppliedPreferences />
        <ImportantProvider serviceId={serviceId} agentId={me.agentId}>
          <SkipLink to="list">{t('app.skipToList')}</SkipLink>
          <SkipLink to="ticket">{t('app.skipToTicket')}</SkipLink>
          <div className={styles.frame}>
            <RailPlace overlay={overlay}>
              <Rail
                onHelp={() => {
                  setHelpOpen(true);
                }}
              />
            </RailPlace>
            <div className={styles.main} data-view={shownPane}>
              <FiguresBar className={styles.figures} />
              <LiveBar />
              <div className={styles.panes} data-view={shownPane}>
                <ListPane
                  key={shownList}
                  notices={
                    <Suspense fallback={null}>
                      <DeskNotices />
                    </Suspense>
                  }
                  onCreate={create}
                />
                <div className={styles.outlet}>
                  <Outlet />
                </div>
              </div>
            </div>
          </div>
          <MailNews />
          <TriggerStops />
          <DraftKeeper />
          <Suspense>
            <AgentAlerts />
          </Suspense>
          <UndoBar />
          <PaletteHost onList={go} />
          <KeyHelp
            opened={helpOpen}
            onClose={() => {
              setHelpOpen(false);
            }}
          />
          {isCreateLoaded && (
            <Suspense>
              <CreateTicketDialog
                opened={createOpen}
                onClose={() => {
                  setCreateOpen(false);
                }}
              />
            </Suspense>
          )}
        </ImportantProvider>
      </DeskContext>
    </LiveProvider>
  );
};
