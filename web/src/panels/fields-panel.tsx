import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useServiceFields } from '../desk/api/service-queries.ts';
import { useEvents, type WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { aim } from '../desk/keyboard/aim.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { StatusBadge } from '../ui/badges.tsx';
import type { WordKey } from '../ui/words/en.ts';
import { dropReached, shelfOf, useShelf } from './edit-shelf.ts';
import { FieldRow, type RowsState } from './field-row.tsx';
import { FieldsSection, FormerFields } from './service-fields.tsx';
import { askedFields, type ValueKey } from '../desk/fields/field-values.ts';
import { conflictsOf, inquiryTypeAfter, pendingEdits } from './ticket-values.ts';
import { useUnsavedBar } from '../desk/edits/use-unsaved-bar.ts';
import styles from './fields-panel.module.css';

const SaveBar = lazy(() => import('./save-bar.tsx').then(({ SaveBar: component }) => ({ default: component })));

const NO_FIELDS: readonly never[] = [];

const Field = ({ name, children }: { readonly name: WordKey; readonly children: ReactNode }): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.field}>
      <dt className={styles.name}>{t(name)}</dt>
      <dd className={styles.value}>{children ?? <span className={styles.none}>{t('fields.none')}</span>}</dd>
    </div>
  );
};

/** A button that copies a value. */
const Copy = ({ value }: { readonly value: string | undefined }): ReactNode => {
  const { t } = useTranslation();
  if (value === undefined) return null;
  return (
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
  );
};

const Tags = ({ tags }: { readonly tags: readonly string[] }): ReactNode => (
  <span className={styles.tags}>
    {tags.map((tag) => (
      <span key={tag} className={styles.tag}>
        {tag}
      </span>
    ))}
  </span>
);

/** The group. It changes when the ticket is forwarded, so where that is allowed the value opens that dialog. */
const GroupValue = ({
  ticket,
  group,
}: {
  readonly ticket: WholeTicketView;
  readonly group: string | null;
}): ReactNode => {
  const { t } = useTranslation();
  const value = group ?? <span className={styles.none}>{t('fields.none')}</span>;
  if (!ticket.allowed.includes('forward')) return value;
  return (
    <button
      type="button"
      className={styles.forward}
      aria-haspopup="dialog"
      aria-label={t('fields.forward', { name: t('fields.group'), value: group ?? t('fields.none') })}
      onClick={() => {
        aim.actOn('forward', ticket.number);
      }}
    >
      {value}
    </button>
  );
};

/** What the desk itself tells of a ticket. */
const TicketTimes = ({ ticket }: { readonly ticket: WholeTicketView }): ReactNode => {
  const { service, agentName } = useDesk();
  const { t } = useTranslation();
  return (
    <dl className={styles.fields}>
      <Field name="fields.channel">{t(`channel.${ticket.channel}`)}</Field>
      <Field name="fields.createdAt">
        <Timestamp at={ticket.createdAt} as="date" />
      </Field>
      {ticket.createdBy !== null && (
        <Field name="fields.createdBy">{agentName(ticket.createdBy) ?? t('ticket.somebody')}</Field>
      )}
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
  );
};

/**
 * The fields of the customer and the ticket, and the service's own. A value that is pressed turns into an input; what
 * was typed is kept until it is saved or taken back, also while other tickets are open.
 */
export const FieldsPanel = ({ ticket }: { readonly ticket: WholeTicketView }): ReactNode => {
  const { t } = useTranslation();
  const { agentName, groupName } = useDesk();
  const errorWords = useErrorWords();
  const serviceFields = useServiceFields(ticket.serviceId);
  const definitions = serviceFields.data ?? NO_FIELDS;
  const { edits, faults } = useShelf(ticket);
  const [openKey, setOpenKey] = useState<ValueKey | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    dropReached(ticket);
  }, [ticket]);
  const asked = askedFields(definitions, ticket.serviceId, inquiryTypeAfter(ticket, edits));
  const pending = pendingEdits(ticket, edits, asked);
  const log = useEvents(ticket.serviceId, ticket.number, pending.size > 0);
  const conflicts = conflictsOf(ticket, pending, log.data?.pages.flatMap(({ events }) => events) ?? []);
  const canEdit = ticket.allowed.includes('edit');
  const hasBar = canEdit && (pending.size > 0 || faults.size > 0);
  const { isAsked, onTaken, pressed } = useUnsavedBar(panel, hasBar, () => shelfOf(ticket).edits.size > 0);
  const state: RowsState = { ticket, canEdit, openKey, onOpen: setOpenKey, pending, faults, conflicts };
  const { customer } = ticket;
  return (
    <div ref={panel} tabIndex={-1} className={styles.panel} onKeyDown={pressed}>
      {!canEdit && <p className={styles.hint}>{t('fields.notNow')}</p>}
      <section aria-label={t('fields.customer')}>
        <h3 className={styles.section}>{t('fields.customer')}</h3>
        <dl className={styles.fields}>
          <FieldRow subject="customer.name" state={state} />
          <FieldRow subject="customer.email" state={state} aside={<Copy value={customer.email} />} />
          <FieldRow subject="customer.phone" state={state} aside={<Copy value={customer.phone} />} />
          <FieldRow subject="language" state={state} />
        </dl>
        {openKey?.startsWith('customer.') === true && <p className={styles.hint}>{t('fields.ofTicket')}</p>}
      </section>
      <section aria-label={t('fields.ticket')}>
        <h3 className={styles.section}>{t('fields.ticket')}</h3>
        <dl className={styles.fields}>
          <Field name="fields.status">
            <StatusBadge status={ticket.status} />
          </Field>
          <FieldRow
            subject="priority"
            state={state}
            shown={
              <span className={styles.priority} data-priority={ticket.priority}>
                {t(`priority.${ticket.priority}`)}
              </span>
            }
          />
          <FieldRow subject="inquiryTypeId" state={state} />
          <FieldRow subject="processingTypeId" state={state} />
          <FieldRow
            subject="tags"
            state={state}
            shown={ticket.tags.length === 0 ? undefined : <Tags tags={ticket.tags} />}
          />
          <Field name="fields.group">
            <GroupValue ticket={ticket} group={groupName(ticket.groupId) ?? null} />
          </Field>
          <Field name="fields.assignee">
            {ticket.assigneeId === null ? null : (agentName(ticket.assigneeId) ?? t('ticket.somebody'))}
          </Field>
        </dl>
      </section>
      {serviceFields.isError && serviceFields.data === undefined && (
        <p className={styles.fault} role="alert">
          {t('fields.failed', { why: errorWords(serviceFields.error) })}
        </p>
      )}
      <FieldsSection title="fields.inquiry" fields={asked.filter(({ scope }) => scope === 'customer')} state={state} />
      <FieldsSection title="fields.agents" fields={asked.filter(({ scope }) => scope === 'agent')} state={state} />
      <FormerFields ticket={ticket} definitions={definitions} asked={asked} />
      <TicketTimes ticket={ticket} />
      {hasBar && (
        <Suspense fallback={null}>
          <SaveBar
            ticket={ticket}
            pending={pending}
            conflicts={conflicts}
            faults={faults}
            definitions={definitions}
            panel={panel}
            isAsked={isAsked}
            onTaken={onTaken}
            onDone={() => {
              setOpenKey(null);
            }}
          />
        </Suspense>
      )}
    </div>
  );
};
