import { SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { appliesTo } from '../../../../shared/domain/desk/check-field-values.ts';
import { FIELD_SCOPES, type FieldScope } from '../../../../shared/domain/desk/field.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { fieldOf } from '../../desk/fields/field-values.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { NEW_ITEM, useAdminPlace } from '../kit/admin-place.ts';
import { placeOf, useUnsaved } from '../kit/form-edits.ts';
import { ItemsAndForm, type Item } from '../kit/item-list.tsx';
import { moveBetween } from '../kit/item-order.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { SectionPage } from '../kit/section-page.tsx';
import { DeletedField } from './deleted-field.tsx';
import { fieldDrafts } from './field-drafts.ts';
import { EditFieldForm, NewFieldForm } from './field-form.tsx';
import { FieldPreview } from './field-preview.tsx';
import { InquiryTypeSelect } from './inquiry-type-select.tsx';
import { useFreshFields, useMoveField } from './use-fields.ts';
import formStyles from '../kit/form.module.css';
import styles from './fields.module.css';

const NO_FIELDS: readonly never[] = [];
const REFUSED = {
  field_place_gone: 'fields.refused.field_place_gone',
  field_not_found: 'fields.refused.field_not_found',
} as const;

const useItem = (): ((field: FieldView) => Item) => {
  const { t } = useTranslation('admin');
  const names = useNames();
  return (field) => {
    const { code, type, required, exposure, scope, encrypted, active, deleted } = field;
    const viewers = [
      ...(exposure.agent ? [t('fields.exposure.agent.short')] : []),
      ...(exposure.customer && scope === 'customer' ? [t('fields.exposure.customer.short')] : []),
    ];
    return {
      id: code,
      name: names(field.names, code).split('\n')[0]!,
      detail: [
        t(`fields.type.${type}`),
        ...(required ? [t('fields.required.short')] : []),
        viewers.length === 0 ? t('fields.exposure.nobody') : viewers.join(', '),
      ].join(' · '),
      aside: deleted ? t('fields.deleted') : active ? undefined : t('items.notInUse'),
      isOff: !active,
      isLocked: encrypted,
      words: [code, ...Object.values(field.names)].join(' '),
    };
  };
};

/** The service’s own fields: what customers and agents are asked for, with a preview of the form that they make. */
export const FieldsSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { service } = useDesk();
  const { serviceId } = service;
  const { item: openCode } = useAdminPlace();
  const { fields, error, retry, readField, putField } = useFreshFields();
  const { move, error: moveError } = useMoveField();
  const refusalWords = useRefusalWords(REFUSED);
  const itemOf = useItem();
  const [chosenScope, setScope] = useState<FieldScope | null>(null);
  const [inquiryTypeId, setInquiryType] = useState<string | null>(null);
  const [withDeleted, setWithDeleted] = useState(false);
  const open = fields?.find(({ code }) => code === openCode);
  const scope = chosenScope ?? open?.scope ?? 'customer';
  const type = scope === 'customer' ? inquiryTypeId : null;
  const unsaved = useUnsaved(placeOf(serviceId, 'fields'));
  const drafts = fieldDrafts(serviceId, fields ?? NO_FIELDS, unsaved, openCode === NEW_ITEM, scope, type);
  if (error !== null) return <LoadFailed title={t('admin.loadFailed')} error={error} onRetry={retry} />;
  const ofScope = (fields ?? NO_FIELDS).filter((field) => field.scope === scope);
  const isListed = (field: FieldView): boolean => type === null || appliesTo(fieldOf(serviceId, field), type);
  const inUse = ofScope.filter((field) => !field.deleted);
  const shown = inUse.filter(isListed);
  const deleted = ofScope.filter((field) => field.deleted && isListed(field));
  const isShowingDeleted = withDeleted && deleted.length > 0;
  const form = (): ReactNode => {
    if (fields === undefined) return <RowsSkeleton rows={4} />;
    if (openCode === null) return <p className={styles.choose}>{t('form.choose')}</p>;
    if (openCode === NEW_ITEM)
      return <NewFieldForm key={NEW_ITEM} scope={scope} inquiryTypeId={type} onSaved={putField} />;
    if (open === undefined)
      return (
        <div className={styles.choose}>
          <strong>{t('form.gone.title')}</strong>
          <p>{t('form.gone.text')}</p>
        </div>
      );
    if (open.deleted && !unsaved.includes(placeOf(serviceId, 'fields', open.code)))
      return <DeletedField field={open} />;
    return <EditFieldForm key={open.code} field={open} onRead={readField} onSaved={putField} />;
  };
  const both = (
    <div className={styles.both}>
      <div className={styles.side}>{form()}</div>
      <FieldPreview fields={drafts} openCode={openCode} inquiryTypeId={type} />
    </div>
  );
  return (
    <SectionPage title={t('fields.title')} about={t('fields.about')}>
      <ItemsAndForm
        label={t(`fields.list.${scope}`)}
        items={fields === undefined ? undefined : [...shown, ...(isShowingDeleted ? deleted : [])].map(itemOf)}
        newLabel={t('fields.new')}
        empty={t('fields.none')}
        tools={
          <>
            <div className={styles.scopes} role="group" aria-label={t('fields.scope')}>
              <SegmentedControl
                size="xs"
                fullWidth
                value={scope}
                onChange={(value) => {
                  setScope(value as FieldScope);
                }}
                data={FIELD_SCOPES.map((value) => ({ value, label: t(`fields.scope.${value}.short`) }))}
              />
            </div>
            {scope === 'customer' && (
              <div className={styles.filter}>
                <InquiryTypeSelect
                  label={t('fields.filter')}
                  none={t('fields.inquiryTypes.all')}
                  value={inquiryTypeId}
                  onChange={setInquiryType}
                />
              </div>
            )}
            {deleted.length > 0 && (
              <label className={styles.withDeleted}>
                <input
                  type="checkbox"
                  checked={withDeleted}
                  onChange={({ currentTarget }) => {
                    setWithDeleted(currentTarget.checked);
                  }}
                />
                <span>{t('fields.withDeleted', { count: deleted.length })}</span>
              </label>
            )}
            {moveError !== null && (
              <p className={formStyles.fault} role="alert">
                {refusalWords(moveError)}
              </p>
            )}
          </>
        }
        whenNone={both}
        {...(isShowingDeleted
          ? {}
          : {
              onOrder: (codes: readonly string[]) => {
                const next = moveBetween(
                  inUse.map(({ code }) => code),
                  shown.map(({ code }) => code),
                  codes,
                );
                if (next !== null) move(next);
              },
            })}
      >
        {both}
      </ItemsAndForm>
    </SectionPage>
  );
};
