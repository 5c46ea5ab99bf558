import { Navigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, ServiceView } from '../desk/api/service-queries.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { loadFurtherWords } from '../desk/languages.ts';
import { LiveProvider } from '../desk/live/live-provider.tsx';
import { NoticeTextContext } from '../desk/notices/notice-text-context.ts';
import { useOverlay } from '../desk/overlay.ts';
import { readPreference } from '../desk/preferences.ts';
import { wholeList } from '../desk/ticket-lists.ts';
import { loadTriggerWords } from '../desk/triggers/load-trigger-words.ts';
import { AppliedPreferences } from './applied-preferences.tsx';
import { IndexGate } from './index-page.tsx';
import { LiveBar } from './live-bar.tsx';
import { RailPlace } from './rail-place.tsx';
import { ServiceGate } from './service-gate.tsx';
import { TriggerStops } from './trigger-stops.tsx';
import { useDeskOf } from './use-desk-of.ts';
import styles from './frame.module.css';

const Administration = lazy(async () => {
  const [{ Administration: component }] = await Promise.all([
    import('../admin/administration.tsx'),
    loadFurtherWords('admin', {
      ko: async () => (await import('../ui/words/admin/ko.ts')).adminKo,
      en: async () => (await import('../ui/words/admin/en.ts')).adminEn,
    }),
    loadTriggerWords(),
  ]);
  return { default: component };
});

const LoadedNoticeText = lazy(async () => ({ default: (await import('./notice-text.tsx')).NoticeText }));

/** The text of a notice, as consoles show it, for the preview of one. */
const PreviewedText = ({ html }: { readonly html: string }): ReactNode => (
  <Suspense fallback={null}>
    <LoadedNoticeText html={html} />
  </Suspense>
);

/** The list that links from the administration to tickets lead to. */
const LINKED = wholeList('all');

/** `/admin`: leads to the service that was used last if its agent administers it, else to the first that they do. */
export const AdminIndexPage = (): ReactNode => (
  <IndexGate>
    {(me) => {
      const administered = me.services.filter(({ role }) => role === 'administrator');
      const last = readPreference('lastService');
      const service = administered.find(({ serviceId }) => serviceId === last) ?? administered[0];
      if (service === undefined) return <Navigate to="/" replace />;
      return <Navigate to="/admin/$serviceId" params={{ serviceId: service.serviceId }} replace />;
    }}
  </IndexGate>
);

const AdminSkeleton = (): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.frame} aria-busy="true" aria-label={t('app.loading')}>
      <div className={styles.rail} />
      <div className={styles.main} />
    </div>
  );
};

/** `/admin/{service}/{section}`: what its administrators set in a service. */
export const AdminPage = (): ReactNode => {
  const { serviceId } = useParams({ from: '/admin/$serviceId' });
  return (
    <ServiceGate serviceId={serviceId} skeleton={<AdminSkeleton />}>
      {(me, service) => <OpenAdministration key={serviceId} me={me} service={service} />}
    </ServiceGate>
  );
};

const OpenAdministration = ({ me, service }: { readonly me: Me; readonly service: ServiceView }): ReactNode => {
  const desk = useDeskOf(me, service, LINKED);
  const overlay = useOverlay();
  return (
    <LiveProvider serviceId={service.serviceId} timeZone={service.timeZone}>
      <DeskContext value={desk}>
        <AppliedPreferences />
        <TriggerStops />
        <Suspense fallback={<AdminSkeleton />}>
          <NoticeTextContext value={PreviewedText}>
            <Administration
              frame={({ rail, railLabel, section }) => (
                <div className={styles.frame}>
                  <RailPlace overlay={overlay} label={railLabel}>
                    {rail}
                  </RailPlace>
                  <div className={styles.main}>
                    <LiveBar />
                    {section}
                  </div>
                </div>
              )}
            />
          </NoticeTextContext>
        </Suspense>
      </DeskContext>
    </LiveProvider>
  );
};
