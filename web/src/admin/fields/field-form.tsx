import { NumberInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createField, editField } from '../../../../shared/contracts/http/fields.ts';
import {
  FIELD_CAPTION_LENGTH,
  FIELD_NAME_LENGTH,
  FIELD_PLACEHOLDER_LENGTH,
  FIELD_SCOPES,
  hasOptions,
  hasPlaceholder,
  type FieldScope,
} from '../../../../shared/domain/desk/field.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { NEW_ITEM, useOpenAdmin } from '../kit/admin-place.ts';
import type { FaultTable, RefusalTable } from '../kit/faults.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormRow, FormSection, Shown } from '../kit/form-row.tsx';
import { ChecksRow, NamesRow, RadioRow, SwitchRow, TextRow } from '../kit/inputs.tsx';
import { useForm, type Form } from '../kit/use-form.ts';
import { DeleteField } from './delete-field.tsx';
import {
  bodyOfChange,
  bodyOfNew,
  canBeEncrypted,
  mostCharacters,
  newFieldValues,
  valuesOf,
  viewersOf,
  type FieldValues,
} from './field-form-values.ts';
import { InquiryTypesRow } from './inquiry-type-select.tsx';
import { OptionsRow } from './options-row.tsx';
import { TypeRow } from './type-row.tsx';
import { useFieldUse, type FieldUse } from './use-fields.ts';
import formStyles from '../kit/form.module.css';
import styles from './fields.module.css';

const CODE_LENGTH = 40;

const SENTENCES: FaultTable = {
  'Lower case letters, digits and _, at most 40, a letter first': 'fields.fault.code',
  'Lower case letters, digits, _ and -, at most 40': 'fields.fault.optionCode',
  'It needs an option that can be chosen': 'fields.fault.noOption',
  'Another option has this code': 'fields.fault.optionTwice',
  'At most 0 options, those taken away included': 'fault.tooMany',
  'At most 0 characters': 'fault.tooLong',
  'The service has no such inquiry type': 'fields.fault.inquiryType',
};
const REFUSALS: RefusalTable = {
  field_code_taken: { pointer: '#/code', words: 'fields.refused.field_code_taken' },
};
const REFUSED: Readonly<Record<string, AdminWordKey>> = {
  too_many_fields: 'fields.refused.too_many_fields',
  field_not_found: 'fields.refused.field_not_found',
};

/** The form of a field that there is, or was until somebody deleted it while it was edited. */
export const EditFieldForm = ({
  field,
  onRead,
  onSaved,
}: {
  readonly field: FieldView;
  readonly onRead: (code: string) => Promise<FieldView | null>;
  readonly onSaved: (field: FieldView) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const names = useNames();
  const { serviceId } = useDesk().service;
  const { code } = field;
  const name = names(field.names, code);
  const form = useForm({
    place: placeOf(serviceId, 'fields', code),
    name,
    stored: { version: field.version, values: valuesOf(field) },
    schema: editField.body,
    toBody: bodyOfChange,
    save: async (body, version) => {
      try {
        return await call(editField, { params: { serviceId, code }, body, ifMatch: version });
      } catch (cause) {
        // Then the page says at once what became of it.
        if (cause instanceof ProblemError && cause.code === 'field_not_found') void onRead(code);
        throw cause;
      }
    },
    read: async () => {
      const read = await onRead(code);
      return read && { version: read.version, values: valuesOf(read) };
    },
    onSaved,
    sentences: SENTENCES,
    refusals: REFUSALS,
    subject: { kind: 'field', id: code },
  });
  const isTakingAway =
    !form.values.active ||
    form.values.options.some(
      ({ key, active }) => !active && field.options.some((option) => option.code === key && option.active),
    );
  const { use } = useFieldUse(code, isTakingAway);
  return (
    <FormFrame form={form} label={name} refused={REFUSED}>
      {field.deleted && (
        <p className={styles.note} role="status">
          {t('fields.deleted.unsaved')}
        </p>
      )}
      <FieldRows form={form} use={use} />
      {!field.deleted && (
        <FormSection title={t('fields.delete.section')} text={t('fields.delete.about')}>
          <DeleteField
            field={field}
            unsaved={form.pending.size}
            onDeleted={(deleted) => {
              form.discard();
              onSaved(deleted);
            }}
          />
        </FormSection>
      )}
    </FormFrame>
  );
};

/** The form of a new field. It begins with the scope and the inquiry type that the list shows. */
export const NewFieldForm = ({
  scope,
  inquiryTypeId,
  onSaved,
}: {
  readonly scope: FieldScope;
  readonly inquiryTypeId: string | null;
  readonly onSaved: (field: FieldView) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const openAdmin = useOpenAdmin();
  const { serviceId } = useDesk().service;
  const form = useForm({
    place: placeOf(serviceId, 'fields', NEW_ITEM),
    name: t('fields.new'),
    stored: { version: 0, values: newFieldValues(scope, inquiryTypeId) },
    schema: createField.body,
    toBody: (_, values) => bodyOfNew(values),
    save: (body) => call(createField, { params: { serviceId }, body }),
    read: () => Promise.resolve(null),
    onSaved: (made) => {
      onSaved(made);
      openAdmin({ section: 'fields', item: made.code }, { replace: true });
    },
    sentences: SENTENCES,
    refusals: REFUSALS,
  });
  return (
    <FormFrame form={form} label={t('fields.new')} refused={REFUSED}>
      <FieldRows form={form} use={null} />
    </FormFrame>
  );
};

const FieldRows = ({ form, use }: { readonly form: Form<FieldValues>; readonly use: FieldUse | null }): ReactNode => {
  const { t } = useTranslation('admin');
  const { values, isNew } = form;
  const { type, scope } = values;
  const isText = type === 'caption' || type === 'agree';
  return (
    <>
      <FormSection title={t('fields.section.what')}>
        {isNew && (
          <RadioRow
            form={form}
            name="scope"
            label={t('fields.scope')}
            hint={t('fields.scope.hint')}
            options={FIELD_SCOPES.map((value) => ({
              value,
              label: t(`fields.scope.${value}`),
              hint: t(`fields.scope.${value}.hint`),
            }))}
          />
        )}
        <NamesRow
          key={isText ? 'text' : 'name'}
          form={form}
          name="names"
          label={t(isText ? 'fields.text' : 'fields.name')}
          maxLength={isText ? FIELD_CAPTION_LENGTH : FIELD_NAME_LENGTH}
          autoFocus={isNew}
          {...(isText ? { rows: 2, hint: t('fields.text.hint') } : {})}
        />
        {isNew ? (
          <TextRow
            form={form}
            name="code"
            label={t('fields.code')}
            hint={t('fields.code.hint')}
            maxLength={CODE_LENGTH}
            placeholder="order_number"
          />
        ) : (
          <Shown label={t('fields.code')} hint={t('fields.code.fixed')}>
            <p className={formStyles.plain}>
              <code>{values.code}</code> · {t(`fields.scope.${scope}`)}
            </p>
          </Shown>
        )}
        <TypeRow form={form} />
        {hasOptions(type) && <OptionsRow form={form} use={use} />}
        {hasPlaceholder(type) && (
          <NamesRow
            form={form}
            name="placeholders"
            label={t('fields.placeholder')}
            hint={t('fields.placeholder.hint')}
            maxLength={FIELD_PLACEHOLDER_LENGTH}
          />
        )}
        {mostCharacters(type) !== null && <LengthRow form={form} />}
      </FormSection>
      <FormSection title={t('fields.section.who')}>
        {type !== 'caption' && (
          <SwitchRow
            form={form}
            name="required"
            label={t('fields.required')}
            says={t(scope === 'agent' ? 'fields.required.agent' : 'fields.required.customer')}
          />
        )}
        <ChecksRow
          form={form}
          name="exposure"
          label={t('fields.exposure')}
          options={viewersOf(scope).map((value) => ({
            value,
            label: t(`fields.exposure.${value}`),
            hint: t(`fields.exposure.${value}.hint`),
          }))}
        />
        {scope === 'customer' && <InquiryTypesRow form={form} />}
        <EncryptedRow form={form} />
        <SwitchRow form={form} name="active" label={t('fields.active')} says={t('fields.active.says')} />
        {!isNew && !values.active && form.theirs.active && (
          <p className={styles.note} role="status">
            {use === null ? '' : `${wordsOfUse(t, use)} `}
            {t('fields.active.off')}
          </p>
        )}
      </FormSection>
    </>
  );
};

type Translate = ReturnType<typeof useTranslation<'admin'>>['t'];
const wordsOfUse = (t: Translate, { whole, tickets, looked }: FieldUse): string =>
  t(whole ? 'fields.use.all' : 'fields.use.newest', { tickets, looked });

const LengthRow = ({ form }: { readonly form: Form<FieldValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const most = mostCharacters(form.values.type)!;
  return (
    <FormRow form={form} name="maxLength" label={t('fields.maxLength')} hint={t('fields.maxLength.hint', { most })}>
      {({ id, describedBy, isInvalid, value, set }) => (
        <div className={formStyles.short}>
          <NumberInput
            id={id}
            size="sm"
            value={value ?? ''}
            placeholder={String(most)}
            error={isInvalid}
            aria-describedby={describedBy}
            min={1}
            max={most}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            hideControls
            onChange={(typed) => {
              set(typeof typed === 'number' ? typed : typed === '' ? null : Number(typed));
            }}
          />
          <span className={formStyles.unit}>{t('fields.maxLength.unit')}</span>
        </div>
      )}
    </FormRow>
  );
};

/** Whether values are stored encrypted: decided once, when the field is made. */
const EncryptedRow = ({ form }: { readonly form: Form<FieldValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { isNew, values } = form;
  if (!isNew)
    return (
      <Shown label={t('fields.encrypted')} hint={t('fields.encrypted.fixed')}>
        <p className={formStyles.plain}>{t(values.encrypted ? 'fields.encrypted.yes' : 'fields.encrypted.no')}</p>
      </Shown>
    );
  if (!canBeEncrypted(values.type))
    return (
      <Shown label={t('fields.encrypted')}>
        <p className={formStyles.plain}>
          {t(values.type === 'file' ? 'fields.encrypted.file' : 'fields.encrypted.caption')}
        </p>
      </Shown>
    );
  return (
    <>
      <SwitchRow form={form} name="encrypted" label={t('fields.encrypted')} says={t('fields.encrypted.says')} />
      {values.encrypted && (
        <div className={styles.warning} role="alert">
          <IconLock size={16} stroke={1.75} aria-hidden />
          <div>
            <strong>{t('fields.encrypted.forGood')}</strong>
            <p>{t('fields.encrypted.means')}</p>
          </div>
        </div>
      )}
    </>
  );
};
