import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import { WEEKDAYS, type Weekday } from '../../../../shared/domain/trigger/business-hours.ts';
import { SPANS_LIMIT } from '../../../../shared/domain/trigger/open-hours.ts';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import { ALWAYS, minutesOf, OFFICE_HOURS, type HoursValues, type TypedSpan, type Week } from './hours-values.ts';
import formStyles from '../kit/form.module.css';
import styles from './business-hours.module.css';

const WORKDAYS = WEEKDAYS.slice(1, 5);
const HOURS: TypedSpan = { from: '09:00', to: '18:00' };

/** The hours that a day gets first, and behind others. */
const nextSpan = (spans: readonly TypedSpan[]): TypedSpan => {
  const last = spans.at(-1);
  if (last === undefined) return HOURS;
  const end = minutesOf(last.to) ?? 0;
  return end > 0 && end < 22 * 60 ? { from: last.to, to: '' } : { from: '', to: '' };
};

/** The hours of each day of the week: none, or several with breaks between them. */
export const WeekRow = ({ form }: { readonly form: Form<HoursValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const whole = useRef<HTMLUListElement>(null);
  const dayName = (day: Weekday): string => t(`hours.day.${day}`);
  const focus = (day: Weekday, index: number): void => {
    requestAnimationFrame(() => {
      const row = whole.current?.querySelector<HTMLElement>(`[data-day="${day}"]`);
      (row?.querySelectorAll<HTMLElement>('input')[index * 2] ?? row?.querySelector<HTMLElement>('button'))?.focus();
    });
  };
  const weekWords = (week: Week): string =>
    WEEKDAYS.map(
      (day) => `${dayName(day)} ${week[day].map(({ from, to }) => `${from}–${to}`).join(', ') || t('hours.closedDay')}`,
    ).join('; ');
  return (
    <FormRow
      form={form}
      name="weekly"
      label={t('hours.weekly')}
      hint={t('hours.weekly.hint')}
      isGroup
      parts
      words={weekWords}
    >
      {({ value: week, set, faultAt }) => {
        const put = (day: Weekday, spans: readonly TypedSpan[]): void => {
          set({ ...week, [day]: spans });
        };
        const canCopy = week.monday.length > 0 && !WORKDAYS.every((day) => sameValue(week[day], week.monday));
        return (
          <>
            <ul ref={whole} className={styles.week}>
              {WEEKDAYS.map((day) => (
                <li key={day} className={styles.day} data-day={day}>
                  <span className={styles.dayName}>{dayName(day)}</span>
                  <div className={styles.spans}>
                    {week[day].length === 0 && <span className={styles.closed}>{t('hours.closedDay')}</span>}
                    {week[day].map((span, index) => {
                      const fault = faultAt(`/${day}/${String(index)}`);
                      const change = (changes: Partial<TypedSpan>): void => {
                        put(day, week[day].with(index, { ...span, ...changes }));
                      };
                      return (
                        <div key={index}>
                          <div className={styles.span}>
                            <TextInput
                              size="sm"
                              type="time"
                              className={styles.time}
                              aria-label={t('hours.from', { day: dayName(day) })}
                              value={span.from}
                              error={fault !== undefined}
                              onChange={({ currentTarget }) => {
                                change({ from: currentTarget.value });
                              }}
                            />
                            <span aria-hidden>–</span>
                            <TextInput
                              size="sm"
                              type="time"
                              className={styles.time}
                              aria-label={t('hours.to', { day: dayName(day) })}
                              value={span.to}
                              error={fault !== undefined}
                              onChange={({ currentTarget }) => {
                                change({ to: currentTarget.value });
                              }}
                            />
                            <ActionIcon
                              variant="subtle"
                              color="gray"
                              size={28}
                              aria-label={t('hours.remove', { day: dayName(day), hours: `${span.from}–${span.to}` })}
                              onClick={() => {
                                put(day, week[day].toSpliced(index, 1));
                                focus(day, Math.max(0, index - 1));
                              }}
                            >
                              <IconX size={16} />
                            </ActionIcon>
                          </div>
                          {fault !== undefined && (
                            <p className={formStyles.fault} role="alert">
                              {fault}
                            </p>
                          )}
                        </div>
                      );
                    })}
                  </div>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={28}
                    aria-label={t('hours.add', { day: dayName(day) })}
                    title={t('hours.add', { day: dayName(day) })}
                    aria-disabled={week[day].length >= SPANS_LIMIT}
                    onClick={() => {
                      if (week[day].length >= SPANS_LIMIT) return;
                      put(day, [...week[day], nextSpan(week[day])]);
                      focus(day, week[day].length);
                    }}
                  >
                    <IconPlus size={16} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
            {sameValue(week, ALWAYS) ? (
              <Button
                variant="default"
                size="compact-sm"
                className={styles.copy}
                onClick={() => {
                  set(OFFICE_HOURS);
                  focus('monday', 0);
                }}
              >
                {t('hours.office')}
              </Button>
            ) : (
              canCopy && (
                <Button
                  variant="default"
                  size="compact-sm"
                  className={styles.copy}
                  leftSection={<IconCopy size={14} />}
                  onClick={() => {
                    set({ ...week, ...Object.fromEntries(WORKDAYS.map((day) => [day, week.monday])) });
                    focus('tuesday', 0);
                  }}
                >
                  {t('hours.toAll')}
                </Button>
              )
            )}
          </>
        );
      }}
    </FormRow>
  );
};
