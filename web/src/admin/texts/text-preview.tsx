import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { announce } from '../../ui/announcer.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { submitByKey } from '../../ui/submit-by-key.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { useVariableWords } from '../kit/variable-choice.ts';
import styles from './texts.module.css';

/** Milliseconds without a key after which the preview follows what was typed. */
const PAUSE = 400;

const TEST_REFUSALS: Readonly<Record<string, AdminWordKey>> = {
  test_mail_limit: 'texts.test.limit',
  test_mail_not_sent: 'texts.test.notSent',
  sender_not_verified: 'texts.test.sender',
  validation_failed: 'texts.test.invalid',
  ticket_not_found: 'texts.ticket.missing',
  too_large: 'texts.test.large',
};

/** What a preview says beside the text: which ticket it was filled from, and what that has no value for. */
type Filled = {
  readonly ticket: { readonly number: number; readonly title: string } | null;
  readonly empty: readonly string[];
};
type Number = { readonly number?: number };

/**
 * A text as customers would get it, beside its form: filled from a ticket that is chosen by its number, the newest one
 * at first. It follows what is typed, and can be mailed to oneself.
 */
export const TextPreview = <B extends object, P extends Filled>({
  what,
  body,
  isRight,
  preview,
  test,
  children,
}: {
  /** Tells the preview of one thing from another's. */
  readonly what: string;
  /** What is previewed; null while there is nothing. */
  readonly body: B | null;
  /** Whether it could be saved. */
  readonly isRight: boolean;
  readonly preview: (body: B & Number, signal: AbortSignal) => Promise<P>;
  readonly test: (body: B & Number) => Promise<{ readonly address: string }>;
  readonly children: (preview: P) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { service } = useDesk();
  const refusalWords = useRefusalWords(TEST_REFUSALS);
  const variableWords = useVariableWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const number = typed.trim().replace(/^#/, '');
  const isNumber = number === '' || /^[1-9]\d{0,8}$/.test(number);
  const asked =
    body === null || !isRight || !isNumber ? null : { ...body, ...(number === '' ? {} : { number: Number(number) }) };
  const [settled] = useDebouncedValue(JSON.stringify(asked), PAUSE);
  const seen = useQuery({
    queryKey: queryKeys.textPreview(service.serviceId, what, settled),
    queryFn: ({ signal }) => preview(JSON.parse(settled) as B & Number, signal),
    enabled: settled !== 'null',
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const sending = useMutation({
    networkMode: 'always',
    // A second try would be a second mail.
    retry: false,
    mutationFn: async () => (asked === null ? null : test(asked)),
    onSuccess: (sent) => {
      if (sent !== null) announce(t('texts.test.sent', { address: sent.address }));
    },
  });
  const isMissing = seen.error instanceof ProblemError && seen.error.code === 'ticket_not_found';
  const wrongNumber = !isNumber ? t('texts.ticket.wrong') : isMissing ? t('texts.ticket.missing') : null;
  const canSend = asked !== null;
  const content = (): ReactNode => {
    if (body === null) return <p className={styles.note}>{t('texts.preview.empty')}</p>;
    if (!isRight && seen.data === undefined) return <p className={styles.note}>{t('texts.preview.waits')}</p>;
    if (wrongNumber !== null) return null;
    if (seen.isError && seen.data === undefined)
      return seen.error instanceof ProblemError && seen.error.status < 500 ? (
        <p className={styles.note} role="alert">
          {refusalWords(seen.error)}
        </p>
      ) : (
        <LoadFailed title={t('texts.preview.failed')} error={seen.error} onRetry={() => void seen.refetch()} />
      );
    if (seen.data === undefined)
      return (
        <div role="status" aria-label={t('texts.preview.loading')}>
          <RowsSkeleton rows={4} />
        </div>
      );
    const { ticket, empty } = seen.data;
    return (
      <>
        <p className={styles.from}>
          {ticket === null
            ? t('texts.ticket.example')
            : t('texts.ticket.of', { number: ticket.number, title: ticket.title })}
        </p>
        {empty.length > 0 && (
          <p className={styles.missing}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>{t('texts.missing', { names: empty.map(variableWords).join(', ') })}</span>
          </p>
        )}
        {!isRight && <p className={styles.waits}>{t('texts.preview.wrong')}</p>}
        <div className={styles.seen} data-old={!isRight || undefined}>
          {children(seen.data)}
        </div>
      </>
    );
  };
  return (
    <section
      className={styles.preview}
      aria-labelledby={`${id}-title`}
      // The form around is saved by it; a button would be pressed as well.
      onKeyDown={submitByKey((event) => {
        event.preventDefault();
      })}
    >
      <div className={styles.previewHead}>
        <h2 id={`${id}-title`} className={styles.previewTitle}>
          {t('texts.preview')}
        </h2>
        <label className={styles.ticket} htmlFor={`${id}-ticket`}>
          {t('texts.ticket')}
        </label>
        <TextInput
          id={`${id}-ticket`}
          size="xs"
          className={styles.number}
          inputMode="numeric"
          autoComplete="off"
          placeholder={t('texts.ticket.newest')}
          leftSection={<span aria-hidden>#</span>}
          leftSectionWidth={24}
          value={typed}
          error={wrongNumber !== null}
          aria-describedby={wrongNumber === null ? undefined : `${id}-wrong`}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
          }}
        />
      </div>
      {wrongNumber !== null && (
        <p id={`${id}-wrong`} className={styles.fault} role="alert">
          {wrongNumber}
        </p>
      )}
      {content()}
      <div className={styles.test}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSend size={14} stroke={1.75} aria-hidden />}
          aria-disabled={!canSend || sending.isPending}
          aria-busy={sending.isPending}
          onClick={() => {
            if (canSend && !sending.isPending) sending.mutate();
          }}
        >
          {t(sending.isPending ? 'texts.test.sending' : 'texts.test')}
        </Button>
        {sending.isError ? (
          <span className={styles.testFault} role="alert">
            {refusalWords(sending.error)}
          </span>
        ) : (
          <span className={styles.testWords} data-sent={sending.isSuccess || undefined}>
            {sending.data ? t('texts.test.sent', { address: sending.data.address }) : t('texts.test.hint')}
          </span>
        )}
      </div>
    </section>
  );
};
