import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { testTrigger } from '../../../../shared/contracts/http/triggers.ts';
import type { Priority } from '../../../../shared/domain/ticket/ticket.ts';
import { isGroup } from '../../../../shared/domain/trigger/trigger.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { recentTickets } from '../../desk/recent-tickets.ts';
import { conditionSentence, seenWords } from '../../desk/triggers/condition-words.ts';
import { useTriggerSpeaker } from '../../desk/triggers/use-trigger-speaker.ts';
import { typedNumber } from '../../desk/typed-number.ts';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { submitByKey } from '../../ui/submit-by-key.ts';
import { textOfHtml } from '../../ui/text-of-html.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { actionSentence, type ActionNames, type SaidAction } from '../../desk/triggers/action-words.ts';
import { nodeAt } from './condition-tree.ts';
import { REFUSED } from './trigger-faults.ts';
import { lackingFaults } from './trigger-faults.ts';
import type { Form } from '../kit/use-form.ts';
import { TrialInputs } from './trial-inputs.tsx';
import { EMPTY_TRIAL, trialBody } from './trial.ts';
import { actionBody, type TriggerValues } from './trigger-values.ts';
import { useActionNames } from '../../desk/triggers/use-action-names.ts';
import styles from './dry-run.module.css';

type Body = z.input<typeof testTrigger.body>;
type Test = OutputOf<typeof testTrigger>;
type DoneAction = Test['actions'][number];

/** Milliseconds without a key after which it is tried again. */
const PAUSE = 400;
/** Of a text that would be written, so much is shown. */
const SHOWN = 600;

/**
 * What a trigger would do to a ticket or an example, with what stands in the form, saved or not: beside it, and tried
 * again with each change. Nothing is written or sent.
 */
export const DryRun = ({
  form,
  isKnownWrong,
}: {
  readonly form: Form<TriggerValues>;
  /** Whether the desk would refuse it as it is. */
  readonly isKnownWrong: boolean;
}): ReactNode => {
  const { values, faults } = form;
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const speaker = useTriggerSpeaker();
  const refusalWords = useRefusalWords({ ...REFUSED, ticket_not_found: 'triggers.test.noTicket' });
  const id = useId();
  const recent = recentTickets(serviceId);
  const [of, setOf] = useState<'ticket' | 'example'>(recent.length > 0 ? 'ticket' : 'example');
  const [typed, setTyped] = useState(recent[0] === undefined ? '' : `#${String(recent[0])}`);
  const [trial, setTrial] = useState(EMPTY_TRIAL);
  const number = typedNumber(typed);
  const { event, mode, conditions, actions } = values;
  const isFilled =
    !isKnownWrong &&
    faults.size === 0 &&
    lackingFaults({ conditions, actions }, speaker.field).size === 0 &&
    !(event.kind === 'hours_since' && Number.isNaN(event.hours));
  const asked: Body | null = !isFilled
    ? null
    : ({
        event,
        mode,
        conditions,
        actions: actions.map(actionBody),
        ...trialBody(trial, event, (asks) => speaker.field(asks)?.type, of === 'ticket' ? (number ?? 0) : undefined),
      } as Body);
  const isAsked = (of === 'example' || number !== null) && testTrigger.body.safeParse(asked).success;
  const [settled] = useDebouncedValue(isAsked ? JSON.stringify(asked) : 'null', PAUSE);
  const seen = useQuery({
    queryKey: queryKeys.triggerTest(serviceId, settled),
    queryFn: async ({ signal }) => {
      const body = JSON.parse(settled) as Body;
      return { body, test: await call(testTrigger, { params: { serviceId }, body, signal }) };
    },
    enabled: settled !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
    // It is about a customer: it is kept nowhere.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isMissing = seen.error instanceof ProblemError && seen.error.code === 'ticket_not_found';
  const wrong =
    of === 'ticket' && typed.trim() !== '' && number === null
      ? t('triggers.test.noNumber')
      : of === 'ticket' && isMissing
        ? t('triggers.test.noTicket')
        : null;
  const answer = (): ReactNode => {
    if (!isFilled) return <p className={styles.note}>{t('triggers.test.waits')}</p>;
    if (of === 'ticket' && number === null) return <p className={styles.note}>{t('triggers.test.whichTicket')}</p>;
    if (wrong !== null) return null;
    if (seen.isError && !seen.isFetching)
      return seen.error instanceof ProblemError && seen.error.status < 500 ? (
        <p className={styles.note} role="alert">
          {refusalWords(seen.error)}
        </p>
      ) : (
        <LoadFailed title={t('triggers.test.failed')} error={seen.error} onRetry={() => void seen.refetch()} />
      );
    if (!isAsked && seen.data === undefined) return <p className={styles.note}>{t('triggers.test.waits')}</p>;
    if (seen.data === undefined)
      return (
        <div role="status" aria-label={t('triggers.test.running')}>
          <RowsSkeleton rows={3} />
        </div>
      );
    return <Answer {...seen.data} />;
  };
  return (
    <section
      className={styles.panel}
      aria-labelledby={`${id}-title`}
      // The form around is saved by it.
      onKeyDown={submitByKey((pressed) => {
        pressed.preventDefault();
      })}
    >
      <h2 id={`${id}-title`} className={styles.title}>
        {t('triggers.test')}
      </h2>
      <p className={styles.about}>{t('triggers.test.about')}</p>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('triggers.test.of')}
        value={of}
        data={(['ticket', 'example'] as const).map((value) => ({ value, label: t(`triggers.test.of.${value}`) }))}
        onChange={(value) => {
          setOf(value as 'ticket' | 'example');
        }}
      />
      {of === 'ticket' ? (
        <div className={styles.inputs}>
          <TextInput
            size="xs"
            aria-label={t('triggers.test.ticket')}
            placeholder="#1024"
            inputMode="numeric"
            autoComplete="off"
            list={`${id}-recent`}
            value={typed}
            error={wrong}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
            }}
          />
          <datalist id={`${id}-recent`}>
            {recent.map((each) => (
              <option key={each} value={`#${String(each)}`} />
            ))}
          </datalist>
        </div>
      ) : null}
      <TrialInputs key={of} of={of} values={values} trial={trial} onChange={setTrial} />
      <div className={styles.answer} role="status" aria-busy={seen.isFetching}>
        {answer()}
      </div>
    </section>
  );
};

/** Whether it would fire, each condition with what it saw, and what each action would do. */
const Answer = ({ body, test }: { readonly body: Body; readonly test: Test }): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const speaker = useTriggerSpeaker();
  const names = useActionNames();
  const isFired = test.outcome === 'fired';
  const Sign = isFired ? IconCheck : IconX;
  return (
    <>
      <p className={styles.outcome} data-fired={isFired || undefined}>
        <Sign size={16} stroke={2} aria-hidden />
        {isFired ? t('triggers.test.fires') : words(`outcome.${test.outcome}`)}
      </p>
      {test.conditions.length > 0 && (
        <ul className={styles.conditions} aria-label={t('triggers.conditions')}>
          {test.conditions.map(({ pointer, met, seen }) => {
            const path = [...pointer.matchAll(/\/conditions\/(\d+)/g)].map(([, place]) => Number(place));
            const node = nodeAt(body.conditions as TriggerValues['conditions'], path);
            if (node === undefined || isGroup(node)) return null;
            const Mark = met ? IconCheck : IconX;
            return (
              <li
                key={pointer}
                className={styles.condition}
                data-met={met || undefined}
                style={{ marginLeft: (path.length - 1) * 12 }}
              >
                <Mark size={14} stroke={2} role="img" aria-label={words(met ? 'condition.met' : 'condition.notMet')} />
                <span>
                  {conditionSentence(node, speaker)}
                  {seen !== null && (
                    <span className={styles.seen} dir="auto">
                      {words('condition.saw', { seen: seenWords(seen, speaker.field(node.field), speaker) })}
                    </span>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <h3 className={styles.heading}>{t(isFired ? 'triggers.test.does' : 'triggers.test.wouldDo')}</h3>
      <ol className={styles.actions} data-idle={!isFired || undefined}>
        {test.actions.map((done, index) => {
          // As it was sent: what is typed since is not tried yet.
          const action = body.actions[index] as SaidAction | undefined;
          return (
            <li key={index} className={styles.action} data-idle={done.idle !== null || undefined}>
              {action?.kind === done.kind ? actionSentence(action, names) : words(`action.${done.kind}`)}
              <Done done={done} names={names} />
            </li>
          );
        })}
      </ol>
    </>
  );
};

/** A value that is set, by its name. */
const valueWords = (value: string, { kind }: DoneAction, names: ActionNames): string => {
  if (kind === 'set_priority') return names.priority(value as Priority);
  return kind === 'set_inquiry_type' || kind === 'set_processing_type' ? (names.category(value) ?? value) : value;
};

const Done = ({ done, names }: { readonly done: DoneAction; readonly names: ActionNames }): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation('triggers');
  const { idle, leftOut, agent, candidates, before, after, from, to, subject, html, text, url, kind } = done;
  const facts: readonly ReactNode[] = [
    ...(idle === null ? [] : [words(`result.${idle}`)]),
    ...leftOut.map(({ why, count }) => words(`outward.${why}`, { count })),
    ...(agent === null ? [] : [t('triggers.test.agent', { name: agent.name ?? agent.id })]),
    ...(agent === null && candidates.length > 0
      ? [t('triggers.test.candidates', { names: candidates.map(({ id, name }) => name ?? id).join(', ') })]
      : []),
    ...(kind === 'assign' && idle === null && agent === null && candidates.length === 0
      ? [t('triggers.test.nobody')]
      : []),
    ...(idle === null && before !== null && after !== null
      ? [
          t('triggers.test.change', {
            before: valueWords(before, done, names),
            after: valueWords(after, done, names),
          }),
        ]
      : []),
    ...(to.length === 0 ? [] : [t('triggers.test.to', { names: to.map(({ address }) => address).join(', ') })]),
    ...(from === null ? [] : [t('triggers.test.from', { name: from.name ?? from.address })]),
    ...(subject === null ? [] : [<strong key="subject">{subject}</strong>]),
    ...(url === null ? [] : [url]),
  ];
  const written = html === null ? text : textOfHtml(html);
  return (
    <>
      {facts.map((fact, index) => (
        <span key={index} className={styles.fact} dir="auto">
          {fact}
        </span>
      ))}
      {written !== null && written !== '' && (
        <blockquote className={styles.text} dir="auto">
          {written.length > SHOWN ? `${written.slice(0, SHOWN).toWellFormed()}…` : written}
        </blockquote>
      )}
    </>
  );
};
