import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CategoriesSection } from './categories-section.tsx';

/** How inquiries are handled. */
export const ProcessingTypesSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <CategoriesSection
      kind="processing_type"
      title={t('categories.processingTypes')}
      about={t('categories.processingTypes.about')}
    />
  );
};
