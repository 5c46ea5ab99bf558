import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { createTrigger, deleteTrigger, editTrigger } from '../../../../shared/contracts/http/triggers.ts';
import { isGroup, TRIGGER_MODES, TRIGGER_NAME_LENGTH } from '../../../../shared/domain/trigger/trigger.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { Timestamp } from '../../desk/timestamp.tsx';
import { conditionSentence } from '../../desk/triggers/condition-words.ts';
import { useTriggerSpeaker } from '../../desk/triggers/use-trigger-speaker.ts';
import { NEW_ITEM, useOpenAdmin } from '../kit/admin-place.ts';
import { useFaultWords } from '../kit/faults.ts';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection } from '../kit/form-row.tsx';
import { RadioRow, SwitchRow, TextRow } from '../kit/inputs.tsx';
import { RemoveItem } from '../kit/remove-item.tsx';
import { useForm, type Form } from '../kit/use-form.ts';
import { actionSentence } from '../../desk/triggers/action-words.ts';
import { ActionsRow } from './actions-row.tsx';
import { nodeAt } from './condition-tree.ts';
import { ConditionsRow } from './conditions-row.tsx';
import { DryRun } from './dry-run.tsx';
import { EventRow } from './event-row.tsx';
import { StartFrom } from './start-from.tsx';
import { faultOfStop, lackingFaults, onceFilled, OWN_SENTENCES, REFUSED, SENTENCES } from './trigger-faults.ts';
import { changeBody, EMPTY, newBody, storedOf, type TriggerValues, type TriggerView } from './trigger-values.ts';
import { useActionNames } from '../../desk/triggers/use-action-names.ts';
import styles from './triggers.module.css';

const SECTION = 'triggers';
const ALL_SENTENCES = { ...SENTENCES, ...OWN_SENTENCES };

/** A contract's schema that is asked once what stands in the form is filled in. */
const useFilled = (
  schema: z.ZodType,
): { readonly schema: z.ZodType; readonly look: (values: Partial<TriggerValues>) => void } => {
  const { field } = useTriggerSpeaker();
  const looked = useRef<Partial<TriggerValues>>({});
  return {
    schema: onceFilled(schema, () => lackingFaults(looked.current, field)),
    look: (values) => {
      looked.current = values;
    },
  };
};

/** The form of a trigger that there is. */
export const EditTriggerForm = ({
  trigger,
  onRead,
  onChanged,
}: {
  readonly trigger: TriggerView;
  readonly onRead: (triggerId: string) => Promise<TriggerView | null>;
  readonly onChanged: () => Promise<void>;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const { triggerId, name, version } = trigger;
  const params = { serviceId, triggerId };
  const { schema, look } = useFilled(editTrigger.body);
  const form = useForm({
    place: placeOf(serviceId, SECTION, triggerId),
    name,
    stored: useMemo(() => storedOf(trigger), [trigger]),
    schema,
    toBody: (changes: Partial<TriggerValues>) => {
      look(changes);
      return changeBody(changes);
    },
    save: async (body, seen) => {
      try {
        return await call(editTrigger, { params, body, ifMatch: seen });
      } catch (cause) {
        // Then the page says at once what became of it.
        if (cause instanceof ProblemError && cause.code === 'trigger_not_found') void onChanged();
        throw cause;
      }
    },
    read: async () => {
      const read = await onRead(triggerId);
      return read && storedOf(read);
    },
    // What it is now, and that it is in use again.
    onSaved: () => void onRead(triggerId),
    sentences: ALL_SENTENCES,
    subject: { kind: 'trigger', id: triggerId },
  });
  return (
    <FormFrame form={form} label={name} refused={REFUSED}>
      <Builder form={form} isKnownWrong={trigger.stopped?.why === 'outdated' && form.pending.size === 0}>
        {trigger.stopped !== null && <Stopped trigger={trigger} form={form} />}
        <TriggerRows form={form} />
        <FormSection title={t('triggers.remove.section')}>
          <RemoveItem
            name={name}
            words={t('triggers.remove')}
            says={t('triggers.remove.says', { name })}
            remove={() => call(deleteTrigger, { params, ifMatch: version })}
            place={form.place}
            onDone={() => void onChanged()}
          />
        </FormSection>
      </Builder>
    </FormFrame>
  );
};

/** The form of a new trigger, which can begin as one of the templates. */
export const NewTriggerForm = ({ onChanged }: { readonly onChanged: () => Promise<void> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const openAdmin = useOpenAdmin();
  const { serviceId } = useDesk().service;
  const whole = useRef<HTMLDivElement>(null);
  const { schema, look } = useFilled(createTrigger.body);
  const form = useForm({
    place: placeOf(serviceId, SECTION, NEW_ITEM),
    name: t('triggers.new'),
    stored: { version: 0, values: EMPTY },
    schema,
    toBody: (_: Partial<TriggerValues>, values) => {
      look(values);
      return newBody(values);
    },
    save: (body) => call(createTrigger, { params: { serviceId }, body }),
    read: () => Promise.resolve(null),
    onSaved: async ({ triggerId }) => {
      await onChanged();
      openAdmin({ section: SECTION, item: triggerId }, { replace: true });
    },
    sentences: ALL_SENTENCES,
  });
  return (
    <FormFrame form={form} label={t('triggers.new')} refused={REFUSED}>
      <Builder form={form} rows={whole}>
        {form.pending.size === 0 && (
          <StartFrom
            onChoose={(values) => {
              for (const name of ['name', 'event', 'mode', 'conditions', 'actions'] as const)
                form.set(name, values[name]);
              // The button that was pressed is gone.
              requestAnimationFrame(() => whole.current?.querySelector('input')?.focus());
            }}
          />
        )}
        <TriggerRows form={form} />
      </Builder>
    </FormFrame>
  );
};

/** The rows of a trigger, and beside them what it would do. */
const Builder = ({
  form,
  isKnownWrong = false,
  rows,
  children,
}: {
  readonly form: Form<TriggerValues>;
  /** Whether it needs to be mended before it can be tried. */
  readonly isKnownWrong?: boolean;
  readonly rows?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}): ReactNode => (
  <div className={styles.columns}>
    <div ref={rows} className={styles.rows}>
      {children}
    </div>
    <DryRun form={form} isKnownWrong={isKnownWrong} />
  </div>
);

const TriggerRows = ({ form }: { readonly form: Form<TriggerValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { event } = form.values;
  return (
    <>
      <FormSection title={t('triggers.general')}>
        <TextRow
          form={form}
          name="name"
          label={t('triggers.name')}
          hint={t('triggers.name.hint')}
          maxLength={TRIGGER_NAME_LENGTH}
          autoFocus={form.isNew}
        />
        <SwitchRow form={form} name="active" label={t('triggers.active')} says={t('triggers.active.says')} />
      </FormSection>
      <FormSection title={t('triggers.when')}>
        <EventRow form={form} />
        {event.kind === 'ticket_updated' && (
          <RadioRow
            form={form}
            name="mode"
            label={t('triggers.mode')}
            options={TRIGGER_MODES.map((value) => ({
              value,
              label: t(`triggers.mode.${value}`),
              hint: t(`triggers.mode.${value}.hint`),
            }))}
          />
        )}
      </FormSection>
      <FormSection title={t('triggers.if')}>
        <ConditionsRow form={form} />
      </FormSection>
      <FormSection title={t('triggers.thenDo')}>
        <ActionsRow form={form} />
      </FormSection>
    </>
  );
};

/** Says why the desk took a trigger out of use, and marks what is gone where it stands. */
const Stopped = ({
  trigger: { stopped, version, conditions },
  form,
}: {
  readonly trigger: TriggerView;
  readonly form: Form<TriggerValues>;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const speaker = useTriggerSpeaker();
  const names = useActionNames();
  const faultWords = useFaultWords();
  const details = stopped?.details ?? [];
  const mark = useEffectEvent(() => {
    if (stopped?.why === 'outdated')
      form.refuse(new Map(details.map((detail) => [detail.pointer, faultOfStop(detail.detail)])));
  });
  useEffect(() => {
    mark();
  }, [version]);
  if (stopped === null) return null;
  const { actions } = form.theirs;
  /** The condition or the action that a pointer leads to, in words. */
  const placeWords = (pointer: string): string | null => {
    const path = [...pointer.matchAll(/\/conditions\/(\d+)/g)].map(([, place]) => Number(place));
    const node = path.length === 0 ? undefined : nodeAt(conditions, path);
    if (node !== undefined && !isGroup(node)) return conditionSentence(node, speaker);
    const action = actions[Number(/^#\/actions\/(\d+)/.exec(pointer)?.[1])];
    return action === undefined ? null : actionSentence(action, names);
  };
  return (
    <div className={styles.alert} role="status">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <div>
        <p>
          <strong>{t(`triggers.stopped.${stopped.why}`)}</strong> <Timestamp at={stopped.at} as="date" />
        </p>
        {details.length > 0 && (
          <ul>
            {details.map(({ pointer, detail }) => {
              const where = placeWords(pointer);
              const why = faultWords(faultOfStop(detail));
              return <li key={pointer + detail}>{where === null ? why : `${where}: ${why}`}</li>;
            })}
          </ul>
        )}
        <p>{t(`triggers.stopped.${stopped.why}.next`)}</p>
      </div>
    </div>
  );
};
