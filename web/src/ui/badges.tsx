import {
  IconApi,
  IconMail,
  IconMessageCircle,
  IconPencilPlus,
  IconPhone,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TICKET_STATUSES, type TicketStatus } from '../../../shared/domain/ticket/status.ts';
import type { Channel, TransferKind } from '../../../shared/domain/ticket/ticket.ts';
import { initialsOf } from './short-forms.ts';
import styles from './badges.module.css';

const COLOURS = {
  unassigned: 'unassigned',
  processing: 'processing',
  pending: 'pending',
  transferred: 'waiting',
  transfer_completed: 'waiting',
  dooray_transferred: 'waiting',
  dooray_in_progress: 'waiting',
  dooray_resolved: 'waiting',
  resolved: 'resolved',
  completed: 'completed',
} as const satisfies Record<TicketStatus, string>;

/** Whether a value of the API is a ticket's status that this console knows. */
export const isTicketStatus = (value: string | null | undefined): value is TicketStatus =>
  (TICKET_STATUSES as readonly (string | null | undefined)[]).includes(value);

/** A ticket's status as a coloured word. */
export const StatusBadge = ({ status }: { readonly status: TicketStatus }): ReactNode => {
  const { t } = useTranslation();
  return (
    <span className={styles.badge} data-colour={COLOURS[status]}>
      {t(`status.${status}`)}
    </span>
  );
};

/** Where a ticket was transferred to, as a short mark. */
export const TransferBadge = ({ transfer }: { readonly transfer: TransferKind }): ReactNode => {
  const { t } = useTranslation();
  return (
    <span className={styles.transfer} title={t('transfer.to', { kind: t(`transfer.${transfer}`) })}>
      {t(`transfer.badge.${transfer}`)}
    </span>
  );
};

const ICONS: Readonly<Record<Channel, Icon>> = {
  email: IconMail,
  chat: IconMessageCircle,
  phone: IconPhone,
  web: IconWorld,
  api: IconApi,
  created: IconPencilPlus,
};

/** An icon for the channel that a ticket came by. */
export const ChannelIcon = ({ channel }: { readonly channel: Channel }): ReactNode => {
  const { t } = useTranslation();
  const Drawn = ICONS[channel];
  const words = t(`channel.${channel}`);
  return (
    <span title={words} role="img" aria-label={words} style={{ display: 'inline-flex', flex: 'none' }}>
      <Drawn size={14} stroke={1.75} aria-hidden="true" />
    </span>
  );
};

/**
 * A small disc with a person's initials. The letters are drawn by CSS, so a screen reader doesn't read them: give the
 * name beside the disc or in `title`. `size` is in pixels.
 */
export const Initials = ({
  name,
  size = 24,
  title,
}: {
  readonly name: string;
  readonly size?: 20 | 24;
  readonly title?: string;
}): ReactNode => (
  <span
    className={styles.disc}
    data-size={size}
    title={title}
    aria-hidden={title === undefined}
    {...(title === undefined ? {} : { role: 'img', 'aria-label': title })}
    data-initials={initialsOf(name)}
  />
);
