import { Button, Group, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { createTicket } from '../../../shared/contracts/http/tickets.ts';
import { PRIORITIES, ticketLabel, TITLE_LIMIT, type Priority } from '../../../shared/domain/ticket/ticket.ts';
import type { InputOf } from '../desk/api/call-operation.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { mutationKeys } from '../desk/api/query-keys.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { announce } from '../ui/announcer.tsx';
import { htmlOfText } from '../ui/html-of-text.ts';
import styles from './create-ticket-dialog.module.css';

type NewTicket = { readonly body: InputOf<typeof createTicket>['body']; readonly key: string };

const useCreateTicket = (serviceId: string): UseMutationResult<TicketView, Error, NewTicket> => {
  const { call } = useConsole();
  return useMutation({
    mutationKey: mutationKeys.create(serviceId),
    mutationFn: ({ body, key }: NewTicket) => call(createTicket, { params: { serviceId }, body, idempotencyKey: key }),
  });
};

const EMPTY = { title: '', text: '', name: '', email: '', priority: 'normal' as Priority };

/** A dialog that creates a ticket. What was typed stays until the ticket is created or the page is left. */
export const CreateTicketDialog = ({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const navigate = useNavigate();
  const create = useCreateTicket(service.serviceId);
  const errorWords = useErrorWords();
  const [fields, setFields] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  /** The idempotency key for the content of the form; a changed form gets another key. */
  const decision = useRef<{ readonly form: string; readonly key: string } | null>(null);
  const { title, text, name, email, priority } = fields;
  const isEmailWrong = email.trim() !== '' && !z.email().max(254).safeParse(email.trim()).success;
  const set = <K extends keyof typeof EMPTY>(field: K, value: (typeof EMPTY)[K]): void => {
    setFields((before) => ({ ...before, [field]: value }));
  };
  const missing = (value: string): string | null => (isAsked && value.trim() === '' ? t('create.missing') : null);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (title.trim() === '' || text.trim() === '' || isEmailWrong || create.isPending) return;
    const form = JSON.stringify(fields);
    if (decision.current?.form !== form) decision.current = { form, key: crypto.randomUUID() };
    create.mutate(
      {
        key: decision.current.key,
        body: {
          title: title.trim(),
          html: htmlOfText(text),
          priority,
          customer: {
            ...(name.trim() === '' ? {} : { name: name.trim() }),
            ...(email.trim() === '' ? {} : { email: email.trim() }),
          },
        },
      },
      {
        onSuccess: (ticket) => {
          decision.current = null;
          setFields(EMPTY);
          setAsked(false);
          announce(t('create.done', { label: ticketLabel(ticket.number) }));
          onClose();
          void navigate({
            to: '/s/$serviceId/$list/$number',
            params: { serviceId: ticket.serviceId, list: 'all_unassigned', number: ticket.number },
            search: searchOf(wholeList('all_unassigned')),
          });
        },
        onError: (error) => {
          if (error instanceof ProblemError && error.status < 500) decision.current = null;
        },
      },
    );
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      closeButtonProps={{ 'aria-label': t('create.cancel') }}
      size={560}
      centered
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('create.subject')}
            required
            maxLength={TITLE_LIMIT}
            value={title}
            error={missing(title)}
            onChange={(event) => {
              set('title', event.currentTarget.value);
            }}
            data-autofocus
          />
          <Textarea
            label={t('create.text')}
            required
            autosize
            minRows={5}
            maxRows={12}
            value={text}
            error={missing(text)}
            onChange={(event) => {
              set('text', event.currentTarget.value);
            }}
          />
          <Group grow align="flex-start" gap="md">
            <TextInput
              label={t('create.name')}
              maxLength={100}
              value={name}
              onChange={(event) => {
                set('name', event.currentTarget.value);
              }}
            />
            <TextInput
              label={t('create.email')}
              type="email"
              value={email}
              error={isAsked && isEmailWrong ? t('create.emailWrong') : null}
              description={t('create.emailHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              onChange={(event) => {
                set('email', event.currentTarget.value);
              }}
            />
          </Group>
          <div role="group" aria-label={t('create.priority')}>
            <SegmentedControl
              size="xs"
              value={priority}
              onChange={(value) => {
                set('priority', value as Priority);
              }}
              data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
            />
          </div>
          {create.isError && (
            <p className={styles.failure} role="alert">
              {errorWords(create.error)}
            </p>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('create.cancel')}
            </Button>
            <Button type="submit" disabled={create.isPending}>
              {t('create.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
