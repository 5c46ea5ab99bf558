import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getBusinessHours, setBusinessHours } from '../../../../shared/contracts/http/triggers.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection } from '../kit/form-row.tsx';
import { SelectRow } from '../kit/inputs.tsx';
import { SectionBody, SectionPage } from '../kit/section-page.tsx';
import { useForm } from '../kit/use-form.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import { ClosedDaysRow } from './closed-days-row.tsx';
import { HolidaysRow } from './holidays-row.tsx';
import { bodyOf, mergeWeeks, onceRead, SENTENCES, storedOf, type HoursValues, type HoursView } from './hours-values.ts';
import { WeekRow } from './week-row.tsx';
import styles from './business-hours.module.css';

/** When a service is open: by the week, on public holidays and on days of its own. */
export const BusinessHoursSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId, timeZone } = useDesk().service;
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.businessHours(serviceId),
    queryFn: ({ signal }) => call(getBusinessHours, { params: { serviceId }, signal }),
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
    staleTime: 0,
  });
  return (
    <SectionPage
      title={t('hours.title')}
      about={t('hours.about', { zone: (data?.timeZone ?? timeZone).replaceAll('_', ' ') })}
    >
      <SectionBody>
        {data !== undefined ? (
          <HoursForm hours={data} />
        ) : error === null ? (
          <RowsSkeleton rows={6} />
        ) : (
          <LoadFailed title={t('admin.loadFailed')} error={error} onRetry={() => void refetch()} />
        )}
      </SectionBody>
    </SectionPage>
  );
};

const HoursForm = ({ hours }: { readonly hours: HoursView }): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const queryKey = queryKeys.businessHours(serviceId);
  const typed = useRef<HoursValues | null>(null);
  const stored = useMemo(() => storedOf(hours), [hours]);
  const form = useForm({
    place: placeOf(serviceId, 'business-hours'),
    name: t('hours.title'),
    stored,
    isNew: false,
    schema: onceRead(setBusinessHours.body, () => typed.current ?? stored.values),
    toBody: (_: Partial<HoursValues>, values) => {
      typed.current = values;
      return bodyOf(values);
    },
    save: (body, version) => call(setBusinessHours, { params: { serviceId }, body, ifMatch: version }),
    read: async () => {
      await cache.refetchQueries({ queryKey, exact: true });
      const read = cache.getQueryData<HoursView>(queryKey);
      return read === undefined ? null : storedOf(read);
    },
    onSaved: (saved) => {
      cache.setQueryData(queryKey, saved);
    },
    sentences: SENTENCES,
    merge: { weekly: mergeWeeks },
    subject: { kind: 'business_hours', id: serviceId },
  });
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
    return hours.countries
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .toSorted((one, other) => one.label.localeCompare(other.label, i18n.language));
  }, [hours.countries, i18n.language]);
  return (
    <FormFrame form={form} label={t('hours.title')}>
      {hours.version === 0 && form.pending.size === 0 && <p className={styles.note}>{t('hours.always')}</p>}
      <FormSection title={t('hours.weekly')}>
        <WeekRow form={form} />
      </FormSection>
      <FormSection title={t('hours.holidays')}>
        <SelectRow
          form={form}
          name="country"
          label={t('hours.country')}
          hint={t('hours.country.hint')}
          options={[{ value: '', label: t('hours.country.none') }, ...countries]}
        />
        {form.values.country !== '' && <HolidaysRow form={form} stored={hours} />}
        <ClosedDaysRow form={form} />
      </FormSection>
    </FormFrame>
  );
};
