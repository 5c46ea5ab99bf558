import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD_TYPES, hasOptions, hasPlaceholder } from '../../../../shared/domain/desk/field.ts';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import { mostCharacters, type FieldValues } from './field-form-values.ts';
import styles from './fields.module.css';

/** The type of a field: all twelve with a word of what each is. Another type says what becomes of the values. */
export const TypeRow = ({ form }: { readonly form: Form<FieldValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { type } = form.values;
  const before = form.theirs;
  const isChanged = !form.isNew && type !== before.type;
  const lost = [
    ...(hasPlaceholder(before.type) && !hasPlaceholder(type) && Object.keys(before.placeholders).length > 0
      ? [t('fields.type.placeholderGoes')]
      : []),
    ...(before.maxLength !== null && before.maxLength > (mostCharacters(type) ?? 0)
      ? [t('fields.type.lengthGoes')]
      : []),
    ...(hasOptions(before.type) && !hasOptions(type) ? [t('fields.type.optionsStay')] : []),
    ...(before.required && type === 'caption' ? [t('fields.type.requiredGoes')] : []),
  ];
  return (
    <FormRow
      form={form}
      name="type"
      label={t('fields.type')}
      isGroup
      isWide
      words={(value) => t(`fields.type.${value}`)}
    >
      {({ id, value, set }) => (
        <>
          <div className={styles.types}>
            {FIELD_TYPES.map((each) => (
              <label key={each} className={styles.type} data-chosen={each === value || undefined}>
                <input
                  type="radio"
                  name={id}
                  checked={each === value}
                  onChange={() => {
                    set(each);
                  }}
                />
                <span>
                  <span className={styles.typeName}>{t(`fields.type.${each}`)}</span>
                  <span className={styles.typeHint}>{t(`fields.type.${each}.hint`)}</span>
                </span>
              </label>
            ))}
          </div>
          {isChanged && (
            <p className={styles.note} role="status">
              {[t('fields.type.changed', { before: t(`fields.type.${before.type}`) }), ...lost].join(' ')}
            </p>
          )}
        </>
      )}
    </FormRow>
  );
};
