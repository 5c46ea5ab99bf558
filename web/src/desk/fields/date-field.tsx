import { Stack } from '@mantine/core';
import { DateInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/ko';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../../../shared/domain/desk/field-value.ts';
import type { FieldType } from '../../../../shared/domain/desk/field.ts';
import { useDesk } from '../desk-context.ts';
import { instantOf, wallClockOf } from '../../ui/wall-clock.ts';
import { readTyped } from './read-typed.ts';
import type { InputProps, TicketValue } from './field-values.ts';

/** `true` as error: what is wrong is said elsewhere. */
type DateProps = Omit<InputProps, 'error'> & {
  readonly error: string | true | undefined;
  readonly size?: 'xs' | 'sm';
};
type DateType = Extract<FieldType, 'date' | 'datetime' | 'date_period' | 'datetime_period'>;

/** Whether a value is a day, or an instant as it is stored; else it is what was typed and can't be read. */
const isRead = (value: string, withTime: boolean): boolean =>
  withTime
    ? /^\d{4}-\d\d-\d\dT.*Z$/.test(value) && !Number.isNaN(Date.parse(value))
    : readTyped(value, false) === value;

/**
 * One day or time; an instant is shown and typed as a clock in the service's time zone shows it. What can't be read is
 * an edit as well, so that it is refused and not lost.
 */
const OneDate = ({
  label,
  withTime,
  value,
  error,
  autoFocus,
  size = 'xs',
  onEdit,
}: Omit<DateProps, 'name' | 'value' | 'onEdit'> & {
  readonly label: string;
  readonly withTime: boolean;
  readonly value: string;
  readonly onEdit: (value: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const isUnread = value !== '' && !isRead(value, withTime);
  const shown =
    value === '' || isUnread ? null : withTime ? wallClockOf(value, service.timeZone).replace('T', ' ') : value;
  const example = withTime ? '2026-11-22 09:30' : '2026-11-22';
  return (
    <DateInput
      aria-label={label}
      size={size}
      valueFormat={withTime ? 'YYYY-MM-DD HH:mm' : 'YYYY-MM-DD'}
      placeholder={isUnread ? value : example}
      withTime={withTime}
      dateParser={(typed) => readTyped(typed, withTime)}
      fixOnBlur={!isUnread}
      value={shown}
      error={isUnread ? t(withTime ? 'fields.fault.noTime' : 'fields.fault.noDay') : error}
      autoFocus={autoFocus}
      clearable
      hideOutsideDates
      popoverProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
      clearButtonProps={{ 'aria-label': t('fields.clear') }}
      previousLabel={t('fields.previousMonth')}
      nextLabel={t('fields.nextMonth')}
      {...(withTime ? { description: t('fields.zone', { zone: service.timeZone }) } : {})}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onInput={({ currentTarget: { value: typed } }) => {
        if (typed.trim() !== '' && readTyped(typed, withTime) === null) onEdit(typed);
      }}
      onChange={(next) => {
        if (next === null) onEdit('');
        else if (!withTime) onEdit(next.slice(0, 10));
        else onEdit(instantOf(next.slice(0, 16).replace(' ', 'T').padEnd(16, 'T00:00'), service.timeZone) ?? '');
      }}
    />
  );
};

const isPeriod = (value: TicketValue): value is Period =>
  typeof value === 'object' && value !== null && 'from' in value;

/** A day, a time or a period of either. */
export const DateField = ({
  name,
  value,
  error,
  autoFocus,
  size = 'xs',
  onEdit,
  type,
}: DateProps & { readonly type: DateType }): ReactNode => {
  const { t, i18n } = useTranslation();
  const withTime = type === 'datetime' || type === 'datetime_period';
  if (type === 'date' || type === 'datetime')
    return (
      <DatesProvider settings={{ locale: i18n.language }}>
        <OneDate
          label={name}
          size={size}
          withTime={withTime}
          value={typeof value === 'string' ? value : ''}
          error={error}
          autoFocus={autoFocus}
          onEdit={(next) => {
            onEdit(next === '' ? null : next);
          }}
        />
      </DatesProvider>
    );
  const period = isPeriod(value) ? value : { from: '', to: '' };
  const edit = (change: Partial<Period>): void => {
    const next = { ...period, ...change };
    onEdit(next.from === '' && next.to === '' ? null : next);
  };
  return (
    <DatesProvider settings={{ locale: i18n.language }}>
      <Stack gap={4}>
        <OneDate
          label={t('fields.from', { name })}
          size={size}
          withTime={withTime}
          value={period.from}
          error={undefined}
          autoFocus={autoFocus}
          onEdit={(from) => {
            edit({ from });
          }}
        />
        <OneDate
          label={t('fields.to', { name })}
          size={size}
          withTime={withTime}
          value={period.to}
          error={period.from === '' || isRead(period.from, withTime) ? error : undefined}
          autoFocus={false}
          onEdit={(to) => {
            edit({ to });
          }}
        />
      </Stack>
    </DatesProvider>
  );
};
