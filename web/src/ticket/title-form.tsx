import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel, TITLE_LIMIT } from '../../../shared/domain/ticket/ticket.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { saveOverOthers, type TicketEdit } from '../desk/api/save-over-others.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import { useEvents, type TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { announce } from '../ui/announcer.tsx';
import { useRefusal } from './use-refusal.ts';
import styles from './title-form.module.css';

/** A title that is to be saved over the one that the agent has seen. */
type Saving = TicketEdit & { readonly title: string; readonly seen: string };

const savingOf = (title: string, seen: string, version: number): Saving => ({
  title,
  seen,
  body: { title },
  version,
  key: crypto.randomUUID(),
});

/**
 * Saves the title. What others changed meanwhile is no conflict, unless it is the title. While the browser is offline
 * it fails at once, so that no title leaves later.
 */
const useSaveTitle = (ticket: TicketView, onSaved: () => void) => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const { serviceId, number } = ticket;
  const shown = (): TicketView | undefined => cache.getQueryData<TicketView>(queryKeys.ticket(serviceId, number));
  return useMutation({
    networkMode: 'always',
    mutationFn: (first: Saving) =>
      saveOverOthers({ call, cache }, { serviceId, number }, first, () => {
        const fresh = shown();
        return fresh?.title === first.seen ? savingOf(first.title, first.seen, fresh.version) : null;
      }),
    onSuccess: (saved, { title }) => {
      if (saved !== null) void settleTicket(cache, saved.ticket);
      // Somebody else may have saved the very same title.
      if (saved !== null || shown()?.title === title) onSaved();
    },
  });
};

/** The field for a new title. When somebody else changed the title meanwhile, both are shown and one is chosen. */
export const TitleForm = ({
  ticket,
  onClose,
}: {
  readonly ticket: TicketView;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const refusalOf = useRefusal(ticket);
  const [seen, setSeen] = useState(ticket.title);
  const [typed, setTyped] = useState(ticket.title);
  const events = useEvents(ticket.serviceId, ticket.number);
  const save = useSaveTitle(ticket, () => {
    announce(t('title.saved', { label: ticketLabel(ticket.number) }));
    onClose();
  });
  const title = typed.trim();
  const isChangedByOthers = ticket.title !== seen && ticket.title !== title && !save.isPending;
  const changed = events.data?.pages[0]?.events.find(({ changes }) => changes.title !== undefined);
  const other = changed?.actor.kind === 'agent' ? agentName(changed.actor.id) : undefined;

  const isIdle = title === '' || isChangedByOthers || save.isPending;

  const give = (over: string): void => {
    if (title === '' || save.isPending) return;
    if (title === ticket.title) onClose();
    else save.mutate(savingOf(title, over, ticket.version));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isChangedByOthers) give(seen);
  };
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
      noValidate
    >
      <div className={styles.line}>
        <TextInput
          className={styles.field}
          aria-label={t('title.field')}
          size="xs"
          autoFocus
          dir="auto"
          maxLength={TITLE_LIMIT}
          value={typed}
          error={title === '' ? t('create.missing') : null}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        <Button type="submit" className={styles.save} aria-disabled={isIdle} data-idle={isIdle || undefined}>
          {t('title.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('create.cancel')}
        </Button>
      </div>
      {isChangedByOthers && (
        <div className={styles.conflict} role="alert">
          <p className={styles.words}>
            {t('title.changed', { name: other ?? t('ticket.somebody') })} <bdi>{ticket.title}</bdi>
          </p>
          <Button
            size="compact-xs"
            onClick={() => {
              setSeen(ticket.title);
              give(ticket.title);
            }}
          >
            {t('title.useMine')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={onClose}>
            {t('title.useTheirs')}
          </Button>
        </div>
      )}
      {save.isError && !isChangedByOthers && (
        <p className={styles.conflict} role="alert">
          {refusalOf(save.error)}
        </p>
      )}
    </form>
  );
};
