import { Button } from '@mantine/core';
import { IconArrowUpRight, IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readWords } from '../../../shared/domain/trigger/told-outward.ts';
import type { Condition } from '../../../shared/domain/trigger/trigger.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { Timestamp, useNow } from '../desk/timestamp.tsx';
import type { ActionNames } from '../desk/triggers/action-words.ts';
import { conditionSentence, eventSentence, seenWords, type TriggerSpeaker } from '../desk/triggers/condition-words.ts';
import { useActionNames } from '../desk/triggers/use-action-names.ts';
import { useTriggerSpeaker } from '../desk/triggers/use-trigger-speaker.ts';
import { byDay } from '../ui/by-day.ts';
import { longDay } from '../ui/format-time.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { OutwardCall } from './outward-call.tsx';
import { callsOf, callsWithoutRun, reachesFurther, type CallView } from './outward-calls.ts';
import { PanelLoading } from './panel-loading.tsx';
import { useOutwardCalls } from './use-outward-calls.ts';
import { useTriggerRuns, type RunView } from './use-trigger-runs.ts';
import styles from './triggers-panel.module.css';

type Considered = RunView['considered'][number];
type Seen = Considered['conditions'][number];
type Done = Considered['actions'][number];
type Speaking = {
  readonly speaker: TriggerSpeaker;
  readonly names: ActionNames;
  readonly calls: readonly CallView[];
};

const isFired = ({ outcome }: Considered): boolean => outcome === 'fired';

/** What happened: a line of the log, or a time that came. */
const useHappened = (): ((run: RunView) => string) => {
  const { t, i18n } = useTranslation();
  const { t: words } = useTranslation('triggers');
  return ({ event, time }) =>
    time !== null
      ? eventSentence({ kind: 'hours_since', ...time }, words, i18n.language)
      : event === null
        ? words('kind.hours_since')
        : t(`events.${event.type}`);
};

const ConditionLine = ({
  condition,
  speaker,
}: {
  readonly condition: Seen;
  readonly speaker: TriggerSpeaker;
}): ReactNode => {
  const { t } = speaker;
  const { field, operator, value, met, seen, path } = condition;
  const isHidden = field === null || operator === null;
  const Mark = met ? IconCheck : IconX;
  return (
    <li className={styles.condition} data-met={met || undefined} style={{ marginLeft: (path.length - 1) * 12 }}>
      <Mark size={14} stroke={2} role="img" aria-label={t(met ? 'condition.met' : 'condition.notMet')} />
      <span>
        {isHidden
          ? t('says.hidden')
          : conditionSentence({ field, operator, ...(value === null ? {} : { value }) } as Condition, speaker)}
        {!isHidden && seen !== null && (
          <span className={styles.seen} dir="auto">
            {t('condition.saw', { seen: seenWords(seen, speaker.field(field), speaker) })}
          </span>
        )}
      </span>
    </li>
  );
};

const Conditions = ({
  conditions,
  speaker,
}: {
  readonly conditions: readonly Seen[];
  readonly speaker: TriggerSpeaker;
}): ReactNode => (
  <ul className={styles.conditions} aria-label={speaker.t('runs.because')}>
    {conditions.map((condition) => (
      <ConditionLine key={condition.path.join('.')} condition={condition} speaker={speaker} />
    ))}
  </ul>
);

/** What an action is about, by its name. */
const aboutOf = ({ kind, of }: Done, { t, agent, group, category, field, priority }: ActionNames): string | null => {
  if (of === null) return null;
  switch (kind) {
    case 'set_priority':
      return priority(of as Parameters<ActionNames['priority']>[0]);
    case 'set_field':
      return field(of)?.name ?? of;
    case 'set_inquiry_type':
    case 'set_processing_type':
      return category(of) ?? t('says.former');
    case 'assign':
    case 'forward_to_group':
    case 'mail':
      return group(of) ?? agent(of) ?? t('says.former');
    default:
      return of;
  }
};

/** What was ordered or left out, in words; of other actions what the desk says. */
const whyOf = ({ why }: Done, { t }: ActionNames): string | null => {
  const told = why === null ? [] : readWords(why);
  return told.length === 0 ? why : told.map(({ word, count }) => t(`outward.${word}`, { count })).join(', ');
};

const ActionLine = ({
  done,
  call,
  names,
}: {
  readonly done: Done;
  /** What became of what it ordered, where that is known. */
  readonly call: CallView | undefined;
  readonly names: ActionNames;
}): ReactNode => {
  const { t } = names;
  const about = aboutOf(done, names);
  const isDone = done.result === 'done';
  return (
    <li className={styles.action} data-idle={!isDone || undefined}>
      {t(`action.${done.kind}`)}
      {about !== null && <>: {about}</>}
      {call !== undefined && <OutwardCall call={call} />}
      {call === undefined && (!isDone || done.why !== null) && (
        <span className={styles.seen} dir="auto">
          {[isDone ? null : t(`result.${done.result}`), whyOf(done, names)].filter((part) => part !== null).join(' · ')}
        </span>
      )}
    </li>
  );
};

/** The name of a trigger; administrators are led to it. */
const TriggerName = ({
  trigger: { triggerId, name },
}: {
  readonly trigger: Pick<Considered, 'triggerId' | 'name'>;
}): ReactNode => {
  const { t } = useTranslation('triggers');
  const { role, service } = useDesk();
  if (role !== 'administrator') return <span className={styles.name}>{name}</span>;
  return (
    <Link
      to="/admin/$serviceId/$section/$item"
      params={{ serviceId: service.serviceId, section: 'triggers', item: triggerId }}
      className={styles.name}
      aria-label={t('runs.open', { name })}
    >
      {name}
      <IconArrowUpRight size={13} stroke={1.75} aria-hidden />
    </Link>
  );
};

const Fired = ({
  run,
  trigger,
  speaker,
  names,
  calls,
}: Speaking & { readonly run: RunView; readonly trigger: Considered }): ReactNode => {
  const { t } = speaker;
  const ordered = callsOf(calls, run, trigger.triggerId);
  return (
    <div className={styles.fired}>
      <TriggerName trigger={trigger} />
      <ul className={styles.actions} aria-label={t('runs.did')}>
        {trigger.actions.map((done, index) => (
          <ActionLine key={index} done={done} call={ordered.get(index)} names={names} />
        ))}
      </ul>
      {trigger.conditions.length > 0 && (
        <details className={styles.fold}>
          <summary>{t('runs.because')}</summary>
          <Conditions conditions={trigger.conditions} speaker={speaker} />
        </details>
      )}
    </div>
  );
};

const Run = ({ run, speaker, names, calls }: Speaking & { readonly run: RunView }): ReactNode => {
  const { t } = speaker;
  const happened = useHappened();
  const fired = run.considered.filter(isFired);
  const others = run.considered.filter((trigger) => !isFired(trigger));
  return (
    <li className={styles.run} data-fired={fired.length > 0 || undefined}>
      <p className={styles.what}>{happened(run)}</p>
      <p className={styles.when}>
        <Timestamp at={run.at} as="clock" />
        {run.depth > 0 && <> · {t('runs.chained')}</>}
      </p>
      {fired.map((trigger) => (
        <Fired key={trigger.triggerId} run={run} trigger={trigger} speaker={speaker} names={names} calls={calls} />
      ))}
      {others.length + run.more > 0 && (
        <details className={styles.fold}>
          <summary>
            {others.length > 0 &&
              t(others.length === 1 ? 'runs.notFired.one' : 'runs.notFired.many', { count: others.length })}{' '}
            {run.more > 0 && t('runs.moreTriggers', { count: run.more })}
          </summary>
          <ul className={styles.others}>
            {others.map((trigger) => (
              <li key={trigger.triggerId} className={styles.other}>
                <TriggerName trigger={trigger} />
                <p className={styles.outcome} data-bad={trigger.outcome === 'failed' || undefined}>
                  {t(`outcome.${trigger.outcome}`)}
                </p>
                {trigger.conditions.length > 0 && <Conditions conditions={trigger.conditions} speaker={speaker} />}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};

/** Calls of runs that are not kept any more. */
const FormerCalls = ({ calls }: { readonly calls: readonly CallView[] }): ReactNode => {
  const { t } = useTranslation('triggers');
  return (
    <section aria-labelledby="former-calls">
      <h3 className={styles.day} id="former-calls">
        {t('runs.formerCalls')}
      </h3>
      <ol className={styles.runs}>
        {calls.map((call) => (
          <li key={call.id} className={styles.run} data-fired>
            <p className={styles.what}>{t(call.kind === 'call' ? 'action.call_url' : 'action.dooray_notice')}</p>
            <p className={styles.when}>
              <Timestamp at={call.createdAt} as="date" />
            </p>
            <div className={styles.fired}>
              <TriggerName trigger={call.trigger} />
              <OutwardCall call={call} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
};

/**
 * What triggers saw and did on the ticket, newest first: which fired and why, which did not and why not, and what came
 * of what they called.
 */
export const TriggersPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation('triggers');
  const { timeStyle } = useDesk();
  const now = useNow();
  const query = useTriggerRuns(ticket.serviceId, ticket.number);
  const called = useOutwardCalls(ticket.serviceId, ticket.number);
  const speaker = useTriggerSpeaker();
  const names = useActionNames();
  const [onlyFired, setOnlyFired] = useState(false);
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? [];
  const calls = called.data?.pages.flatMap((page) => page.calls) ?? [];
  const isFurther =
    called.hasNextPage && !called.isFetchingNextPage && !called.isFetchNextPageError && reachesFurther(calls, runs);
  const { fetchNextPage: readFurther } = called;
  useEffect(() => {
    if (isFurther) void readFurther();
  }, [isFurther, readFurther]);
  if (query.isPending) return <PanelLoading />;
  if (query.isError && runs.length === 0)
    return <LoadFailed title={t('runs.failed')} error={query.error} onRetry={() => void query.refetch()} />;
  const former = query.hasNextPage ? [] : callsWithoutRun(calls, runs);
  if (runs.length === 0 && former.length === 0) return <Nothing text={t('runs.empty')} />;
  const next = query.hasNextPage ? query : called;
  const shown = runs.filter((run) => !onlyFired || run.considered.some(isFired));
  return (
    <>
      <label className={styles.only}>
        <input
          type="checkbox"
          checked={onlyFired}
          onChange={({ currentTarget }) => {
            setOnlyFired(currentTarget.checked);
          }}
        />
        <span>{t('runs.firedOnly')}</span>
      </label>
      {called.isError && calls.length === 0 && (
        <LoadFailed title={t('runs.callsFailed')} error={called.error} onRetry={() => void called.refetch()} />
      )}
      {shown.length === 0 && former.length === 0 && <Nothing text={t('runs.noneFired')} />}
      {byDay(shown, timeStyle.timeZone).map(({ day, events }) => (
        <section key={day} aria-labelledby={`runs-${day}`}>
          <h3 className={styles.day} id={`runs-${day}`}>
            {longDay(events[0]!.at, now, timeStyle)}
          </h3>
          <ol className={styles.runs}>
            {events.map((run) => (
              <Run key={run.runId} run={run} speaker={speaker} names={names} calls={calls} />
            ))}
          </ol>
        </section>
      ))}
      {former.length > 0 && <FormerCalls calls={former} />}
      {next.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          disabled={next.isFetchingNextPage}
          onClick={() => void next.fetchNextPage()}
        >
          {t('runs.more')}
        </Button>
      )}
    </>
  );
};
