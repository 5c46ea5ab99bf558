import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useDesk } from '../desk/desk-context.ts';
import styles from './batch-dialog.module.css';

/** What became of a ticket, or will: `refusal` says why nothing did. */
export type ResultLine = { readonly number: number; readonly title: string; readonly refusal: string | null };

/** Tickets with a link to each, and what became of them. */
export const TicketLines = ({
  lines,
  onOpen,
}: {
  readonly lines: readonly ResultLine[];
  /** A ticket is about to be opened, unless the event's default is prevented. */
  readonly onOpen: (event: MouseEvent) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service, list } = useDesk();
  return (
    <ul className={styles.lines}>
      {lines.map(({ number, title, refusal }) => (
        <li key={number} className={styles.line} data-refused={refusal !== null || undefined}>
          {refusal === null ? (
            <IconCheck size={16} aria-label={t('batch.done')} role="img" />
          ) : (
            <IconAlertTriangle size={16} aria-label={t('batch.notDone')} role="img" />
          )}
          <Link
            to="/s/$serviceId/$list/$number"
            params={{ serviceId: service.serviceId, list, number }}
            className={styles.ticket}
            title={title}
            onClick={onOpen}
          >
            {ticketLabel(number)} <span dir="auto">{title}</span>
          </Link>
          {refusal !== null && <span className={styles.why}>{refusal}</span>}
        </li>
      ))}
    </ul>
  );
};

/** What became of each ticket of a batch, those that were refused first. */
export const BatchResults = ({
  lines,
  onClose,
}: {
  readonly lines: readonly ResultLine[];
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const refused = lines.filter(({ refusal }) => refusal !== null);
  const done = lines.filter(({ refusal }) => refusal === null);
  return (
    <>
      <p className={styles.summary} role="status">
        {t('batch.outcome', { done: done.length, refused: refused.length })}
        {refused.length > 0 && ` ${t('batch.stillSelected')}`}
      </p>
      <TicketLines lines={[...refused, ...done]} onOpen={onClose} />
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button onClick={onClose} data-autofocus autoFocus>
          {t('batch.close')}
        </Button>
      </Group>
    </>
  );
};
