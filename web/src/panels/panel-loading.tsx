import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RowsSkeleton } from '../ui/pane-state.tsx';

/** Stands in a panel whose content is still loading, and says so. */
export const PanelLoading = (): ReactNode => {
  const { t } = useTranslation();
  return (
    <>
      <VisuallyHidden role="status">{t('panel.loading')}</VisuallyHidden>
      <RowsSkeleton rows={4} />
    </>
  );
};
