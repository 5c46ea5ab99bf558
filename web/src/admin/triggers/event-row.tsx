import { NativeSelect, NumberInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  HOURS_LIMIT,
  TIME_BASES,
  TRIGGER_EVENTS,
  type TriggerEvent,
} from '../../../../shared/domain/trigger/trigger.ts';
import { eventSentence } from '../../desk/triggers/condition-words.ts';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import { hoursOf, stillTyped, typedOf, type TypedTime } from './hours-and-minutes.ts';
import { Sentence } from './sentence.tsx';
import type { TriggerValues } from './trigger-values.ts';
import styles from './triggers.module.css';

/** What begins a trigger: something that happens, or hours that went by since. */
export const EventRow = ({ form }: { readonly form: Form<TriggerValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words, i18n } = useTranslation('triggers');
  return (
    <FormRow
      form={form}
      name="event"
      label={t('triggers.event')}
      {...(form.values.event.kind === 'hours_since' && { hint: t('triggers.hours.fromNow') })}
      isGroup
      words={(event) => eventSentence(event, words, i18n.language)}
    >
      {({ value: event, set, isInvalid }) => (
        <>
          <NativeSelect
            size="sm"
            aria-label={t('triggers.event.kind')}
            value={event.kind}
            data={TRIGGER_EVENTS.map((kind) => ({ value: kind, label: words(`event.${kind}`) }))}
            onChange={({ currentTarget: { value } }) => {
              const kind = TRIGGER_EVENTS.find((each) => each === value);
              if (kind !== undefined) set(kind === 'hours_since' ? { kind, since: 'last_reply', hours: 24 } : { kind });
            }}
          />
          {event.kind === 'hours_since' && (
            <div className={styles.hours}>
              <Hours event={event} isInvalid={isInvalid} onChange={set} />
            </div>
          )}
        </>
      )}
    </FormRow>
  );
};

type TimeEvent = Extract<TriggerEvent, { readonly kind: 'hours_since' }>;

const Hours = ({
  event,
  isInvalid,
  onChange,
}: {
  readonly event: TimeEvent;
  readonly isInvalid: boolean;
  readonly onChange: (event: TimeEvent) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const [typed, setTyped] = useState(() => typedOf(event.hours));
  const shown = stillTyped(typed, event.hours);
  const part = (name: keyof TypedTime, label: string, most: number): ReactNode => (
    <NumberInput
      size="sm"
      className={styles.number}
      aria-label={label}
      value={shown[name]}
      error={isInvalid}
      min={0}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      onChange={(entered) => {
        const next = { ...shown, [name]: entered === '' ? '' : Number(entered) };
        setTyped(next);
        onChange({ ...event, hours: hoursOf(next) });
      }}
      // 90 minutes are an hour and a half.
      onBlur={() => {
        setTyped(typedOf(event.hours));
      }}
    />
  );
  return (
    <Sentence
      words={t('triggers.hours')}
      inputs={{
        hours: part('hours', t('triggers.hours.number'), HOURS_LIMIT),
        minutes: part('minutes', t('triggers.hours.minutes'), 59),
        since: (
          <NativeSelect
            size="sm"
            aria-label={t('triggers.hours.since')}
            value={event.since}
            data={TIME_BASES.map((since) => ({ value: since, label: words(`since.${since}`) }))}
            onChange={({ currentTarget: { value } }) => {
              const since = TIME_BASES.find((each) => each === value);
              if (since !== undefined) onChange({ ...event, since });
            }}
          />
        ),
      }}
    />
  );
};
