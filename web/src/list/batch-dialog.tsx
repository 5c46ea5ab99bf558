import { Button, Group, Modal } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { richText } from '../../../shared/contracts/http/plain-values.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useObstacleWords } from '../desk/obstacle-words.ts';
import { isClearRefusal } from '../desk/drafts/trouble.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { submitByKey } from '../ui/submit-by-key.ts';
import { BatchFields } from './batch-fields.tsx';
import { commandOf, EMPTY_FORM, groupChoice, type BatchForm } from './batch-form.ts';
import { planBatch, type BatchKind } from './batch-plan.ts';
import { BatchResults, TicketLines, type ResultLine } from './batch-results.tsx';
import { useBatch, useRefusedWords, type Batch } from './use-batch.ts';
import type { SelectionControl } from './use-selection.ts';
import styles from './batch-dialog.module.css';

/** What was typed for a command and is not done: it is there again when the dialog opens next. */
const unfinished = new Map<string, BatchForm>();

/** What happens to how many, in a sentence. A single ticket or customer is named. */
const useIntent = (kind: BatchKind, able: readonly TicketRowView[], customers: number) => {
  const { t } = useTranslation();
  const [first] = able;
  const what = able.length === 1 ? ticketLabel(first!.number) : t('batch.tickets', { count: able.length });
  const who = customers === 1 ? (first?.customer.email ?? '') : t('batch.customers', { count: customers });
  return able.length === 0
    ? { title: t(`batch.${kind}`), sentence: t('batch.noneCan') }
    : { title: t(`batch.${kind}.title`, { what }), sentence: t(`batch.${kind}.will`, { who }) };
};

/**
 * Says what a command will do to how many of the selected tickets, and which can't take it; asks for what it needs, and
 * shows what became of each. A batch of which the outcome is not known is sent again as it was.
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
  const { me, service, myGroupIds } = useDesk();
  const { serviceId, agents } = service;
  const errorWords = useErrorWords();
  const refusedWords = useRefusedWords();
  const obstacleWords = useObstacleWords();
  const keptAt = `${me.agentId} ${serviceId} ${kind}`;
  const [form, setForm] = useState(() => unfinished.get(keptAt) ?? EMPTY_FORM);
  const [isAsked, setAsked] = useState(false);
  /** The batch that was sent, while its outcome is not known. */
  const [sent, setSent] = useState<{ readonly batch: Batch; readonly tickets: readonly TicketRowView[] } | null>(null);
  const [results, setResults] = useState<readonly ResultLine[] | null>(null);
  const self = agents.find(({ agentId }) => agentId === me.agentId);
  const role = me.services.find((membership) => membership.serviceId === serviceId)?.role ?? 'agent';
  const agent = { agentId: me.agentId, role, mayForward: self?.mayForward ?? false };
  const { able, unable, customers } = planBatch(kind, sent?.tickets ?? selection.tickets, agent);
  const groups = groupChoice(kind, myGroupIds);
  const { command, gap } = commandOf(kind, form, groups);
  const isTooLong =
    command !== null && 'html' in command && command.html !== undefined && !richText.safeParse(command.html).success;
  const { title, sentence } = useIntent(kind, able, customers);
  const unableLines = unable.map((planned) => ({
    ...planned.row,
    refusal: obstacleWords(planned.obstacle, planned.row),
  }));

  const batch = useBatch(serviceId, (answers) => {
    const titles = new Map(able.map((row) => [row.number, row.title]));
    unfinished.delete(keptAt);
    setResults([
      ...answers.map((answer) => ({
        number: answer.number,
        title: titles.get(answer.number) ?? '',
        refusal: answer.ok ? null : refusedWords(answer),
      })),
      ...unableLines,
    ]);
    selection.drop(answers.flatMap(({ ok, number }) => (ok ? number : [])));
  });
  const edit = (change: Partial<BatchForm>): void => {
    const next = { ...form, ...change };
    setForm(next);
    unfinished.set(keptAt, next);
    setSent(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (batch.isPending || able.length === 0 || command === null || isTooLong) return;
    const sending = sent ?? {
      batch: { numbers: able.map(({ number }) => number), command, key: crypto.randomUUID() },
      tickets: selection.tickets,
    };
    setSent(sending);
    batch.mutate(sending.batch, {
      onError: (error) => {
        if (isClearRefusal(error)) setSent(null);
      },
    });
  };

  return (
    <Modal
      opened
      onClose={() => {
        if (!batch.isPending) onClose();
      }}
      title={results === null ? title : t(`batch.${kind}`)}
      closeButtonProps={{ 'aria-label': t('batch.close') }}
      returnFocus={false}
      size={560}
      centered
    >
      {results !== null ? (
        <BatchResults lines={results} onClose={onClose} />
      ) : (
        <form onSubmit={submit} noValidate onKeyDown={submitByKey(submit)}>
          <p className={styles.summary}>{sentence}</p>
          {able.length > 0 && (
            <BatchFields kind={kind} form={form} groups={groups} gap={isAsked ? gap : null} onEdit={edit} />
          )}
          {unable.length > 0 && (
            <details className={styles.unable} open={unable.length <= 5}>
              <summary>{t('batch.unable', { count: unable.length })}</summary>
              <TicketLines lines={unableLines} onOpen={onClose} />
            </details>
          )}
          {(isTooLong || batch.isError) && !batch.isPending && (
            <p className={styles.failure} role="alert">
              {isTooLong || batch.error === null ? t('editor.reason.tooLong') : errorWords(batch.error)}
            </p>
          )}
          <Group justify="flex-end" gap="sm" mt="lg">
            <Button variant="default" onClick={onClose} disabled={batch.isPending}>
              {t(able.length === 0 ? 'batch.close' : 'create.cancel')}
            </Button>
            {able.length > 0 && (
              <Button type="submit" aria-disabled={batch.isPending} data-autofocus={kind === 'keep' || undefined}>
                {t(
                  batch.isPending
                    ? 'batch.working'
                    : sent !== null && batch.isError
                      ? 'problem.retry'
                      : `batch.${kind}`,
                )}
              </Button>
            )}
          </Group>
        </form>
      )}
    </Modal>
  );
};
