import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TRIGGER_EVENTS, type ConditionValue } from '../../../../shared/domain/trigger/trigger.ts';
import { CONDITION_TEXT_LENGTH } from '../../../../shared/domain/trigger/trigger-limits.ts';
import { ASKED_GROUPS, type AskedField } from '../../desk/triggers/asked-fields.ts';
import { useTriggerSpeaker } from '../../desk/triggers/use-trigger-speaker.ts';
import {
  askedOfTrial,
  awaitedChange,
  canBeSupposed,
  formOfType,
  shownInTrial,
  type SupposedChange,
  type Trial,
} from './trial.ts';
import type { TriggerValues } from './trigger-values.ts';
import { InputSize, ValueInput } from './value-input.tsx';
import styles from './dry-run.module.css';

const KIND = 'kind';
/** Before the id of what is supposed to have changed. */
const CHANGED = 'changed ';

type Props = {
  readonly of: 'ticket' | 'example';
  readonly values: TriggerValues;
  readonly trial: Trial;
  readonly onChange: (trial: Trial) => void;
};

const without = <T,>(members: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(members).filter(([name]) => name !== id));

/**
 * What a trial supposes: what the rule in the form asks about is there at once, all else can be added. A ticket has its
 * own values; of it what happened and when is supposed.
 */
export const TrialInputs = ({ of, values, trial, onChange }: Props): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const { fields, field } = useTriggerSpeaker();
  const whole = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  // What is supposed is never hidden, also when the rule no longer asks about it.
  const added = [...chosen, ...Object.keys(trial.values), ...Object.keys(trial.changes).map((id) => CHANGED + id)];
  const choosesKind = chosen.includes(KIND) || trial.kind !== null;
  const asked = askedOfTrial(values, of);
  const known = (ids: readonly string[]): readonly AskedField[] => [...new Set(ids)].flatMap((id) => field(id) ?? []);
  const shown = known([...asked.values, ...added.filter((id) => canBeSupposed(id, of))]);
  const changed = known([
    ...asked.changes,
    ...added.filter((id) => id.startsWith(CHANGED)).map((id) => id.slice(CHANGED.length)),
  ]).filter(({ tellsChanges }) => tellsChanges);
  const groups = [
    ...ASKED_GROUPS.map((group) => ({
      group: words(`fields.${group}`),
      items: fields
        .filter((each) => each.group === group && canBeSupposed(each.id, of) && !shown.includes(each))
        .map((each) => ({ value: each.id, label: nameOf(each, t) })),
    })),
    {
      group: t('triggers.test.changes'),
      items: fields
        .filter((each) => each.tellsChanges && !changed.includes(each))
        .map((each) => ({ value: `${CHANGED}${each.id}`, label: t('triggers.test.changed', { name: each.name }) })),
    },
  ].filter(({ items }) => items.length > 0);
  /** It stays where it is, also while nothing is said in it. */
  const keep = (id: string): void => {
    setChosen((before) => (before.includes(id) ? before : [...before, id]));
  };
  const add = (id: string): void => {
    keep(id);
    if (id.startsWith(CHANGED)) {
      const about = id.slice(CHANGED.length);
      onChange({ ...trial, changes: { ...trial.changes, [about]: {} } });
    }
    requestAnimationFrame(() => {
      whole.current?.querySelector<HTMLElement>(`[data-input="${id}"] :is(input, select, textarea)`)?.focus();
    });
  };
  return (
    <InputSize value="xs">
      <div className={styles.inputs} ref={whole}>
        {choosesKind && (
          <div data-input={KIND}>
            <NativeSelect
              size="xs"
              label={t('triggers.event.kind')}
              data={TRIGGER_EVENTS.map((kind) => ({ value: kind, label: words(`event.${kind}`) }))}
              value={trial.kind ?? values.event.kind}
              onChange={({ currentTarget: { value } }) => {
                onChange({ ...trial, kind: TRIGGER_EVENTS.find((kind) => kind === value) ?? null });
              }}
            />
          </div>
        )}
        {shown.map((each) => (
          <Supposed
            key={each.id}
            field={each}
            value={shownInTrial(trial, each.id, each.type)}
            onChange={(value) => {
              keep(each.id);
              const others = without(trial.values, each.id);
              onChange({ ...trial, values: value === undefined ? others : { ...others, [each.id]: value } });
            }}
          />
        ))}
        {changed.map((each) => (
          <SupposedChanged
            key={each.id}
            field={each}
            change={trial.changes[each.id]}
            onChange={(change) => {
              keep(CHANGED + each.id);
              const others = without(trial.changes, each.id);
              onChange({ ...trial, changes: change === null ? others : { ...others, [each.id]: change } });
            }}
            awaited={awaitedChange(values.conditions, each.id)}
          />
        ))}
        <NativeSelect
          size="xs"
          aria-label={t('triggers.test.more')}
          value=""
          data={[
            { value: '', label: t('triggers.test.more') },
            ...groups,
            ...(choosesKind ? [] : [{ value: KIND, label: t('triggers.event.kind') }]),
          ]}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '') add(value);
          }}
        />
      </div>
    </InputSize>
  );
};

type AdminWords = ReturnType<typeof useTranslation<'admin'>>['t'];
const nameOf = ({ id, name }: AskedField, t: AdminWords): string =>
  id === 'event.at' ? t('triggers.test.at') : id === 'entry.text' ? t('triggers.test.text') : name;

/** A value that is supposed, in the input of its type. Empty: it has none. */
const Supposed = ({
  field,
  value,
  onChange,
}: {
  readonly field: AskedField;
  readonly value: ConditionValue | undefined;
  readonly onChange: (value: ConditionValue | undefined) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const label = nameOf(field, t);
  const input = (): ReactNode => {
    if (field.id === 'entry.text')
      return (
        <Textarea
          size="xs"
          className={styles.wide}
          aria-label={label}
          autosize
          minRows={1}
          maxRows={4}
          dir="auto"
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value);
          }}
        />
      );
    // Of a condition it is always one of both; of a ticket it may not be said.
    if (field.type === 'yes_no')
      return (
        <NativeSelect
          size="xs"
          className={styles.wide}
          aria-label={label}
          data={[
            { value: '', label: t('triggers.value.none') },
            { value: 'yes', label: words('says.yes') },
            { value: 'no', label: words('says.no') },
          ]}
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value === 'yes');
          }}
        />
      );
    return (
      <ValueInput
        form={formOfType(field.type)}
        label={label}
        field={field}
        value={value}
        isInvalid={false}
        onChange={onChange}
      />
    );
  };
  return (
    <div data-input={field.id}>
      <div className={styles.label} aria-hidden>
        {label}
      </div>
      <div className={styles.input}>{input()}</div>
    </div>
  );
};

/** Whether something is supposed to have changed, and from what to what. */
const SupposedChanged = ({
  field,
  change,
  awaited,
  onChange,
}: {
  readonly field: AskedField;
  readonly change: SupposedChange | undefined;
  /** What the rule waits for. */
  readonly awaited: SupposedChange;
  readonly onChange: (change: SupposedChange | null) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const id = useId();
  const name = t('triggers.test.changed', { name: field.name });
  const side = (which: 'before' | 'after'): ReactNode => {
    const { [which]: value = '', ...other } = change ?? {};
    const put = (next: string): void => {
      onChange(next === '' ? other : { ...other, [which]: next });
    };
    const label = t(`triggers.value.${which}`, { name: field.name });
    return field.options === null ? (
      <TextInput
        size="xs"
        className={styles.side}
        aria-label={label}
        autoComplete="off"
        dir="auto"
        maxLength={CONDITION_TEXT_LENGTH}
        placeholder={t('triggers.value.none')}
        value={value}
        onChange={({ currentTarget }) => {
          put(currentTarget.value);
        }}
      />
    ) : (
      <NativeSelect
        size="xs"
        className={styles.side}
        aria-label={label}
        data={[
          { value: '', label: t('triggers.value.none') },
          ...field.options.map((option) => ({ value: option.value, label: option.label })),
        ]}
        value={value}
        onChange={({ currentTarget }) => {
          put(currentTarget.value);
        }}
      />
    );
  };
  return (
    <div data-input={`${CHANGED}${field.id}`}>
      <Checkbox
        size="xs"
        id={id}
        label={name}
        checked={change !== undefined}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.checked ? awaited : null);
        }}
      />
      {change !== undefined && (
        <div className={styles.change}>
          {side('before')}
          <span aria-hidden>→</span>
          {side('after')}
        </div>
      )}
    </div>
  );
};
