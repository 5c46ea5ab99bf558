import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { phone } from '../../../shared/contracts/http/plain-values.ts';
import { CALL_NOTE_LENGTH } from '../../../shared/domain/call/reserved-call.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { instantOf } from '../ui/wall-clock.ts';
import type { Reservation } from './use-ticket-calls.ts';
import styles from './calls-panel.module.css';

/** What is typed; `at` is what a clock in the service's time zone shows. */
export type CallText = {
  readonly phone: string;
  readonly at: string;
  readonly ownerId: string;
  readonly note: string;
};
type FieldErrors = { readonly [K in keyof CallText]?: string };

/** The error of each field that a refusal is about, in words; empty when it is about none. */
const useFieldErrors = (): ((error: Error | null, ownerId: string) => FieldErrors) => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const errorWords = useErrorWords();
  return (error, ownerId) => {
    if (!(error instanceof ProblemError)) return {};
    if (error.code === 'phone_invalid') return { phone: errorWords(error) };
    if (error.code === 'call_time_invalid')
      return { at: t(error.problem['because'] === 'too_far' ? 'calls.timeFar' : 'calls.timePast') };
    if (error.code === 'assignee_unavailable')
      return { ownerId: t('calls.ownerLeft', { name: agentName(ownerId) ?? t('ticket.somebody') }) };
    return {};
  };
};

/** The active agents of the service, oneself first, and whoever has the call now. */
const useOwners = (ownerId: string): { readonly value: string; readonly label: string }[] => {
  const { t } = useTranslation();
  const { me, service } = useDesk();
  const others = service.agents
    .filter(({ agentId, active }) => agentId !== me.agentId && (active || agentId === ownerId))
    .map(({ agentId, name }) => ({ value: agentId, label: name }));
  return [{ value: me.agentId, label: t('calls.ownerMe', { name: me.name }) }, ...others];
};

/** The form of a reservation. `warning` says what the agent should know before it is submitted. */
export const CallForm = ({
  label,
  submitLabel,
  text,
  onEdit,
  error,
  warning = null,
  isPending,
  onSubmit,
  onClose,
}: {
  readonly label: string;
  readonly submitLabel: string;
  readonly text: CallText;
  readonly onEdit: (edit: Partial<CallText>) => void;
  /** Why the last attempt failed. */
  readonly error: Error | null;
  readonly warning?: string | null;
  readonly isPending: boolean;
  readonly onSubmit: (reservation: Reservation) => void;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const errorWords = useErrorWords();
  const fieldErrors = useFieldErrors();
  const owners = useOwners(text.ownerId);
  const [isAsked, setAsked] = useState(false);
  const refused = fieldErrors(error, text.ownerId);
  const isPhone = phone.safeParse(text.phone.trim()).success;
  const at = instantOf(text.at, service.timeZone);
  const missing: FieldErrors = isAsked
    ? {
        ...(isPhone ? {} : { phone: t(text.phone.trim() === '' ? 'calls.missing' : 'problem.phone_invalid') }),
        ...(at === null ? { at: t('calls.timeWrong') } : {}),
      }
    : {};
  const errorOf = (field: keyof CallText): string | undefined => missing[field] ?? refused[field];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (!isPhone || at === null || isPending) return;
    onSubmit({ phone: text.phone.trim(), at, note: text.note.trim(), ownerId: text.ownerId });
  };
  const failure = warning ?? (error === null || Object.keys(refused).length > 0 ? null : errorWords(error));
  return (
    <form
      aria-label={label}
      className={styles.form}
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
      }}
    >
      <Stack gap="sm">
        <TextInput
          size="xs"
          label={t('calls.phone')}
          type="tel"
          required
          maxLength={phone.maxLength ?? undefined}
          value={text.phone}
          error={errorOf('phone')}
          onChange={(event) => {
            onEdit({ phone: event.currentTarget.value });
          }}
          autoFocus
        />
        <TextInput
          size="xs"
          label={t('calls.at', { zone: service.timeZone })}
          type="datetime-local"
          required
          value={text.at}
          error={errorOf('at')}
          onChange={(event) => {
            onEdit({ at: event.currentTarget.value });
          }}
        />
        <NativeSelect
          size="xs"
          label={t('calls.owner')}
          data={owners}
          value={text.ownerId}
          error={errorOf('ownerId')}
          onChange={(event) => {
            onEdit({ ownerId: event.currentTarget.value });
          }}
        />
        <Textarea
          size="xs"
          label={t('calls.note')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={CALL_NOTE_LENGTH}
          value={text.note}
          onChange={(event) => {
            onEdit({ note: event.currentTarget.value });
          }}
        />
        {failure !== null && (
          <p className={styles.failed} role="alert">
            {failure}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('calls.close')}
          </Button>
          <Button type="submit" aria-disabled={isPending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
