import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SectionBody, SectionPage } from '../kit/section-page.tsx';
import { Checklist } from './checklist.tsx';
import { RecentChanges } from './recent-changes.tsx';

/** What the desk has and lacks to work, and what administrators changed. */
export const OverviewSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <SectionPage title={t('overview.title')} about={t('overview.about')}>
      <SectionBody>
        <Checklist />
        <RecentChanges />
      </SectionBody>
    </SectionPage>
  );
};
