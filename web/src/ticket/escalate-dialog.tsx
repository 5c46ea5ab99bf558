import { Button, Modal, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listEscalationTargets } from '../../../shared/contracts/http/escalations.ts';
import { fillTemplate } from '../../../shared/contracts/http/templates.ts';
import { TITLE_LIMIT, ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useEntries, type EntryView, type TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { DeskContext, useDesk } from '../desk/desk-context.ts';
import { LoadFailed, useErrorWords } from '../desk/error-words.tsx';
import { FieldInput } from '../desk/fields/field-input.tsx';
import { FileList } from '../desk/fields/file-input.tsx';
import { useFaultWords } from '../desk/fields/use-fault-words.ts';
import { keyOfSubject, useSubjectName, type Subject } from '../desk/fields/use-value-words.ts';
import { modifierKey } from '../desk/keyboard/shortcuts.ts';
import { useNow } from '../desk/timestamp.tsx';
import { DropHint } from '../desk/uploads/drop-hint.tsx';
import { useFileDrop } from '../desk/uploads/use-file-drop.ts';
import { useNewFiles } from '../desk/uploads/use-new-files.ts';
import { dateAndTime } from '../ui/format-time.ts';
import { Nothing } from '../ui/pane-state.tsx';
import { submitByKey } from '../ui/submit-by-key.ts';
import {
  beginEscalation,
  ESCALATION_FAULTS,
  quoted,
  quotedEntry,
  type EscalationPart,
  type EscalationTarget,
} from './escalation-form.ts';
import { useEscalation, type EscalationForm } from './use-escalation.ts';
import { useRefusal } from './use-refusal.ts';
import styles from './escalate-dialog.module.css';

const RichTextInput = lazy(() =>
  import('../desk/rich-text/rich-text-input.tsx').then(({ RichTextInput: component }) => ({ default: component })),
);

/** What is wrong with a part of the form, in words. */
const usePartFault = (form: EscalationForm): ((part: EscalationPart) => string | undefined) => {
  const { t } = useTranslation();
  const faultWords = useFaultWords();
  return (part) => {
    const fault = form.faults.get(part);
    if (fault === undefined) return undefined;
    if (fault === ESCALATION_FAULTS.missing) return t('create.missing');
    if (fault === ESCALATION_FAULTS.targetGone) return t('escalate.target.gone');
    return faultWords(fault);
  };
};

const Value = ({ subject, form }: { readonly subject: Subject; readonly form: EscalationForm }): ReactNode => {
  const name = useSubjectName()(subject);
  const error = usePartFault(form)(keyOfSubject(subject));
  const key = keyOfSubject(subject);
  return (
    <div className={styles.value} data-fault={error !== undefined || undefined}>
      {(typeof subject === 'string' || subject.type !== 'agree') && (
        <span className={styles.label} aria-hidden="true">
          {name}
          {typeof subject !== 'string' && subject.required && <span className={styles.star}> *</span>}
        </span>
      )}
      <FieldInput
        subject={subject}
        name={name}
        value={form.value(key)}
        error={error}
        autoFocus={false}
        onEdit={(value) => {
          form.edit(key, value);
        }}
        onArrived={form.arrived}
      />
    </div>
  );
};

/** What the chosen service asks: its inquiry types and fields in the place of the own ones. */
const TargetFields = ({ form, target }: { readonly form: EscalationForm; readonly target: EscalationTarget }) => {
  const { t } = useTranslation();
  const desk = useDesk();
  const name = useSubjectName();
  const title = t('escalate.there', { service: target.name });
  return (
    <DeskContext value={{ ...desk, service: { ...desk.service, categories: target.inquiryTypes } }}>
      <div role="group" aria-label={title} className={styles.part}>
        <h3 className={styles.section}>{title}</h3>
        {target.inquiryTypes.length > 0 && <Value key={target.serviceId} subject="inquiryTypeId" form={form} />}
        {form.asked.map((field) =>
          field.type === 'caption' ? (
            <p key={field.code} className={styles.caption}>
              {name(field)}
            </p>
          ) : (
            <Value key={`${target.serviceId}/${field.code}`} subject={field} form={form} />
          ),
        )}
      </div>
    </DeskContext>
  );
};

type Ordered = (ticket: TicketView, target: EscalationTarget) => void;
type Given = {
  readonly ticket: TicketView;
  /** Why it is not possible any more, though it was when the dialog was opened. */
  readonly blocked: string | null;
  readonly onOrdered: Ordered;
  readonly onClose: () => void;
};

const Form = ({
  ticket,
  blocked,
  targets,
  entries,
  onOrdered,
  onClose,
}: Given & { readonly targets: readonly EscalationTarget[]; readonly entries: readonly EntryView[] }): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { agentName, timeStyle } = useDesk();
  const now = useNow();
  const errorWords = useErrorWords();
  const refusalOf = useRefusal(ticket);
  const { serviceId, number } = ticket;
  const label = ticketLabel(number);
  const entry = quotedEntry(entries);
  const html = ((): string => {
    if (entry === undefined) return '';
    const { author, at, writtenAt, text } = entry;
    const { customer } = ticket;
    const name =
      author.kind === 'agent'
        ? (agentName(author.agentId) ?? t('ticket.somebody'))
        : ((author.kind === 'customer' ? (author.name ?? author.email) : undefined) ??
          customer.name ??
          customer.email ??
          t('history.customer'));
    return quoted(t('escalate.quoted', { name, when: dateAndTime(writtenAt ?? at, now, timeStyle) }), text);
  })();
  const form = useEscalation(ticket, targets, beginEscalation(targets, ticket, html), onOrdered);
  const fault = usePartFault(form);
  const { escalation, target, refusals, faults } = form;
  const root = useRef<HTMLFormElement>(null);
  const newFiles = useNewFiles(
    escalation.files.map(({ name }) => name),
    {
      onAdded: (files) => {
        form.change('files', { files: [...escalation.files, ...files.map(({ id, name }) => ({ id, name }))] });
      },
      onArrived: form.arrived,
    },
  );
  const drop = useFileDrop(newFiles.add);
  // The form comes after its dialog, which had nothing yet that could have the focus.
  useEffect(() => {
    root.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  useEffect(() => {
    if (refusals === 0) return;
    root.current
      ?.querySelector<HTMLElement>(
        '[data-fault] :is(input:not([hidden]), select, textarea, [contenteditable], button), [aria-invalid="true"]',
      )
      ?.focus();
  }, [refusals]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (blocked === null) form.send();
  };
  const hasFields = target !== null && target.inquiryTypes.length + form.asked.length > 0;
  const isIdle = blocked !== null || form.waits !== null || form.isSending;
  const failure =
    form.error === null
      ? null
      : form.error instanceof ProblemError && form.error.code !== 'escalation_target_not_found'
        ? refusalOf(form.error)
        : errorWords(form.error);
  return (
    <form ref={root} className={styles.form} noValidate onKeyDown={submitByKey(submit)} onSubmit={submit}>
      <div className={styles.columns} data-wide={!hasFields || undefined}>
        <div className={`${styles.column} ${styles.text}`} {...drop.handlers}>
          <div className={styles.value} data-fault={fault('targetServiceId') !== undefined || undefined}>
            <NativeSelect
              size="xs"
              label={t('escalate.target')}
              required
              value={target?.serviceId ?? ''}
              error={fault('targetServiceId')}
              data-autofocus={target === null ? true : undefined}
              data={[
                ...(target === null ? [{ value: '', label: t('escalate.targets.choose') }] : []),
                ...targets.map((each) => ({ value: each.serviceId, label: each.name })),
              ]}
              onChange={(event) => {
                form.change('targetServiceId', { targetServiceId: event.currentTarget.value || null });
              }}
            />
          </div>
          <TextInput
            size="xs"
            label={t('escalate.subject')}
            required
            maxLength={TITLE_LIMIT}
            value={escalation.title}
            error={fault('title')}
            dir="auto"
            data-autofocus={target === null ? undefined : true}
            onChange={(event) => {
              form.change('title', { title: event.currentTarget.value });
            }}
          />
          <Suspense fallback={<Skeleton height={220} animate={false} />}>
            <RichTextInput
              key={form.round}
              label={t('escalate.text')}
              html={escalation.html}
              error={fault('html')}
              use={{
                serviceId,
                ticket,
                fill: (templateId, signal) =>
                  call(fillTemplate, { params: { serviceId, number, templateId }, query: {}, signal }),
              }}
              onChange={(next) => {
                if (next !== escalation.html) form.change('html', { html: next });
              }}
              onFiles={newFiles.add}
            />
          </Suspense>
          <div data-fault={fault('files') !== undefined || undefined}>
            <FileList
              name={t('create.files')}
              error={fault('files')}
              autoFocus={false}
              ids={escalation.files.map(({ id }) => id)}
              fileNames={new Map(escalation.files.map(({ id, name }) => [id, name]))}
              newFiles={newFiles}
              onRemove={(removed) => {
                form.change('files', { files: escalation.files.filter(({ id }) => id !== removed) });
              }}
            />
          </div>
          {drop.isOver && <DropHint />}
        </div>
        {target !== null && hasFields && (
          <div className={styles.column}>
            <TargetFields form={form} target={target} />
          </div>
        )}
      </div>
      <div className={styles.footer}>
        {(blocked !== null || failure !== null || faults.size > 0) && (
          <p className={styles.failure} role="alert">
            {blocked ?? (faults.size > 0 ? t('fields.faults', { number: faults.size }) : failure)}
          </p>
        )}
        <p className={styles.consequence}>
          {form.waits ?? (target === null ? '' : t('escalate.consequence', { service: target.name, label }))}
        </p>
        {form.isBegun && (
          <Button variant="subtle" color="gray" onClick={form.startOver}>
            {t('escalate.startOver')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('create.close')}
        </Button>
        <Button
          type="submit"
          className={styles.go}
          title={form.waits ?? `${modifierKey()}+Enter`}
          aria-disabled={isIdle}
          data-idle={isIdle || undefined}
        >
          {t('escalate.submit')}
        </Button>
      </div>
    </form>
  );
};

/**
 * Hands a ticket over to an issue service. What was typed stays until it is sent or begun anew, also when the dialog is
 * closed or the page loaded anew.
 */
export const EscalateDialog = ({ opened, ...given }: Given & { readonly opened: boolean }): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { ticket, onClose } = given;
  const { serviceId, number } = ticket;
  const targets = useQuery({
    queryKey: queryKeys.escalationTargets(serviceId),
    queryFn: async ({ signal }): Promise<readonly EscalationTarget[]> =>
      (await call(listEscalationTargets, { params: { serviceId }, signal })).targets,
    staleTime: 60_000,
  });
  const entries = useEntries(serviceId, number);
  const body = (): ReactNode => {
    if (targets.data === undefined && targets.isError)
      return (
        <LoadFailed title={t('escalate.targets.failed')} error={targets.error} onRetry={() => void targets.refetch()} />
      );
    if (targets.data === undefined || entries.data === undefined)
      return <Skeleton height={320} m={16} animate={false} />;
    if (targets.data.length === 0) return <Nothing text={t('escalate.targets.none')} />;
    return <Form {...given} targets={targets.data} entries={entries.data.pages.flatMap(({ entries: page }) => page)} />;
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('escalate.title', { label: ticketLabel(number) })}
      closeButtonProps={{ 'aria-label': t('create.close') }}
      returnFocus={false}
      size={960}
      centered
      keepMounted
      classNames={{ header: styles.header, body: styles.body }}
    >
      {body()}
    </Modal>
  );
};
