import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconHourglass, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { latenessOf } from '../../../shared/domain/ticket/lateness.ts';
import type { TicketStatus } from '../../../shared/domain/ticket/status.ts';
import { MY_LISTS, ticketLabel, type MenuList, type TransferKind } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { needsAction, type DraftStanding } from '../desk/drafts/use-drafts.ts';
import { ImportantButton } from '../desk/important/important-button.tsx';
import { Timestamp, useNow } from '../desk/timestamp.tsx';
import { ChannelIcon, Initials, StatusBadge, TransferBadge } from '../ui/badges.tsx';
import { exactTime, relativeTime } from '../ui/format-time.ts';
import type { RowPlace } from './ticket-rows.tsx';
import styles from './ticket-row.module.css';

type TicketRowProps = RowPlace & {
  readonly row: TicketRowView;
  readonly serviceId: string;
  readonly list: MenuList;
  /** The kind of transfer that the list is narrowed to. */
  readonly transferOfList: TransferKind | null;
  readonly isOpen: boolean;
  readonly hasLeft: boolean;
  /** Whether the Tab key stops at this row; true for one row of the list. */
  readonly isStop: boolean;
  readonly isSelected: boolean;
  /** Whether checkboxes are shown for all rows, since something is selected. */
  readonly isSelecting: boolean;
  /** The state of an unsent text on the ticket; null when there is none. */
  readonly draft: DraftStanding | null;
  readonly isImportant: boolean;
  readonly onImportant: (number: number) => void;
  readonly assigneeName: string | undefined;
  readonly groupName: string | undefined;
};

/** The status that a row has by being in a list: it isn't said again. */
const STATUS_OF: Readonly<Partial<Record<MenuList, TicketStatus>>> = {
  ...MY_LISTS,
  all_unassigned: 'unassigned',
  spam: 'resolved',
};

/** A row of the list, 64 px high, with a line of the newest message; the bar at its left edge shows the priority. */
export const TicketRow = memo(
  ({
    row,
    start,
    position,
    size,
    serviceId,
    list,
    transferOfList,
    isOpen,
    hasLeft,
    isStop,
    isSelected,
    isSelecting,
    draft,
    isImportant,
    onImportant,
    assigneeName,
    groupName,
  }: TicketRowProps): ReactNode => {
    const { t } = useTranslation();
    const { number, title, status, priority, channel, customer, unreadReply, transfer, snippet } = row;
    const who =
      assigneeName === undefined
        ? groupName
        : groupName === undefined
          ? assigneeName
          : `${assigneeName} · ${groupName}`;
    return (
      <li
        className={styles.item}
        style={{ transform: `translateY(${start}px)` }}
        data-item={number}
        data-selected={isSelected || undefined}
        data-selecting={isSelecting || undefined}
        aria-posinset={position}
        aria-setsize={size}
      >
        <Link
          to="/s/$serviceId/$list/$number"
          params={{ serviceId, list, number }}
          state={{ isFromRow: true }}
          data-row={number}
          className={styles.row}
          tabIndex={isStop ? 0 : -1}
          data-priority={priority}
          data-open={isOpen || undefined}
          data-left={hasLeft || undefined}
          data-unread={unreadReply || undefined}
          aria-current={isOpen ? 'true' : undefined}
          title={hasLeft ? t('list.left') : undefined}
        >
          <span className={styles.line}>
            {unreadReply && (
              <span className={styles.dot} role="img" aria-label={t('list.unread')} title={t('list.unread')} />
            )}
            {(priority === 'urgent' || priority === 'high') && (
              <span className={styles.hidden}>{t(`priority.${priority}`)}</span>
            )}
            <span className={styles.title} title={title} dir="auto">
              {title}
            </span>
            {status !== STATUS_OF[list] && <StatusBadge status={status} />}
          </span>
          <span className={styles.meta}>
            <span className={styles.number}>{ticketLabel(number)}</span>
            <span className={styles.customer} dir="auto">
              {customer.name ?? customer.email ?? t('list.noCustomer')}
            </span>
            <ChannelIcon channel={channel} />
            {transfer !== null && transfer !== transferOfList && <TransferBadge transfer={transfer} />}
            {draft !== null && <DraftMark standing={draft} />}
            {who !== undefined &&
              (assigneeName === undefined ? (
                <span className={styles.group} title={who}>
                  {groupName}
                </span>
              ) : (
                <Initials name={assigneeName} size={20} title={who} />
              ))}
            <RowTime row={row} />
          </span>
          {snippet !== null && (
            <span className={styles.snippet} dir="auto">
              {snippet}
            </span>
          )}
        </Link>
        {/* The list listens to the mouse on all of its boxes: it may be drawn over several. */}
        <UnstyledButton
          role="checkbox"
          aria-checked={isSelected}
          aria-label={t('select.label', { label: ticketLabel(number) })}
          className={styles.box}
          title={`${t('select.one')} (x)`}
          tabIndex={isStop ? 0 : -1}
          onMouseDown={(event) => {
            event.preventDefault();
          }}
        >
          <span className={styles.tick}>{isSelected && <IconCheck size={12} stroke={3} aria-hidden="true" />}</span>
        </UnstyledButton>
        <ImportantButton
          number={number}
          isImportant={isImportant}
          onToggle={onImportant}
          className={styles.star}
          tabIndex={isStop ? 0 : -1}
        />
      </li>
    );
  },
);
/** When something happened last; while the customer waits long for an answer, since when, in a colour and in words. */
const RowTime = ({ row }: { readonly row: TicketRowView }): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  const { waitingSince, activityAt } = row;
  const lateness = latenessOf(row, now);
  if (waitingSince === null || lateness === undefined)
    return <Timestamp at={activityAt} as="relative" className={styles.time} />;
  const words = t(`list.waits.${lateness}`, { at: exactTime(waitingSince, timeStyle) });
  return (
    <span
      className={styles.time}
      data-lateness={lateness}
      title={`${words}\n${t('list.lastActivity', { at: exactTime(activityAt, timeStyle) })}`}
    >
      <IconHourglass size={12} stroke={2} aria-hidden="true" />
      <span aria-hidden="true">{relativeTime(waitingSince, now, timeStyle, '')}</span>
      <span className={styles.hidden}>{words}</span>
    </span>
  );
};

/** A pencil for an unsent text; red and with words when the agent must do something about it. */
const DraftMark = ({ standing }: { readonly standing: DraftStanding }): ReactNode => {
  const { t } = useTranslation();
  const isBad = needsAction({ standing });
  const words = t(`drafts.${standing}`);
  return (
    <span className={styles.draft} data-bad={isBad || undefined} title={words}>
      <IconPencil size={14} stroke={1.75} aria-hidden="true" />
      <span className={isBad ? undefined : styles.hidden}>{isBad ? t('drafts.notSent') : words}</span>
    </span>
  );
};

TicketRow.displayName = 'TicketRow';
