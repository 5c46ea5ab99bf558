import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CategoriesSection } from './categories-section.tsx';

/** What inquiries are about. */
export const InquiryTypesSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <CategoriesSection
      kind="inquiry_type"
      title={t('categories.inquiryTypes')}
      about={t('categories.inquiryTypes.about')}
    />
  );
};
