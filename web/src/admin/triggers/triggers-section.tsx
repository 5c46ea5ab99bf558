import { Switch } from '@mantine/core';
import '@mantine/core/styles/Switch.css';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadFailed } from '../../desk/error-words.tsx';
import { Timestamp } from '../../desk/timestamp.tsx';
import { eventSentence, groupSentence } from '../../desk/triggers/condition-words.ts';
import { useTriggerSpeaker } from '../../desk/triggers/use-trigger-speaker.ts';
import { Nothing, RowsSkeleton } from '../../ui/pane-state.tsx';
import { NEW_ITEM, useAdminPlace } from '../kit/admin-place.ts';
import { ItemsAndForm, type Item } from '../kit/item-list.tsx';
import { moveBetween } from '../kit/item-order.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { SectionPage } from '../kit/section-page.tsx';
import { actionsSentence } from '../../desk/triggers/action-words.ts';
import { EditTriggerForm, NewTriggerForm } from './trigger-form.tsx';
import { storedOf, type TriggerView } from './trigger-values.ts';
import { useActionNames } from '../../desk/triggers/use-action-names.ts';
import { REFUSED } from './trigger-faults.ts';
import { useMoveTrigger, useSwitchTrigger, useTriggers } from './use-triggers.ts';
import formStyles from '../kit/form.module.css';
import styles from './triggers.module.css';

/** Why a trigger is not in use, or how often it fired. */
const Use = ({ trigger }: { readonly trigger: TriggerView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { stopped, active, fired, firedAt, failuresInARow } = trigger;
  if (stopped !== null)
    return (
      <span className={styles.stopped}>
        <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
        <span>{t(`triggers.stopped.${stopped.why}.short`)}</span>
      </span>
    );
  return (
    <span className={styles.use}>
      {!active && <>{t('items.notInUse')} · </>}
      {fired === 0 ? (
        t('triggers.fired.never')
      ) : (
        <>
          {t(fired === 1 ? 'triggers.fired.one' : 'triggers.fired.many', { count: fired })}
          {firedAt !== null && (
            <>
              {' · '}
              <Timestamp at={firedAt} as="relative" />
            </>
          )}
        </>
      )}
      {failuresInARow > 0 && ` · ${t('triggers.failures', { count: failuresInARow })}`}
    </span>
  );
};

/** What a trigger is in sentences: when, if, then. */
const useItem = (): ((trigger: TriggerView, control: ReactNode) => Item) => {
  const { t } = useTranslation('admin');
  const speaker = useTriggerSpeaker();
  const names = useActionNames();
  return (trigger, control) => {
    const { triggerId, name, active, stopped, event, conditions } = trigger;
    const when = eventSentence(event, speaker.t, speaker.language);
    const what = conditions.conditions.length === 0 ? '' : groupSentence(conditions, speaker);
    const does = actionsSentence(storedOf(trigger).values.actions, names);
    return {
      id: triggerId,
      name,
      isOff: !active || stopped !== null,
      words: [when, what, does].join(' '),
      control,
      detail: (
        <>
          <span className={styles.sentence}>{what === '' ? when : t('triggers.whenIf', { when, what })}</span>
          <span className={styles.sentence}>{t('triggers.then', { does })}</span>
          <Use trigger={trigger} />
        </>
      ),
    };
  };
};

/** The triggers of a service in the order in which they are evaluated, and the form of the open one. */
export const TriggersSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { item } = useAdminPlace();
  const { triggers, error, retry, readTrigger, refresh } = useTriggers();
  const { move, error: moveError } = useMoveTrigger();
  const { switchTo, failed } = useSwitchTrigger();
  const refusalWords = useRefusalWords(REFUSED);
  const itemOf = useItem();
  if (error !== null) return <LoadFailed title={t('admin.loadFailed')} error={error} onRetry={retry} />;
  const open = triggers?.find(({ triggerId }) => triggerId === item);
  const notSwitched = failed && triggers?.find(({ triggerId }) => triggerId === failed.triggerId);
  const ids = triggers?.map(({ triggerId }) => triggerId) ?? [];
  const switchOf = ({ triggerId, name, active, stopped }: TriggerView): ReactNode => (
    <Switch
      size="xs"
      className={styles.switch}
      aria-label={t('triggers.switch', { name })}
      checked={active && stopped === null}
      onChange={({ currentTarget }) => {
        switchTo({ triggerId, active: currentTarget.checked });
      }}
    />
  );
  return (
    <SectionPage title={t('triggers.title')} about={t('triggers.about')}>
      <ItemsAndForm
        label={t('triggers.title')}
        items={triggers?.map((trigger) => itemOf(trigger, switchOf(trigger)))}
        newLabel={t('triggers.new')}
        empty={t('triggers.empty')}
        {...(moveError === null && !notSwitched
          ? {}
          : {
              tools: (
                <p className={formStyles.fault} role="alert">
                  {moveError !== null
                    ? `${t('triggers.orderFailed')} ${refusalWords(moveError)}`
                    : t('triggers.switchFailed', { name: notSwitched!.name, why: refusalWords(failed!.error) })}
                </p>
              ),
            })}
        onOrder={(after) => {
          const next = moveBetween(ids, ids, after);
          if (next !== null) move(next);
        }}
      >
        {item === NEW_ITEM ? (
          <NewTriggerForm onChanged={refresh} />
        ) : open !== undefined ? (
          <EditTriggerForm key={open.triggerId} trigger={open} onRead={readTrigger} onChanged={refresh} />
        ) : triggers === undefined ? (
          <RowsSkeleton />
        ) : (
          <Nothing title={t('form.gone.title')} text={t('form.gone.text')} />
        )}
      </ItemsAndForm>
    </SectionPage>
  );
};
