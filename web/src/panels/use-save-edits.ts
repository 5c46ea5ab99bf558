import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { saveOverOthers, type TicketEdit } from '../desk/api/save-over-others.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { EventPages, WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { faultsOf } from '../desk/fields/field-faults.ts';
import { askedFields } from '../desk/fields/field-values.ts';
import { uploads } from '../desk/uploads/window-uploads.ts';
import { announce } from '../ui/announcer.tsx';
import { checkEdits } from './check-edits.ts';
import { shelfOf } from './edit-shelf.ts';
import { awaitedFiles, putFaults, settleEdits } from './ticket-edits.ts';
import { changesOf, conflictsOf, inquiryTypeAfter, pendingEdits, type Edits } from './ticket-values.ts';

type Save = TicketEdit & { readonly pending: Edits };

/**
 * Saves the unsaved edits of a ticket. When somebody else has changed the ticket, edits of values that they left alone
 * are saved over the new version, and others wait for the agent, who sees both. While the browser is offline it fails
 * at once, so that no edit leaves later that was taken back by then.
 */
export const useSaveEdits = (
  { serviceId, number }: WholeTicketView,
  definitions: readonly FieldView[],
  onDone: () => void,
): { readonly save: () => void; readonly isSaving: boolean; readonly error: Error | null } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { service, role } = useDesk();
  const cache = useQueryClient();
  const ticketKey = queryKeys.ticket(serviceId, number);
  const place = { serviceId, number };

  /** What is to be saved now; null when there is nothing, or when the agent has to look at something first. */
  const next = (): Save | null => {
    const ticket = cache.getQueryData<WholeTicketView>(ticketKey);
    if (ticket === undefined) return null;
    const { edits } = shelfOf(place);
    const asked = askedFields(definitions, service.serviceId, inquiryTypeAfter(ticket, edits));
    const pending = pendingEdits(ticket, edits, asked);
    const events =
      cache.getQueryData<EventPages>(queryKeys.events(serviceId, number))?.pages.flatMap((page) => page.events) ?? [];
    if (pending.size === 0 || conflictsOf(ticket, pending, events).size > 0) return null;
    if (awaitedFiles(pending, uploads.states()).length > 0) return null;
    const faults = checkEdits(ticket, edits, pending, definitions, role);
    putFaults(place, faults);
    if (faults.size > 0) return null;
    return { pending, body: changesOf(pending), version: ticket.version, key: crypto.randomUUID() };
  };

  const { mutate, isPending, error, reset } = useMutation({
    scope: { id: `${serviceId}/${number}` },
    networkMode: 'always',
    mutationFn: (first: Save) => saveOverOthers({ call, cache }, place, first, next),
    onSuccess: async (done) => {
      if (done === null) return;
      const settled = settleTicket(cache, done.ticket);
      await Promise.all([settled, cache.invalidateQueries({ queryKey: ticketKey, exact: true })]);
      settleEdits(place, done.edit.pending);
      announce(t('fields.saved', { label: ticketLabel(number) }));
      if (shelfOf(place).edits.size === 0) onDone();
    },
    onError: (cause, { pending }) => {
      putFaults(place, faultsOf(cause, new Map([...pending].map(([key, { mine }]) => [key, mine]))));
    },
  });
  return {
    save: () => {
      if (isPending) return;
      reset();
      const save = next();
      if (save !== null) mutate(save);
    },
    isSaving: isPending,
    error,
  };
};
