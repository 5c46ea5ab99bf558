import { Checkbox, MultiSelect, NativeSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { createContext, use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueForm } from '../../../../shared/domain/trigger/operators-table.ts';
import {
  CONDITION_VALUES_LIMIT,
  type ConditionChange,
  type ConditionValue,
} from '../../../../shared/domain/trigger/trigger.ts';
import { PATTERN_LENGTH } from '../../../../shared/domain/trigger/check-conditions.ts';
import { CONDITION_TEXT_LENGTH } from '../../../../shared/domain/trigger/trigger-limits.ts';
import { DateField } from '../../desk/fields/date-field.tsx';
import { readTyped } from '../../desk/fields/read-typed.ts';
import type { AskedField, AskedOption } from '../../desk/triggers/asked-fields.ts';
import { hasSeveral, sideForm } from '../../desk/triggers/condition-words.ts';
import { Sentence } from './sentence.tsx';
import styles from './conditions.module.css';

/** How large inputs of values are. */
export const InputSize = createContext<'xs' | 'sm'>('sm');

/** From so many options on they are found by typing. */
const SEARCHED = 12;
const UNITS = ['minutes', 'hours', 'days'] as const;
type Span = { readonly amount: number; readonly unit: (typeof UNITS)[number] };
type Ends = { readonly from: string | number; readonly to: string | number };
/** One side of a change. */
type Side = string | number | boolean;

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

const DATES = { day: 'date', time: 'datetime', days: 'date_period', times: 'datetime_period' } as const;
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

/** Values that are typed one after the other. `read`: what a text says; what says nothing is not taken. */
const SeveralTyped = <T extends string | number>({
  label,
  value,
  isInvalid,
  placeholder,
  read,
  onChange,
}: InputProps & { readonly placeholder: string; readonly read: (typed: string) => T | null }): ReactNode => {
  const written = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      size={use(InputSize)}
      className={styles.value}
      data-part="value"
      aria-label={label}
      value={written}
      maxTags={CONDITION_VALUES_LIMIT}
      splitChars={[]}
      acceptValueOnBlur
      error={isInvalid}
      placeholder={written.length === 0 ? placeholder : ''}
      onChange={(next) => {
        const all = [...new Set(next.map(read).filter((each) => each !== null))];
        onChange(all.length === 0 ? undefined : all);
      }}
    />
  );
};

/** `#1,024` is a number too. */
const readNumber = (typed: string): number | null => {
  const digits = typed.replace(/[#,\s]/g, '');
  return digits === '' || !Number.isFinite(Number(digits)) ? null : Number(digits);
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
  placeholder,
  onChange,
}: {
  readonly label: string;
  readonly placeholder?: string;
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
    {...(placeholder === undefined ? {} : { placeholder })}
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

type SideProps = {
  readonly label: string;
  readonly field: AskedField;
  readonly name: 'before' | 'after';
  readonly value: Side | undefined;
  readonly isInvalid: boolean;
  readonly onChange: (value: Side | undefined) => void;
};
const partOf = (name: SideProps['name']): string => (name === 'before' ? 'value' : 'value-to');

/** What no value and no condition on one are called, of one side of a change of a field. */
const useSideWords = (field: AskedField, name: SideProps['name']) => {
  const { t } = useTranslation('admin');
  return hasSeveral(field.type)
    ? { anything: t('triggers.value.anything.set'), nothing: t(`triggers.value.none.${name}`) }
    : { anything: t('triggers.value.anything'), nothing: t('triggers.value.none') };
};

/** One of few values, or anything, or nothing. */
const ChosenSide = ({ label, field, name, value, isInvalid, onChange }: SideProps): ReactNode => {
  const { t } = useTranslation('triggers');
  const words = useSideWords(field, name);
  const isYesNo = sideForm(field) === 'yes_no';
  const options = useLabels(field, typeof value === 'string' && !isYesNo ? [value] : []);
  // An option has no such name: codes and ids hold no space.
  const [anything, nothing] = [' anything', ' nothing'];
  return (
    <NativeSelect
      size={use(InputSize)}
      className={styles.side}
      data-part={partOf(name)}
      aria-label={label}
      data={[
        { value: anything, label: words.anything },
        { value: nothing, label: words.nothing },
        ...(isYesNo
          ? [
              { value: 'true', label: t('says.yes') },
              { value: 'false', label: t('says.no') },
            ]
          : options),
      ]}
      value={value === undefined ? anything : value === '' ? nothing : String(value)}
      error={isInvalid}
      onChange={({ currentTarget: { value: next } }) => {
        if (next === anything) onChange(undefined);
        else if (next === nothing) onChange('');
        else onChange(isYesNo ? next === 'true' : next);
      }}
    />
  );
};

const TypedValue = ({ label, field, name, value, isInvalid, onChange }: SideProps): ReactNode => {
  const { anything } = useSideWords(field, name);
  const form = sideForm(field);
  switch (form) {
    case 'day':
    case 'time':
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
              onChange(typeof next === 'string' && next !== '' ? next : undefined);
            }}
          />
        </div>
      );
    case 'number':
      return (
        <OneNumber
          label={label}
          value={value}
          isInvalid={isInvalid}
          part={partOf(name)}
          placeholder={anything}
          onChange={(next) => {
            onChange(Number.isNaN(next) ? undefined : next);
          }}
        />
      );
    default:
      return (
        <TextInput
          size={use(InputSize)}
          className={styles.side}
          data-part={partOf(name)}
          aria-label={label}
          autoComplete="off"
          dir="auto"
          maxLength={CONDITION_TEXT_LENGTH}
          placeholder={anything}
          value={typeof value === 'string' ? value : ''}
          error={isInvalid}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value);
          }}
        />
      );
  }
};

/** A value that is typed: left empty it is anything; nothing is chosen beside it. */
const TypedSide = (props: SideProps): ReactNode => {
  const { t } = useTranslation('admin');
  const { label, field, name, value, onChange } = props;
  const { nothing } = useSideWords(field, name);
  return (
    <div className={styles.typedSide}>
      {value !== '' && <TypedValue {...props} />}
      <Checkbox
        size="xs"
        label={nothing}
        aria-label={t('triggers.value.noneOf', { name: label, nothing })}
        checked={value === ''}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.checked ? '' : undefined);
        }}
      />
    </div>
  );
};

const BothSides = ({ label, field, value, isInvalid, onChange }: InputProps): ReactNode => {
  const { t } = useTranslation('admin');
  const change: ConditionChange = typeof value === 'object' && !Array.isArray(value) ? (value as ConditionChange) : {};
  const isOfSeveral = hasSeveral(field.type);
  const put = (name: SideProps['name']) => (side: Side | undefined) => {
    const { [name]: _, ...other } = change;
    onChange(side === undefined ? other : { ...other, [name]: side });
  };
  const Input = ['option', 'yes_no'].includes(sideForm(field)) ? ChosenSide : TypedSide;
  return (
    <div className={styles.sides}>
      {(['before', 'after'] as const).map((name) => (
        <Sentence
          key={name}
          words={t(isOfSeveral ? `triggers.value.change.${name}.set` : `triggers.value.change.${name}`)}
          inputs={{
            [name]: (
              <Input
                label={t(isOfSeveral ? `triggers.value.${name}.set` : `triggers.value.${name}`, { name: label })}
                field={field}
                name={name}
                value={change[name]}
                isInvalid={isInvalid}
                onChange={put(name)}
              />
            ),
          }}
        />
      ))}
    </div>
  );
};

/** What a condition compares with, in the input that its form and its field ask for. */
export const ValueInput = ({ form, ...props }: InputProps & { readonly form: ValueForm }): ReactNode => {
  const { t } = useTranslation('triggers');
  const { t: admin } = useTranslation('admin');
  const { label, value, isInvalid, onChange } = props;
  switch (form) {
    case 'none':
      return null;
    case 'option':
      return <OneOption {...props} />;
    case 'options':
      return <SeveralOptions {...props} />;
    case 'texts':
      return <SeveralTyped {...props} placeholder={admin('triggers.value.texts')} read={(typed) => typed} />;
    case 'number_list':
      return <SeveralTyped {...props} placeholder={admin('triggers.value.numbers')} read={readNumber} />;
    case 'day_list':
      return (
        <SeveralTyped {...props} placeholder={admin('triggers.value.days')} read={(typed) => readTyped(typed, false)} />
      );
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
