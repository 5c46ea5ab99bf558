import { Button, Checkbox, Modal, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { lazy, Suspense, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TITLE_LIMIT, type TicketLanguage } from '../../../shared/domain/ticket/ticket.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { FieldInput } from '../desk/fields/field-input.tsx';
import { FileList } from '../desk/fields/file-input.tsx';
import { useFaultWords } from '../desk/fields/use-fault-words.ts';
import { keyOfSubject, useSubjectName, type Subject } from '../desk/fields/use-value-words.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { modifierKey } from '../desk/keyboard/shortcuts.ts';
import { DropHint } from '../desk/uploads/drop-hint.tsx';
import { useFileDrop } from '../desk/uploads/use-file-drop.ts';
import { useNewFiles, type NewFiles } from '../desk/uploads/use-new-files.ts';
import { submitByKey } from '../ui/submit-by-key.ts';
import { CustomerFound } from './customer-found.tsx';
import { NEW_FAULTS, type Part } from './new-ticket.ts';
import { useNewTicket, type NewTicketForm } from './use-new-ticket.ts';
import styles from './create-ticket-dialog.module.css';

const InquiryText = lazy(() =>
  import('./inquiry-text.tsx').then(({ InquiryText: component }) => ({ default: component })),
);

/** What is wrong with a part of the form, in words. */
const usePartFault = (form: NewTicketForm): ((part: Part) => string | undefined) => {
  const { t } = useTranslation();
  const faultWords = useFaultWords();
  return (part) => {
    const fault = form.faults.get(part);
    switch (fault) {
      case undefined:
        return undefined;
      case NEW_FAULTS.missing:
        return t('create.missing');
      case NEW_FAULTS.groupMissing:
        return t('create.groupMissing');
      case NEW_FAULTS.groupNotMine:
        return t('create.groupNotMine');
      case NEW_FAULTS.groupGone:
        return t('problem.group_not_found');
      default:
        return faultWords(fault);
    }
  };
};

const Value = ({ subject, form }: { readonly subject: Subject; readonly form: NewTicketForm }): ReactNode => {
  const name = useSubjectName()(subject);
  const fault = usePartFault(form);
  const key = keyOfSubject(subject);
  const isRequired = typeof subject !== 'string' && subject.required;
  const error = fault(key);
  const given = form.value(key);
  return (
    <div className={styles.value} data-fault={error !== undefined || undefined}>
      {(typeof subject === 'string' || subject.type !== 'agree') && (
        <span className={styles.label} aria-hidden="true">
          {name}
          {isRequired && <span className={styles.star}> *</span>}
        </span>
      )}
      <FieldInput
        subject={subject}
        name={name}
        value={given ?? (subject === 'priority' ? 'normal' : null)}
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

/** The service's language is chosen when none is. */
const LanguageValue = ({ form }: { readonly form: NewTicketForm }): ReactNode => {
  const { service } = useDesk();
  return (
    <Value
      subject="language"
      form={{ ...form, value: (key) => form.value(key) ?? (key === 'language' ? service.language : null) }}
    />
  );
};

const FieldsPart = ({
  title,
  fields,
  form,
}: {
  readonly title: string;
  readonly fields: readonly FieldView[];
  readonly form: NewTicketForm;
}): ReactNode => {
  const name = useSubjectName();
  if (fields.length === 0) return null;
  return (
    <div role="group" aria-label={title} className={styles.part}>
      <h3 className={styles.section}>{title}</h3>
      {fields.map((field) =>
        field.type === 'caption' ? (
          <p key={field.code} className={styles.caption}>
            {name(field)}
          </p>
        ) : (
          <Value key={field.code} subject={field} form={form} />
        ),
      )}
    </div>
  );
};

const Attachments = ({ form, newFiles }: { readonly form: NewTicketForm; readonly newFiles: NewFiles }): ReactNode => {
  const { t } = useTranslation();
  const fault = usePartFault(form)('files');
  const { files } = form.ticket;
  return (
    <div data-fault={fault !== undefined || undefined}>
      <FileList
        name={t('create.files')}
        error={fault}
        autoFocus={false}
        ids={files.map(({ id }) => id)}
        fileNames={new Map(files.map(({ id, name }) => [id, name]))}
        newFiles={newFiles}
        onRemove={(removed) => {
          form.change('files', { files: files.filter(({ id }) => id !== removed) });
        }}
      />
    </div>
  );
};

const textOf = (form: NewTicketForm, key: 'customer.name' | 'customer.email' | 'customer.phone'): string => {
  const value = form.value(key);
  return typeof value === 'string' ? value.trim() : '';
};

/**
 * A dialog that creates a ticket. What was typed stays until the ticket is created or it is discarded, also when the
 * dialog is closed and the page loaded anew.
 */
export const CreateTicketDialog = ({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const errorWords = useErrorWords();
  const [isCreated, setCreated] = useState(false);
  const form = useNewTicket(() => {
    setCreated(true);
    onClose();
  });
  const fault = usePartFault(form);
  const root = useRef<HTMLFormElement>(null);
  const { ticket, asked, faults } = form;
  const names = ticket.files.map(({ name }) => name);
  const newFiles = useNewFiles(names, {
    onAdded: (files) => {
      form.change('files', { files: [...ticket.files, ...files.map(({ id, name }) => ({ id, name }))] });
    },
    onArrived: form.arrived,
  });
  const drop = useFileDrop(newFiles.add);
  useEffect(() => {
    if (opened) setCreated(false);
  }, [opened]);
  const { refusals } = form;
  useEffect(() => {
    if (refusals === 0) return;
    root.current
      ?.querySelector<HTMLElement>(
        '[data-fault] :is(input:not([hidden]), select, textarea, [contenteditable], button), input[aria-invalid="true"]',
      )
      ?.focus();
  }, [refusals]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    form.send();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      closeButtonProps={{ 'aria-label': t('create.close') }}
      size={960}
      centered
      returnFocus={!isCreated}
      classNames={{ header: styles.header, body: styles.body }}
    >
      <form ref={root} className={styles.form} noValidate onKeyDown={submitByKey(submit)} onSubmit={submit}>
        <div className={styles.columns}>
          <div className={`${styles.column} ${styles.inquiry}`} {...drop.handlers}>
            <TextInput
              size="xs"
              label={t('create.subject')}
              required
              maxLength={TITLE_LIMIT}
              value={ticket.title}
              error={fault('title')}
              dir="auto"
              data-autofocus
              onFocus={() => {
                const typed = aim.titleIsHere();
                if (typed !== '') form.change('title', { title: ticket.title + typed });
              }}
              onChange={(event) => {
                form.change('title', { title: event.currentTarget.value });
              }}
            />
            <Suspense fallback={<Skeleton height={220} animate={false} />}>
              <InquiryText
                html={ticket.html}
                error={fault('html')}
                ticket={{
                  language: (form.value('language') ?? service.language) as TicketLanguage,
                  processingTypeId: form.value('processingTypeId') as string | null,
                }}
                fillWith={{
                  title: ticket.title,
                  name: textOf(form, 'customer.name'),
                  email: textOf(form, 'customer.email'),
                  phone: textOf(form, 'customer.phone'),
                }}
                onChange={(html) => {
                  form.change('html', { html });
                }}
                onFiles={newFiles.add}
              />
            </Suspense>
            <Attachments form={form} newFiles={newFiles} />
            {drop.isOver && <DropHint />}
          </div>
          <div className={styles.column}>
            <div role="group" aria-label={t('fields.customer')} className={styles.part}>
              <h3 className={styles.section}>{t('fields.customer')}</h3>
              <div>
                <Value subject="customer.email" form={form} />
                {textOf(form, 'customer.email') === '' && <p className={styles.hint}>{t('create.emailHint')}</p>}
              </div>
              <Value subject="customer.phone" form={form} />
              <Value subject="customer.name" form={form} />
              <CustomerFound
                contact={{
                  name: textOf(form, 'customer.name'),
                  email: textOf(form, 'customer.email'),
                  phone: textOf(form, 'customer.phone'),
                }}
                onFill={({ name, email, phone }) => {
                  if (name !== undefined) form.edit('customer.name', name);
                  if (email !== undefined) form.edit('customer.email', email);
                  if (phone !== undefined) form.edit('customer.phone', phone);
                }}
                onOpen={() => {
                  setCreated(true);
                  onClose();
                }}
              />
            </div>
            <div role="group" aria-label={t('fields.ticket')} className={styles.part}>
              <h3 className={styles.section}>{t('fields.ticket')}</h3>
              <Value subject="inquiryTypeId" form={form} />
              <Value subject="processingTypeId" form={form} />
              <div className={styles.pair}>
                <Value subject="priority" form={form} />
                <LanguageValue form={form} />
              </div>
              <div className={styles.value} data-fault={fault('groupId') !== undefined || undefined}>
                <NativeSelect
                  size="xs"
                  label={t('fields.group')}
                  value={ticket.groupId ?? ''}
                  error={fault('groupId')}
                  data={[
                    { value: '', label: t('fields.none') },
                    ...service.groups.map(({ groupId, name }) => ({ value: groupId, label: name })),
                  ]}
                  onChange={(event) => {
                    form.change('groupId', { groupId: event.currentTarget.value || null });
                  }}
                />
              </div>
              <Value subject="tags" form={form} />
            </div>
            <FieldsPart
              title={t('fields.inquiry')}
              fields={asked.filter(({ scope }) => scope === 'customer')}
              form={form}
            />
            <FieldsPart
              title={t('fields.agents')}
              fields={asked.filter(({ scope }) => scope === 'agent')}
              form={form}
            />
            {form.fieldsFailed !== null && (
              <p className={styles.fault} role="alert">
                {t('fields.failed', { why: errorWords(form.fieldsFailed) })}
              </p>
            )}
          </div>
        </div>
        <div className={styles.footer}>
          {form.error !== null && faults.size === 0 && (
            <p className={styles.failure} role="alert">
              {errorWords(form.error)}
            </p>
          )}
          {faults.size > 0 && (
            <p className={styles.failure} role="alert">
              {t('fields.faults', { number: faults.size })}
            </p>
          )}
          {form.waits !== null && <p className={styles.waits}>{form.waits}</p>}
          <Checkbox
            size="xs"
            label={t('create.keep')}
            checked={ticket.keep}
            onChange={(event) => {
              form.change('keep', { keep: event.currentTarget.checked });
            }}
          />
          <span className={styles.space} />
          {!form.isEmpty && (
            <Button variant="subtle" color="gray" onClick={form.clear}>
              {t('create.discard')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('create.close')}
          </Button>
          <Button
            type="submit"
            title={form.waits ?? `${modifierKey()}+Enter`}
            disabled={form.isSending}
            aria-disabled={form.waits !== null}
            data-disabled={form.waits !== null}
          >
            {t('create.submit')}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
