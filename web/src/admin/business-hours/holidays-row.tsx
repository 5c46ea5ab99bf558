import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getBusinessHours } from '../../../../shared/contracts/http/triggers.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { useNow } from '../../desk/timestamp.tsx';
import { dayOf } from '../../ui/format-time.ts';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import type { HoursValues, HoursView } from './hours-values.ts';
import styles from './business-hours.module.css';

/** So many of the coming holidays are shown first. */
const SHOWN = 8;

/** The coming public holidays of the chosen country, with those on which the service is open all the same. */
export const HolidaysRow = ({
  form,
  stored,
}: {
  readonly form: Form<HoursValues>;
  readonly stored: HoursView;
}): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId, timeZone } = useDesk().service;
  const [isAll, setAll] = useState(false);
  const today = dayOf(useNow(), timeZone);
  const { country } = form.values;
  const isStored = country === stored.country;
  const other = useQuery({
    queryKey: queryKeys.holidays(serviceId, country),
    queryFn: async ({ signal }) =>
      (await call(getBusinessHours, { params: { serviceId }, query: { country }, signal })).holidays,
    enabled: !isStored,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const holidays = isStored ? stored.holidays : other.data;
  const dayWords = (day: string): string =>
    new Intl.DateTimeFormat(i18n.language, {
      timeZone: 'UTC',
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
    }).format(new Date(`${day}T00:00:00Z`));
  return (
    <FormRow
      form={form}
      name="open"
      label={t('hours.coming')}
      hint={t('hours.coming.hint')}
      isGroup
      words={(days) => days.map(dayWords).join(', ')}
    >
      {({ value: open, set }) => {
        if (holidays === undefined)
          return other.error === null ? (
            <RowsSkeleton rows={3} />
          ) : (
            <LoadFailed title={t('hours.coming.failed')} error={other.error} onRetry={() => void other.refetch()} />
          );
        const coming = holidays.filter(({ day }) => day >= today);
        return (
          <>
            <ul className={styles.holidays}>
              {(isAll ? coming : coming.slice(0, SHOWN)).map(({ day, name }) => (
                <li key={day + name}>
                  <label className={styles.holiday}>
                    <input
                      type="checkbox"
                      aria-label={t('hours.openOn', { day: dayWords(day), name })}
                      checked={open.includes(day)}
                      onChange={({ currentTarget: { checked } }) => {
                        set(checked ? [...open, day].toSorted() : open.filter((each) => each !== day));
                      }}
                    />
                    <span className={styles.holidayDay}>{dayWords(day)}</span>
                    <span className={styles.holidayName}>{name}</span>
                    {open.includes(day) && <span className={styles.openWord}>{t('hours.open')}</span>}
                  </label>
                </li>
              ))}
            </ul>
            {!isAll && coming.length > SHOWN && (
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                onClick={() => {
                  setAll(true);
                }}
              >
                {t('hours.coming.all', { count: coming.length })}
              </Button>
            )}
          </>
        );
      }}
    </FormRow>
  );
};
