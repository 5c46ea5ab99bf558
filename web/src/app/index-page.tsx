import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../desk/api/service-queries.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { readPreference } from '../desk/preferences.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';

/** `/`: leads to the service that the agent used last, else to the first one. */
export const IndexPage = (): ReactNode => {
  const { t } = useTranslation();
  const me = useMe();
  if (me.isError)
    return (
      <main style={{ height: '100dvh' }}>
        <LoadFailed title={t('start.failed.title')} error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  if (me.isPending) return <FrameSkeleton />;
  const last = readPreference('lastService');
  const service = me.data.services.find(({ serviceId }) => serviceId === last) ?? me.data.services[0];
  if (service === undefined)
    return (
      <main style={{ height: '100dvh' }}>
        <Nothing title={t('start.noServices.title')} text={t('start.noServices.text')} />
      </main>
    );
  return (
    <Navigate to="/s/$serviceId/$list" params={{ serviceId: service.serviceId, list: 'all_unassigned' }} replace />
  );
};
