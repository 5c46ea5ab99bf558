import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HOLIDAY_NAME_LENGTH, OWN_DAYS_LIMIT } from '../../../../shared/domain/trigger/open-hours.ts';
import { DateField } from '../../desk/fields/date-field.tsx';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import type { ClosedDay, HoursValues } from './hours-values.ts';
import formStyles from '../kit/form.module.css';
import styles from './business-hours.module.css';

/** Days on which the service is closed beside holidays, each with a name. */
export const ClosedDaysRow = ({ form }: { readonly form: Form<HoursValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const list = useRef<HTMLDivElement>(null);
  const focus = (index: number): void => {
    requestAnimationFrame(() => {
      const row = list.current?.querySelectorAll('li')[index];
      (row ?? list.current)?.querySelector<HTMLElement>('input, button')?.focus();
    });
  };
  return (
    <FormRow
      form={form}
      name="closed"
      label={t('hours.closed')}
      hint={t('hours.closed.hint')}
      isGroup
      parts
      words={(days) => days.map(({ day, name }) => `${day} ${name}`).join(', ')}
    >
      {({ value: days, set, faultAt }) => (
        <div ref={list}>
          <ul className={styles.closedDays}>
            {days.map((closed, index) => {
              const number = index + 1;
              const fault = faultAt(`/${String(index)}/day`) ?? faultAt(`/${String(index)}/name`);
              const change = (changes: Partial<ClosedDay>): void => {
                set(days.with(index, { ...closed, ...changes }));
              };
              return (
                <li key={index}>
                  <div className={styles.closedDay}>
                    <div className={styles.date}>
                      <DateField
                        type="date"
                        size="sm"
                        name={t('hours.closed.day', { number })}
                        value={closed.day === '' ? null : closed.day}
                        error={faultAt(`/${String(index)}/day`) === undefined ? undefined : true}
                        autoFocus={false}
                        onEdit={(next) => {
                          change({ day: typeof next === 'string' ? next : '' });
                        }}
                      />
                    </div>
                    <TextInput
                      size="sm"
                      className={styles.closedName}
                      aria-label={t('hours.closed.name', { number })}
                      placeholder={t('hours.closed.example')}
                      autoComplete="off"
                      dir="auto"
                      maxLength={HOLIDAY_NAME_LENGTH}
                      value={closed.name}
                      error={faultAt(`/${String(index)}/name`) !== undefined}
                      onChange={({ currentTarget }) => {
                        change({ name: currentTarget.value });
                      }}
                    />
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={28}
                      aria-label={t('form.remove', {
                        name: closed.name === '' ? t('hours.closed.day', { number }) : closed.name,
                      })}
                      onClick={() => {
                        set(days.toSpliced(index, 1));
                        focus(Math.max(0, index - 1));
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
                </li>
              );
            })}
          </ul>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            aria-disabled={days.length >= OWN_DAYS_LIMIT}
            onClick={() => {
              if (days.length >= OWN_DAYS_LIMIT) return;
              set([...days, { day: '', name: '' }]);
              focus(days.length);
            }}
          >
            {t('hours.closed.add')}
          </Button>
        </div>
      )}
    </FormRow>
  );
};
