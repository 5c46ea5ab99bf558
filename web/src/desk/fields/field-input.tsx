import { Checkbox, NativeSelect, Radio, Skeleton, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Radio.css';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { email, phone } from '../../../../shared/contracts/http/plain-values.ts';
import { CUSTOMER_NAME_LENGTH } from '../../../../shared/domain/customer/customer-record.ts';
import { lengthLimit } from '../../../../shared/domain/desk/field.ts';
import { tidyTags } from '../../../../shared/domain/ticket/edit-ticket.ts';
import { PRIORITIES, TAG_LENGTH, TAGS_LIMIT, TICKET_LANGUAGES } from '../../../../shared/domain/ticket/ticket.ts';
import type { FieldView } from '../api/service-queries.ts';
import { useDesk } from '../desk-context.ts';
import { CategorySelect } from './category-select.tsx';
import { FileInput, type FileInputProps } from './file-input.tsx';
import { fieldOf, SEALED, type InputProps, type TicketValue } from './field-values.ts';
import { useNames, type Subject } from './use-value-words.ts';
import styles from './field-input.module.css';

const DateField = lazy(() => import('./date-field.tsx').then(({ DateField: component }) => ({ default: component })));

const textOf = (value: TicketValue): string => (typeof value === 'string' && value !== SEALED ? value : '');
const textsOf = (value: TicketValue): string[] => (Array.isArray(value) ? [...(value as readonly string[])] : []);
const orNull = (text: string): string | null => (text === '' ? null : text);

/** A text of one line, or of several. */
const TextField = ({
  name,
  value,
  error,
  autoFocus,
  onEdit,
  type = 'text',
  lines = false,
  limit,
  placeholder,
  sealed,
}: InputProps & {
  readonly type?: 'text' | 'email' | 'tel';
  readonly lines?: boolean;
  readonly limit?: number | null | undefined;
  readonly placeholder?: string | undefined;
  /** A value is kept encrypted: the input says whether what is empty stays, or is to be removed. */
  readonly sealed?: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const props = {
    'aria-label': name,
    size: 'xs',
    value: textOf(value),
    error,
    autoFocus,
    maxLength: limit ?? undefined,
    dir: 'auto',
    placeholder:
      sealed === true ? t(value === SEALED ? 'fields.sealedReplace' : 'fields.sealedRemove') : (placeholder ?? ''),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      onEdit(orNull(event.currentTarget.value));
    },
  } as const;
  if (lines) return <Textarea {...props} autosize minRows={2} maxRows={8} />;
  return <TextInput {...props} type={type} autoComplete="off" />;
};

const OptionsField = ({ field, ...props }: InputProps & { readonly field: FieldView }): ReactNode => {
  const { t } = useTranslation();
  const names = useNames();
  const { name, value, error, autoFocus, onEdit } = props;
  const chosen = typeof value === 'string' ? [value] : textsOf(value);
  const options = field.options
    .filter(({ code, active }) => active || chosen.includes(code))
    .map(({ code, names: of, active }) => ({
      value: code,
      label: active ? names(of, code) : t('fields.noLonger', { name: names(of, code) }),
    }));
  if (field.type === 'checkbox')
    return (
      <Checkbox.Group aria-label={name} value={chosen} onChange={onEdit} error={error}>
        <Stack gap={6} py={4}>
          {options.map(({ value: code, label }, index) => (
            <Checkbox key={code} size="xs" value={code} label={label} autoFocus={autoFocus && index === 0} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  if (field.type === 'radio')
    return (
      <Radio.Group aria-label={name} value={textOf(value)} onChange={onEdit} error={error}>
        <Stack gap={6} py={4}>
          {options.map(({ value: code, label }, index) => (
            <Radio
              key={code}
              size="xs"
              value={code}
              label={label}
              autoFocus={autoFocus && (textOf(value) === '' ? index === 0 : value === code)}
            />
          ))}
          {value !== null && !field.required && (
            <button
              type="button"
              className={styles.link}
              onClick={() => {
                onEdit(null);
              }}
            >
              {t('fields.clear')}
            </button>
          )}
        </Stack>
      </Radio.Group>
    );
  return (
    <NativeSelect
      aria-label={name}
      size="xs"
      data={[{ value: '', label: names(field.placeholders, t('fields.none')) }, ...options]}
      value={textOf(value)}
      error={error}
      autoFocus={autoFocus}
      onChange={(event) => {
        onEdit(orNull(event.currentTarget.value));
      }}
    />
  );
};

/** What a ticket has of the value: names of its files by their ids, and whether it is encrypted. */
export type KeptValue = { readonly fileNames: ReadonlyMap<string, string>; readonly isSealed: boolean };
type ForFiles = Pick<FileInputProps, 'onArrived'>;
const NOTHING_KEPT: KeptValue = { fileNames: new Map(), isSealed: false };

const ServiceFieldInput = ({
  field,
  kept,
  onArrived,
  ...props
}: InputProps & ForFiles & { readonly field: FieldView; readonly kept: KeptValue }): ReactNode => {
  const { service } = useDesk();
  const names = useNames();
  const { name, value, error, autoFocus, onEdit } = props;
  switch (field.type) {
    case 'text':
    case 'textarea':
      return (
        <TextField
          {...props}
          lines={field.type === 'textarea'}
          limit={lengthLimit(fieldOf(service.serviceId, field))}
          placeholder={names(field.placeholders, '')}
          sealed={kept.isSealed}
        />
      );
    case 'checkbox':
    case 'dropdown':
    case 'radio':
      return <OptionsField {...props} field={field} />;
    case 'agree':
      return (
        <Checkbox
          size="xs"
          py={4}
          label={name}
          checked={value === true}
          error={error}
          autoFocus={autoFocus}
          onChange={(event) => {
            onEdit(event.currentTarget.checked);
          }}
        />
      );
    case 'file':
      return <FileInput {...props} fileNames={kept.fileNames} onArrived={onArrived} />;
    case 'caption':
      return null;
    default:
      return (
        <Suspense fallback={<Skeleton height={30} animate={false} />}>
          <DateField {...props} type={field.type} />
        </Suspense>
      );
  }
};

/** The input of a value of a ticket; `kept` is left out for a ticket that is not there yet. */
export const FieldInput = ({
  subject,
  kept = NOTHING_KEPT,
  onArrived,
  ...props
}: InputProps & ForFiles & { readonly subject: Subject; readonly kept?: KeptValue }): ReactNode => {
  const { t } = useTranslation();
  const { name, value, error, autoFocus, onEdit } = props;
  if (typeof subject !== 'string')
    return <ServiceFieldInput {...props} field={subject} kept={kept} onArrived={onArrived} />;
  switch (subject) {
    case 'customer.name':
      return <TextField {...props} limit={CUSTOMER_NAME_LENGTH} />;
    case 'customer.email':
      return <TextField {...props} type="email" limit={email.maxLength} />;
    case 'customer.phone':
      return <TextField {...props} type="tel" limit={phone.maxLength} />;
    case 'language':
    case 'priority':
      return (
        <NativeSelect
          aria-label={name}
          size="xs"
          data={
            subject === 'priority'
              ? PRIORITIES.map((each) => ({ value: each, label: t(`priority.${each}`) }))
              : TICKET_LANGUAGES.map((each) => ({ value: each, label: t(`language.${each}`) }))
          }
          value={textOf(value)}
          error={error}
          autoFocus={autoFocus}
          onChange={(event) => {
            onEdit(event.currentTarget.value);
          }}
        />
      );
    case 'inquiryTypeId':
    case 'processingTypeId':
      return <CategorySelect {...props} of={subject} />;
    case 'tags':
      return (
        <TagsInput
          aria-label={name}
          size="xs"
          value={textsOf(value)}
          maxTags={TAGS_LIMIT}
          description={t('fields.tagsLimits', { most: TAGS_LIMIT, length: TAG_LENGTH })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={error}
          autoFocus={autoFocus}
          onChange={(tags) => {
            onEdit(tidyTags(tags));
          }}
        />
      );
  }
};
