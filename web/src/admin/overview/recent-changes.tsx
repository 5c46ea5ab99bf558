import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DESK_SUBJECTS } from '../../../../shared/domain/desk/desk-facts.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { useNow } from '../../desk/timestamp.tsx';
import { actionSentence } from '../../desk/triggers/action-words.ts';
import { eventSentence, groupSentence } from '../../desk/triggers/condition-words.ts';
import { useActionNames } from '../../desk/triggers/use-action-names.ts';
import { useTriggerSpeaker } from '../../desk/triggers/use-trigger-speaker.ts';
import { useEventNames } from '../../desk/use-event-names.ts';
import { byDay } from '../../ui/by-day.ts';
import { dayOf, longDay } from '../../ui/format-time.ts';
import { Nothing, RowsSkeleton } from '../../ui/pane-state.tsx';
import { textOfHtml } from '../../ui/text-of-html.ts';
import { ChangeLine } from './change-line.tsx';
import type { ChangeSpeaker, ChangeView } from './change-words.ts';
import { NO_FILTER, SPANS, useChanges, type ChangeFilter } from './use-changes.ts';
import styles from './recent-changes.module.css';

const isNarrowed = ({ kind, by, span }: ChangeFilter): boolean => kind !== null || by !== null || span !== 'any';

const useSpeaker = (): ChangeSpeaker => {
  const { t, i18n } = useTranslation('admin');
  const { t: common } = useTranslation();
  const names = useEventNames();
  const speaker = useTriggerSpeaker();
  const actionNames = useActionNames();
  return useMemo(() => {
    const countries = new Intl.DisplayNames([i18n.language], { type: 'region' });
    return {
      ...names,
      t,
      channel: (channel) => common(`channel.${channel}`),
      language: (language) => common(`language.${language}`),
      country: (code) => countries.of(code) ?? code,
      text: textOfHtml,
      event: (event) => eventSentence(event, speaker.t, speaker.language),
      conditions: (conditions) => groupSentence(conditions, speaker),
      action: (action) => actionSentence(action, actionNames),
    };
  }, [t, common, i18n.language, names, speaker, actionNames]);
};

/** What administrators changed, newest first; each with what was there before and after. */
export const RecentChanges = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { service, timeStyle } = useDesk();
  const now = useNow();
  const [filter, setFilter] = useState(NO_FILTER);
  const query = useChanges(service.serviceId, service.timeZone, filter, now);
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <section className={styles.section} aria-labelledby="overview-changes">
      <div className={styles.heading}>
        <h2 id="overview-changes" className={styles.title}>
          {t('changes.title')}
        </h2>
        <Filters filter={filter} today={dayOf(now, service.timeZone)} onChange={setFilter} />
      </div>
      {query.isPending && <RowsSkeleton rows={6} />}
      {query.isError && events.length === 0 && (
        <LoadFailed title={t('changes.failed')} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && events.length === 0 && (
        <Nothing
          text={t(
            query.hasNextPage ? 'changes.noneSoFar' : isNarrowed(filter) ? 'changes.noneOfThese' : 'changes.none',
          )}
        />
      )}
      <div
        aria-busy={query.isPlaceholderData}
        className={styles.lines}
        data-stale={query.isPlaceholderData || undefined}
      >
        <Days events={events} timeZone={timeStyle.timeZone} now={now} />
      </div>
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t(events.length === 0 ? 'changes.lookFurther' : 'changes.loadMore')}
          </Button>
        </div>
      )}
    </section>
  );
};

const Days = ({
  events,
  timeZone,
  now,
}: {
  readonly events: readonly ChangeView[];
  readonly timeZone: string;
  readonly now: number;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { agentName, timeStyle } = useDesk();
  const speaker = useSpeaker();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const whoOf = ({ actor }: ChangeView): string =>
    actor.kind === 'agent' ? (agentName(actor.id) ?? t('form.somebody')) : common(`events.by.${actor.kind}`);
  return byDay(events, timeZone).map(({ day, events: its }) => (
    <section key={day} aria-labelledby={`changes-${day}`}>
      <h3 id={`changes-${day}`} className={styles.day}>
        {longDay(its[0]!.at, now, timeStyle)}
      </h3>
      <ol className={styles.changes}>
        {its.map((event) => (
          <ChangeLine
            key={event.id}
            event={event}
            who={whoOf(event)}
            speaker={speaker}
            isOpen={open.has(event.id)}
            onToggle={() => {
              setOpen((known) => {
                const next = new Set(known);
                if (!next.delete(event.id)) next.add(event.id);
                return next;
              });
            }}
          />
        ))}
      </ol>
    </section>
  ));
};

const ALL = '';

const Choice = ({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}): ReactNode => (
  <NativeSelect
    size="xs"
    aria-label={label}
    value={value}
    data={options.map(([each, words]) => ({ value: each, label: words }))}
    onChange={({ currentTarget }) => {
      onChange(currentTarget.value);
    }}
  />
);

const Filters = ({
  filter,
  today,
  onChange,
}: {
  readonly filter: ChangeFilter;
  readonly today: string;
  readonly onChange: (filter: ChangeFilter) => void;
}): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { agents } = useDesk().service;
  const people = agents.toSorted((one, other) => one.name.localeCompare(other.name, i18n.language));
  return (
    <div className={styles.filters} role="group" aria-label={t('changes.filters')}>
      {isNarrowed(filter) && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={styles.clear}
          onClick={() => {
            onChange(NO_FILTER);
          }}
        >
          {t('changes.filter.clear')}
        </Button>
      )}
      <Choice
        label={t('changes.filter.kind')}
        value={filter.kind ?? ALL}
        options={[
          [ALL, t('changes.filter.kind.all')],
          ...DESK_SUBJECTS.map((kind) => [kind, t(`changes.kind.${kind}`)] as const),
        ]}
        onChange={(value) => {
          onChange({ ...filter, kind: DESK_SUBJECTS.find((kind) => kind === value) ?? null });
        }}
      />
      <Choice
        label={t('changes.filter.by')}
        value={filter.by ?? ALL}
        options={[[ALL, t('changes.filter.by.all')], ...people.map(({ agentId, name }) => [agentId, name] as const)]}
        onChange={(value) => {
          onChange({ ...filter, by: value === ALL ? null : value });
        }}
      />
      <Choice
        label={t('changes.filter.time')}
        value={filter.span}
        options={SPANS.map((span) => [span, t(`changes.filter.time.${span}`)] as const)}
        onChange={(value) => {
          onChange({ ...filter, span: SPANS.find((span) => span === value) ?? 'any' });
        }}
      />
      {filter.span === 'between' &&
        (['firstDay', 'lastDay'] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            size="xs"
            aria-label={t(name === 'firstDay' ? 'changes.filter.from' : 'changes.filter.until')}
            value={filter[name]}
            max={today}
            onChange={({ currentTarget: { value } }) => {
              onChange({ ...filter, [name]: value });
            }}
          />
        ))}
    </div>
  );
};
