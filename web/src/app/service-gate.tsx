import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useService, type Me, type ServiceView } from '../desk/api/service-queries.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { Nothing } from '../ui/pane-state.tsx';

/** Draws a page of a service once it is known who is signed in and what the service is; else says what is wrong. */
export const ServiceGate = ({
  serviceId,
  skeleton,
  children,
}: {
  readonly serviceId: string;
  /** Shown while both are loading. */
  readonly skeleton: ReactNode;
  readonly children: (me: Me, service: ServiceView) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  const me = useMe();
  const service = useService(serviceId);
  if (me.isError)
    return (
      <main style={{ height: '100dvh' }}>
        <LoadFailed title={t('start.failed.title')} error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  if (service.isError && service.data === undefined)
    return <NoService me={me.data} error={service.error} onRetry={() => void service.refetch()} />;
  if (me.isPending || service.isPending) return skeleton;
  return children(me.data, service.data);
};

const NoService = ({
  me,
  error,
  onRetry,
}: {
  readonly me: Me | undefined;
  readonly error: Error;
  readonly onRetry: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <main style={{ height: '100dvh' }}>
      {me === undefined || me.services.length === 0 ? (
        <LoadFailed title={t('start.noService.title')} error={error} onRetry={onRetry} />
      ) : (
        <Nothing title={t('start.noService.title')} text={t('start.noService.text')}>
          {me.services.map(({ serviceId, serviceName }) => (
            <Link key={serviceId} to="/s/$serviceId/$list" params={{ serviceId, list: 'all_unassigned' }}>
              {serviceName}
            </Link>
          ))}
        </Nothing>
      )}
    </main>
  );
};
