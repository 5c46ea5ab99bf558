import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { StatusBadge } from '../ui/badges.tsx';
import type { WordKey } from '../ui/words/en.ts';
import styles from './fields-panel.module.css';

const Field = ({ name, children }: { readonly name: WordKey; readonly children: ReactNode }): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.field}>
      <dt className={styles.name}>{t(name)}</dt>
      <dd className={styles.value}>{children ?? <span className={styles.none}>{t('fields.none')}</span>}</dd>
    </div>
  );
};

/** A value with a button that copies it. */
const Copyable = ({ value }: { readonly value: string }): ReactNode => {
  const { t } = useTranslation();
  return (
    <span className={styles.copyable}>
      <span className={styles.copied} title={value}>
        {value}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'fields.copied' : 'fields.copy')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={20}
              aria-label={`${t('fields.copy')}: ${value}`}
              onClick={copy}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
};

/** The fields of the customer and the ticket; they can't be changed here yet. */
export const FieldsPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { service, agentName, groupName } = useDesk();
  const person = (agentId: string | null): string | null =>
    agentId === null ? null : (agentName(agentId) ?? t('ticket.somebody'));
  return (
    <>
      <h3 className={styles.section}>{t('fields.customer')}</h3>
      <dl className={styles.fields}>
        <Field name="fields.name">{ticket.customer.name}</Field>
        <Field name="fields.email">
          {ticket.customer.email === undefined ? null : <Copyable value={ticket.customer.email} />}
        </Field>
        <Field name="fields.language">{t(`language.${ticket.language}`)}</Field>
      </dl>
      <h3 className={styles.section}>{t('fields.ticket')}</h3>
      <dl className={styles.fields}>
        <Field name="fields.status">
          <StatusBadge status={ticket.status} />
        </Field>
        <Field name="fields.priority">
          <span className={styles.priority} data-priority={ticket.priority}>
            {t(`priority.${ticket.priority}`)}
          </span>
        </Field>
        <Field name="fields.channel">{t(`channel.${ticket.channel}`)}</Field>
        <Field name="fields.group">{groupName(ticket.groupId)}</Field>
        <Field name="fields.assignee">{person(ticket.assigneeId)}</Field>
        <Field name="fields.createdAt">
          <Timestamp at={ticket.createdAt} as="date" />
        </Field>
        {ticket.createdBy !== null && <Field name="fields.createdBy">{person(ticket.createdBy)}</Field>}
        <Field name="fields.activityAt">
          <Timestamp at={ticket.activityAt} as="date" />
        </Field>
        {ticket.resolvedAt !== null && (
          <Field name="fields.resolvedAt">
            <Timestamp at={ticket.resolvedAt} as="date" />
          </Field>
        )}
        {ticket.followsNumber !== null && (
          <Field name="fields.follows">
            <Link
              to="/s/$serviceId/$list/$number"
              params={{ serviceId: service.serviceId, list: 'all', number: ticket.followsNumber }}
              search={searchOf(wholeList('all'))}
            >
              {ticketLabel(ticket.followsNumber)}
            </Link>
          </Field>
        )}
      </dl>
    </>
  );
};
