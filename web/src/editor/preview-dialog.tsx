import { Button, Modal, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { previewAnswer } from '../../../shared/contracts/http/mails.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { UnknownOutcomeError } from '../desk/api/problem-error.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { LoadFailed } from '../desk/error-words.tsx';
import { MailBody } from '../desk/mail-body.tsx';
import { sizeWords } from '../ui/short-forms.ts';
import type { WrittenWord } from './marked-text.ts';
import styles from './preview-dialog.module.css';

/** The answer whose mail is shown. */
export type PreviewedAnswer = {
  readonly command: 'resolve' | 'pend';
  readonly html: string;
  readonly uploadIds: string[];
};
type Preview = OutputOf<typeof previewAnswer>;

type PreviewDialogProps = {
  readonly ticket: Pick<TicketView, 'serviceId' | 'number'>;
  readonly answer: PreviewedAnswer;
  /** Called with the restricted words in the answer's text, as soon as they are known. */
  readonly onRestricted: (words: readonly WrittenWord[]) => void;
  readonly onClose: () => void;
};

/** Shows the mail that an answer would send, as the server composes it, and what in it would hold it back. */
export const PreviewDialog = ({ ticket, answer, onRestricted, onClose }: PreviewDialogProps): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { serviceId, number } = ticket;
  const preview = useQuery({
    queryKey: queryKeys.preview(serviceId, number, answer),
    queryFn: ({ signal }) => call(previewAnswer, { params: { serviceId, number }, body: answer, signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const latest = useRef(onRestricted);
  useEffect(() => {
    latest.current = onRestricted;
  });
  const restricted = preview.data?.restricted;
  useEffect(() => {
    if (restricted !== undefined) latest.current(restricted.filter(({ where }) => where === 'text'));
  }, [restricted]);
  const isOffline = preview.isPending && preview.fetchStatus === 'paused';
  const error = preview.error ?? (isOffline ? new UnknownOutcomeError('network') : null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('preview.title')}
      closeButtonProps={{ 'aria-label': t('why.close') }}
      size={760}
      centered
      // The editor takes the focus back, with its cursor where it was.
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      {error !== null ? (
        <LoadFailed title={t('preview.failed')} error={error} onRetry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <div className={styles.waiting} role="status" aria-label={t('preview.loading')}>
          <Skeleton height={12} width="60%" animate={false} />
          <Skeleton height={12} width="44%" animate={false} />
          <Skeleton height={320} animate={false} />
        </div>
      ) : (
        <Mail preview={preview.data} />
      )}
      <div className={styles.footer}>
        <Button variant="default" onClick={onClose}>
          {t('preview.back')}
        </Button>
      </div>
    </Modal>
  );
};

const Mail = ({ preview }: { readonly preview: Preview }): ReactNode => {
  const { t } = useTranslation();
  const { subject, from, to, html, text, files, mimeSize } = preview;
  const sizeOf = (bytes: number): string => {
    const { unit, count } = sizeWords(bytes);
    return t(`size.${unit}`, { count });
  };
  const person = ({ name, address }: { readonly name: string | null; readonly address: string }): string =>
    name === null || name === '' ? address : `${name} <${address}>`;
  return (
    <>
      <RestrictedBar restricted={preview.restricted} />
      <dl className={styles.head}>
        <dt>{t('preview.subject')}</dt>
        <dd className={styles.subject} dir="auto">
          {subject}
        </dd>
        <dt>{t('preview.to')}</dt>
        <dd>{person(to)}</dd>
        <dt>{t('preview.from')}</dt>
        <dd>{person(from)}</dd>
        {files.length > 0 && (
          <>
            <dt>{t('history.attachments')}</dt>
            <dd>{files.map(({ name, size }) => `${name} (${sizeOf(size)})`).join(', ')}</dd>
          </>
        )}
      </dl>
      <MailBody html={html} text={text} aside={t('preview.size', { size: sizeOf(mimeSize) })} />
    </>
  );
};

const RestrictedBar = ({ restricted }: Pick<Preview, 'restricted'>): ReactNode => {
  const { t } = useTranslation();
  if (restricted.length === 0) return null;
  const words = [...new Set(restricted.map(({ written }) => written))].join(', ');
  return (
    <div className={styles.restricted} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <p>
        {t('preview.restricted', { words })}
        {restricted.some(({ where }) => where === 'subject') && ` ${t('preview.inSubject')}`}
      </p>
    </div>
  );
};
