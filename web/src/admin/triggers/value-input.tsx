import { MultiSelect, NativeSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { createContext, use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueForm } from '../../../../shared/domain/trigger/operators-table.ts';
import { CONDITION_VALUES_LIMIT, type ConditionValue } from '../../../../shared/domain/trigger/trigger.ts';
import { PATTERN_LENGTH } from '../../../../shared/domain/trigger/check-conditions.ts';
import { CONDITION_TEXT_LENGTH } from '../../../../shared/domain/trigger/trigger-limits.ts';
import { DateField } from '../../desk/fields/date-field.tsx';
import type { AskedField, AskedOption } from '../../desk/triggers/asked-fields.ts';
import { Sentence } from './sentence.tsx';
import styles from './conditions.module.css';

/** How large inputs of values are. */
export const InputSize = createContext<'xs' | 'sm'>('sm');

/** From so many options on they are found by typing. */
const SEARCHED = 12;
const UNITS = ['minutes', 'hours', 'days'] as const;
type Span = { readonly amount: number; readonly unit: (typeof UNITS)[number] };
type Ends = { readonly from: string | number; readonly to: string | number };
type Change = { readonly before?: string; readonly after?: string };

type InputProps = {
  /** Names the input. */
  readonly label: string;
  readonly field: AskedField;
  readonly value: ConditionValue | undefined;
  readonly isInvalid: boolean;
  readonly onChange: (value: ConditionValue | undefined) => void;
};

/** The options that can be chosen, and those that are chosen already. */
const offered = (field: AskedField, chosen: readonly string[]): readonly AskedOption[] =>
  (field.options ?? []).filter(({ value, active }) => active || chosen.includes(value));

const useLabels = (field: AskedField, chosen: readonly string[]): { value: string; label: string }[] => {
  const { t } = useTranslation('triggers');
  const { t: common } = useTranslation();
  const options = offered(field, chosen);
  const gone = chosen.filter((value) => value !== '' && !options.some((option) => option.value === value));
  return [
    ...options.map(({ value, label, active }) => ({
      value,
      label: active ? label : common('fields.noLonger', { name: label }),
    })),
    ...gone.map((value) => ({ value, label: t('says.former') })),
  ];
};

const combobox = { withinPortal: false, floatingStrategy: 'fixed' } as const;

const OneOption = ({ label, field, value, isInvalid, onChange }: InputProps): ReactNode => {
  const { t } = useTranslation('admin');
  const chosen = typeof value === 'string' ? value : '';
  const data = useLabels(field, [chosen]);
  if (data.length >= SEARCHED)
    return (
      <Select
        size={use(InputSize)}
        className={styles.value}
        data-part="value"
        aria-label={label}
        searchable
        openOnFocus={false}
        data={data}
        value={chosen === '' ? null : chosen}
        error={isInvalid}
        placeholder={t('triggers.value.choose')}
        nothingFoundMessage={t('triggers.value.nothing')}
        maxDropdownHeight={320}
        comboboxProps={combobox}
        onChange={(next) => {
          onChange(next ?? undefined);
        }}
      />
    );
  return (
    <NativeSelect
      size={use(InputSize)}
      className={styles.value}
      data-part="value"
      aria-label={label}
      data={[...(chosen === '' ? [{ value: '', label: t('triggers.value.choose') }] : []), ...data]}
      value={chosen}
      error={isInvalid}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value === '' ? undefined : currentTarget.value);
      }}
    />
  );
};

const SeveralOptions = ({ label, field, value, isInvalid, onChange }: InputProps): ReactNode => {
  const { t } = useTranslation('admin');
  const chosen = Array.isArray(value) ? [...(value as readonly string[])] : [];
  return (
    <MultiSelect
      size={use(InputSize)}
      className={styles.value}
      data-part="value"
      aria-label={label}
      searchable
      openOnFocus={false}
      hidePickedOptions
      maxValues={CONDITION_VALUES_LIMIT}
      data={useLabels(field, chosen)}
      value={chosen}
      error={isInvalid}
      placeholder={chosen.length === 0 ? t('triggers.value.choose') : ''}
      nothingFoundMessage={t('triggers.value.nothing')}
      maxDropdownHeight={320}
      comboboxProps={combobox}
      onChange={(next) => {
        onChange(next.length === 0 ? undefined : next);
      }}
    />
  );
};

const SeveralTexts = ({ label, value, isInvalid, onChange }: InputProps): ReactNode => {
  const { t } = useTranslation('admin');
  const texts = Array.isArray(value) ? [...(value as readonly string[])] : [];
  return (
    <TagsInput
      size={use(InputSize)}
      className={styles.value}
      data-part="value"
      aria-label={label}
      value={texts}
      maxTags={CONDITION_VALUES_LIMIT}
      splitChars={[]}
      acceptValueOnBlur
      error={isInvalid}
      placeholder={texts.length === 0 ? t('triggers.value.texts') : ''}
      onChange={(next) => {
        onChange(next.length === 0 ? undefined : next);
      }}
    />
  );
};

const OneText = ({
  label,
  value,
  isInvalid,
  isPattern = false,
  onChange,
}: InputProps & { readonly isPattern?: boolean }) => {
  const { t } = useTranslation('admin');
  return (
    <TextInput
      size={use(InputSize)}
      className={styles.value}
      classNames={isPattern ? { input: styles.pattern! } : {}}
      data-part="value"
      aria-label={label}
      autoComplete="off"
      spellCheck={!isPattern}
      dir={isPattern ? 'ltr' : 'auto'}
      maxLength={isPattern ? PATTERN_LENGTH : CONDITION_TEXT_LENGTH}
      placeholder={isPattern ? t('triggers.value.pattern') : t('triggers.value.text')}
      value={typeof value === 'string' ? value : ''}
      error={isInvalid}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value === '' ? undefined : currentTarget.value);
      }}
    />
  );
};

const OneNumber = ({
  label,
  value,
  isInvalid,
  min,
  part = 'value',
  onChange,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly isInvalid: boolean;
  readonly min?: number;
  readonly part?: string;
  readonly onChange: (value: number) => void;
}): ReactNode => (
  <NumberInput
    size={use(InputSize)}
    className={styles.number}
    data-part={part}
    aria-label={label}
    value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
    error={isInvalid}
    allowNegative={min === undefined}
    {...(min === undefined ? {} : { min })}
    clampBehavior="none"
    hideControls
    onChange={(typed) => {
      onChange(typed === '' ? Number.NaN : Number(typed));
    }}
  />
);

const Numbers = ({ label, value, isInvalid, onChange }: InputProps): ReactNode => {
  const { t } = useTranslation('admin');
  const ends = typeof value === 'object' && 'from' in value ? (value as Ends) : { from: Number.NaN, to: Number.NaN };
  return (
    <Sentence
      words={t('triggers.value.between')}
      inputs={{
        from: (
          <OneNumber
            label={t('triggers.value.from', { name: label })}
            value={ends.from}
            isInvalid={isInvalid}
            onChange={(from) => {
              onChange({ ...ends, from });
            }}
          />
        ),
        to: (
          <OneNumber
            label={t('triggers.value.to', { name: label })}
            value={ends.to}
            isInvalid={isInvalid}
            part="value-to"
            onChange={(to) => {
              onChange({ ...ends, to });
            }}
          />
        ),
      }}
    />
  );
};

const SpanOfTime = ({ label, value, isInvalid, inDays, onChange }: InputProps & { readonly inDays: boolean }) => {
  const { t } = useTranslation('triggers');
  const { t: admin } = useTranslation('admin');
  const span: Span =
    typeof value === 'object' && 'amount' in value ? (value as Span) : { amount: Number.NaN, unit: 'days' };
  return (
    <div className={styles.together}>
      <OneNumber
        label={label}
        value={span.amount}
        isInvalid={isInvalid}
        min={1}
        onChange={(amount) => {
          onChange({ ...span, amount });
        }}
      />
      {inDays ? (
        <span className={styles.unit}>{t('unit.days')}</span>
      ) : (
        <NativeSelect
          size={use(InputSize)}
          className={styles.unitChoice}
          aria-label={admin('triggers.value.unit', { name: label })}
          data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          value={span.unit}
          onChange={({ currentTarget }) => {
            onChange({ ...span, unit: UNITS.find((unit) => unit === currentTarget.value) ?? 'days' });
          }}
        />
      )}
    </div>
  );
};

/** One side of a change: anything, nothing, or a value. */
const OneSide = ({
  label,
  field,
  value,
  isInvalid,
  part,
  onChange,
}: {
  readonly label: string;
  readonly field: AskedField;
  readonly value: string | undefined;
  readonly isInvalid: boolean;
  readonly part: string;
  readonly onChange: (value: string | undefined) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const data = useLabels(field, value === undefined ? [] : [value]);
  if (field.options === null)
    return (
      <TextInput
        size={use(InputSize)}
        className={styles.side}
        data-part={part}
        aria-label={label}
        autoComplete="off"
        dir="auto"
        maxLength={CONDITION_TEXT_LENGTH}
        placeholder={t('triggers.value.anything')}
        value={value ?? ''}
        error={isInvalid}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value === '' ? undefined : currentTarget.value);
        }}
      />
    );
  // An option has no such name: codes and ids hold no space.
  const [anything, nothing] = [' anything', ' nothing'];
  return (
    <NativeSelect
      size={use(InputSize)}
      className={styles.side}
      data-part={part}
      aria-label={label}
      data={[
        { value: anything, label: t('triggers.value.anything') },
        { value: nothing, label: t('triggers.value.none') },
        ...data,
      ]}
      value={value === undefined ? anything : value === '' ? nothing : value}
      error={isInvalid}
      onChange={({ currentTarget: { value: next } }) => {
        onChange(next === anything ? undefined : next === nothing ? '' : next);
      }}
    />
  );
};

const BothSides = ({ label, field, value, isInvalid, onChange }: InputProps): ReactNode => {
  const { t } = useTranslation('admin');
  const change: Change = typeof value === 'object' && !Array.isArray(value) ? (value as Change) : {};
  const put = (name: 'before' | 'after') => (side: string | undefined) => {
    const { [name]: _, ...other } = change;
    onChange(side === undefined ? other : { ...other, [name]: side });
  };
  return (
    <Sentence
      words={t('triggers.value.change')}
      inputs={{
        before: (
          <OneSide
            label={t('triggers.value.before', { name: label })}
            field={field}
            value={change.before}
            isInvalid={isInvalid}
            part="value"
            onChange={put('before')}
          />
        ),
        after: (
          <OneSide
            label={t('triggers.value.after', { name: label })}
            field={field}
            value={change.after}
            isInvalid={isInvalid}
            part="value-to"
            onChange={put('after')}
          />
        ),
      }}
    />
  );
};

const DATES = { day: 'date', time: 'datetime', days: 'date_period', times: 'datetime_period' } as const;

/** What a condition compares with, in the input that its form and its field ask for. */
export const ValueInput = ({ form, ...props }: InputProps & { readonly form: ValueForm }): ReactNode => {
  const { t } = useTranslation('triggers');
  const { label, value, isInvalid, onChange } = props;
  switch (form) {
    case 'none':
      return null;
    case 'option':
      return <OneOption {...props} />;
    case 'options':
      return <SeveralOptions {...props} />;
    case 'texts':
      return <SeveralTexts {...props} />;
    case 'text':
      return <OneText {...props} />;
    case 'pattern':
      return <OneText {...props} isPattern />;
    case 'number':
      return <OneNumber label={label} value={value} isInvalid={isInvalid} onChange={onChange} />;
    case 'numbers':
      return <Numbers {...props} />;
    case 'yes_no':
      return (
        <NativeSelect
          size={use(InputSize)}
          className={styles.short}
          data-part="value"
          aria-label={label}
          data={[
            { value: 'yes', label: t('says.yes') },
            { value: 'no', label: t('says.no') },
          ]}
          value={value === false ? 'no' : 'yes'}
          error={isInvalid}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === 'yes');
          }}
        />
      );
    case 'change':
      return <BothSides {...props} />;
    case 'span':
    case 'span_of_days':
      return <SpanOfTime {...props} inDays={form === 'span_of_days'} />;
    case 'day':
    case 'time':
    case 'days':
    case 'times':
      return (
        <div className={styles.date}>
          <DateField
            type={DATES[form]}
            size={use(InputSize)}
            name={label}
            value={(value ?? null) as never}
            error={isInvalid ? true : undefined}
            autoFocus={false}
            onEdit={(next) => {
              onChange(next === null ? undefined : (next as ConditionValue));
            }}
          />
        </div>
      );
  }
};
