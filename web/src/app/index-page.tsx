import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, type Me } from '../desk/api/service-queries.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { readPreference } from '../desk/preferences.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';

/** Draws what an address leads to once it is known who is signed in, and that they are in a service. */
export const IndexGate = ({ children }: { readonly children: (me: Me) => ReactNode }): ReactNode => {
  const { t } = useTranslation();
  const me = useMe();
  if (me.isError)
    return (
      <main style={{ height: '100dvh' }}>
        <LoadFailed title={t('start.failed.title')} error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  if (me.isPending) return <FrameSkeleton />;
  if (me.data.services.length === 0)
    return (
      <main style={{ height: '100dvh' }}>
        <Nothing title={t('start.noServices.title')} text={t('start.noServices.text')} />
      </main>
    );
  return children(me.data);
};

/** `/`: leads to the service that the agent used last, else to the first one. */
export const IndexPage = (): ReactNode => (
  <IndexGate>
    {({ services }) => {
      const last = readPreference('lastService');
      const { serviceId } = services.find((each) => each.serviceId === last) ?? services[0]!;
      return <Navigate to="/s/$serviceId/$list" params={{ serviceId, list: 'all_unassigned' }} replace />;
    }}
  </IndexGate>
);
