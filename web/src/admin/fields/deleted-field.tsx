import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import { FormSection, Shown } from '../kit/form-row.tsx';
import formStyles from '../kit/form.module.css';

/** What is left of a deleted field, to be read: tickets have values of it. */
export const DeletedField = ({ field }: { readonly field: FieldView }): ReactNode => {
  const { t } = useTranslation('admin');
  const names = useNames();
  const plain = (text: ReactNode): ReactNode => <p className={formStyles.plain}>{text}</p>;
  return (
    <div className={formStyles.form}>
      <div className={formStyles.rows}>
        <FormSection title={names(field.names, field.code)} text={t('fields.deleted.about')}>
          <Shown label={t('fields.code')} hint={t('fields.deleted.code')}>
            {plain(
              <>
                <code>{field.code}</code> · {t(`fields.scope.${field.scope}`)}
              </>,
            )}
          </Shown>
          <Shown label={t('fields.type')}>{plain(t(`fields.type.${field.type}`))}</Shown>
          {field.options.length > 0 && (
            <Shown label={t('fields.options')}>
              {plain(field.options.map((option) => names(option.names, option.code)).join(', '))}
            </Shown>
          )}
          <Shown label={t('fields.encrypted')}>
            {plain(t(field.encrypted ? 'fields.encrypted.yes' : 'fields.encrypted.no'))}
          </Shown>
        </FormSection>
      </div>
    </div>
  );
};
