import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useObstacleWords } from '../desk/obstacle-words.ts';
import { isClearRefusal } from '../desk/drafts/trouble.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { isTextTooLong } from '../desk/is-text-too-long.ts';
import { notifyOutcome } from '../desk/notify-outcome.tsx';
import { submitByKey } from '../ui/submit-by-key.ts';
import { BatchFields } from './batch-fields.tsx';
import { commandOf, groupChoice, type BatchForm } from './batch-form.ts';
import { planBatch, type BatchKind } from './batch-plan.ts';
import { BatchResults, TicketLines, type ResultLine } from './batch-results.tsx';
import { useBatch, useRefusedWords } from './use-batch.ts';
import type { SelectionControl } from './use-selection.ts';
import { useUnfinished } from './use-unfinished.ts';
import styles from './batch-dialog.module.css';

/** In a notification so many refusals are told. */
const TOLD = 5;

/** What happens to how many, in a sentence. A single ticket or customer is named. `loading`: still to be looked at. */
const useIntent = (
  kind: BatchKind,
  able: readonly TicketRowView[],
  customers: number,
  loading: number | undefined,
): { readonly title: string; readonly sentence: string } => {
  const { t } = useTranslation();
  if (loading !== undefined)
    return { title: t(`batch.${kind}`), sentence: t('why.loading', { label: ticketLabel(loading) }) };
  const [first] = able;
  const what = able.length === 1 ? ticketLabel(first!.number) : t('batch.tickets', { count: able.length });
  const who = customers === 1 ? (first?.customer.email ?? '') : t('batch.customers', { count: customers });
  return able.length === 0
    ? { title: t(`batch.${kind}`), sentence: t('batch.noneCan') }
    : { title: t(`batch.${kind}.title`, { what }), sentence: t(`batch.${kind}.will`, { who }) };
};

/**
 * Says what a command will do to how many of the selected tickets, and which can't take it; asks for what it needs, and
 * shows what became of each. A batch of which the outcome is not known is sent again as it was. While one is under way
 * the dialog stays; when it is gone all the same, a notification tells the outcome.
 */
export const BatchDialog = ({
  kind,
  selection,
  onClose,
}: {
  readonly kind: BatchKind;
  readonly selection: SelectionControl;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { me, service, role, myGroupIds } = useDesk();
  const { serviceId, agents } = service;
  const errorWords = useErrorWords();
  const refusedWords = useRefusedWords();
  const obstacleWords = useObstacleWords();
  const { form, sent, keep, forget } = useUnfinished(`${me.agentId} ${serviceId} ${kind}`, selection.selected);
  const [isAsked, setAsked] = useState(false);
  const [results, setResults] = useState<readonly ResultLine[] | null>(null);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const self = agents.find(({ agentId }) => agentId === me.agentId);
  const agent = { agentId: me.agentId, role, mayForward: self?.mayForward ?? false };
  const groups = groupChoice(kind, myGroupIds);
  const { command, gap } = commandOf(kind, form, groups);
  const isTooLong = command !== null && 'html' in command && command.html !== undefined && isTextTooLong(command.html);

  const batch = useBatch(serviceId, {
    onDone: (answers) => {
      const titles = new Map(able.map((row) => [row.number, row.title]));
      const lines = [
        ...answers.map((answer) => ({
          number: answer.number,
          title: titles.get(answer.number) ?? '',
          refusal: answer.ok ? null : refusedWords(answer),
        })),
        ...unableLines,
      ];
      forget();
      if (!isShown.current) {
        tellElsewhere(lines);
        return;
      }
      setResults(lines);
      selection.drop(answers.flatMap(({ ok, number }) => (ok ? number : [])));
    },
    onFailed: (error) => {
      if (isClearRefusal(error)) keep({ form, sent: null });
      if (!isShown.current) notifyOutcome({ words: `${t(`batch.${kind}`)}: ${errorWords(error)}`, isRefused: true });
    },
  });
  const isSame = sent !== null && JSON.stringify(sent.batch.command) === JSON.stringify(command);
  /** What was sent, while it is under way or would be sent again. */
  const again = isSame || batch.isPending ? sent : null;
  const { able, unable, customers } = planBatch(kind, again?.tickets ?? selection.tickets, agent);
  const loading = again === null ? selection.loading[0] : undefined;
  const isPossible = able.length > 0 && loading === undefined;
  const { title, sentence } = useIntent(kind, able, customers, loading);
  const unableLines = unable.map((planned) => ({
    ...planned.row,
    refusal: obstacleWords(planned.obstacle, planned.row),
  }));

  const trouble = batch.error !== null ? errorWords(batch.error) : again !== null ? t('unsent.unknown') : null;
  const failure = isTooLong ? t('editor.reason.tooLong') : trouble;

  /** Tells the results when the dialog is gone. */
  const tellElsewhere = (lines: readonly ResultLine[]): void => {
    const refused = lines.filter(({ refusal }) => refusal !== null);
    const outcome = t('batch.outcome', { done: lines.length - refused.length, refused: refused.length });
    const told = refused.slice(0, TOLD).map(({ number, refusal }) => `${ticketLabel(number)}: ${refusal}.`);
    notifyOutcome({
      words: [`${t(`batch.${kind}`)}: ${outcome}`, ...told, ...(refused.length > TOLD ? ['…'] : [])].join(' '),
      isRefused: refused.length > 0,
    });
  };
  const edit = (change: Partial<BatchForm>): void => {
    keep({ form: { ...form, ...change }, sent });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (batch.isPending || !isPossible || command === null || isTooLong) return;
    const sending = again ?? {
      batch: { numbers: able.map(({ number }) => number), command, key: crypto.randomUUID() },
      tickets: selection.tickets,
    };
    keep({ form, sent: sending });
    batch.mutate(sending.batch);
  };
  /** Every way out of the dialog but a page's own: there is none while a batch is under way. */
  const close = (event?: SyntheticEvent): void => {
    if (batch.isPending) event?.preventDefault();
    else onClose();
  };

  return (
    <Modal
      opened
      onClose={close}
      title={results === null ? title : t(`batch.${kind}`)}
      closeButtonProps={{ 'aria-label': t('batch.close') }}
      returnFocus={false}
      size={560}
      centered
    >
      {results !== null ? (
        <BatchResults lines={results} onClose={close} />
      ) : (
        <form onSubmit={submit} noValidate onKeyDown={submitByKey(submit)}>
          <p className={styles.summary}>{sentence}</p>
          {isPossible && (
            <BatchFields kind={kind} form={form} groups={groups} gap={isAsked ? gap : null} onEdit={edit} />
          )}
          {unable.length > 0 && (
            <details className={styles.unable} open={unable.length <= 5}>
              <summary>{t('batch.unable', { count: unable.length })}</summary>
              <TicketLines lines={unableLines} onOpen={close} />
            </details>
          )}
          {failure !== null && !batch.isPending && (
            <p className={styles.failure} role="alert">
              {failure}
            </p>
          )}
          <Group justify="flex-end" gap="sm" mt="lg">
            <Button variant="default" onClick={close} disabled={batch.isPending}>
              {t(isPossible ? 'create.cancel' : 'batch.close')}
            </Button>
            {isPossible && (
              <Button type="submit" aria-disabled={batch.isPending} data-autofocus={kind === 'keep' || undefined}>
                {t(batch.isPending ? 'batch.working' : again !== null ? 'problem.retry' : `batch.${kind}`)}
              </Button>
            )}
          </Group>
        </form>
      )}
    </Modal>
  );
};
