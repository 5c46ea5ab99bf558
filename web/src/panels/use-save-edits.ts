import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { EventPages, WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { uploads } from '../desk/uploads/window-uploads.ts';
import { announce } from '../ui/announcer.tsx';
import { checkEdits, faultsOf } from './check-edits.ts';
import { awaitedFiles, putFaults, settleEdits, shelfOf } from './edit-shelf.ts';
import {
  askedFields,
  changesOf,
  conflictsOf,
  inquiryTypeAfter,
  pendingEdits,
  type Edits,
  type TicketChanges,
} from './ticket-values.ts';

type Save = {
  readonly pending: Edits;
  readonly body: TicketChanges;
  readonly version: number;
  /** Idempotency key: a try that is repeated saves once. */
  readonly key: string;
};

/** After so many versions of others in a row, the agent is told instead. */
const MOST_TRIES = 4;

/**
 * Saves the unsaved edits of a ticket. When somebody else has changed the ticket, it is read again: edits of values
 * that they left alone are saved over the new version, and others wait for the agent, who sees both.
 */
export const useSaveEdits = (
  { serviceId, number }: WholeTicketView,
  definitions: readonly FieldView[],
  onDone: () => void,
): { readonly save: () => void; readonly isSaving: boolean; readonly error: Error | null } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { me, service } = useDesk();
  const cache = useQueryClient();
  const role = me.services.find((each) => each.serviceId === serviceId)?.role ?? 'agent';
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
    mutationFn: async (first: Save) => {
      for (let save = first, tries = 1; ; tries += 1) {
        try {
          const ticket = await call(operations.editTicket, {
            params: place,
            body: save.body,
            ifMatch: save.version,
            idempotencyKey: save.key,
          });
          return { ticket, save };
        } catch (cause) {
          if (!(cause instanceof ProblemError) || cause.code !== 'version_conflict' || tries === MOST_TRIES)
            throw cause;
          await Promise.all([
            cache.refetchQueries({ queryKey: ticketKey, exact: true }),
            cache.refetchQueries({ queryKey: queryKeys.events(serviceId, number), exact: true }),
          ]);
          const again = next();
          if (again === null) return null;
          save = again;
        }
      }
    },
    onSuccess: async (done) => {
      if (done === null) return;
      const settled = settleTicket(cache, done.ticket);
      await Promise.all([settled, cache.invalidateQueries({ queryKey: ticketKey, exact: true })]);
      settleEdits(place, done.save.pending);
      announce(t('fields.saved', { label: ticketLabel(number) }));
      if (shelfOf(place).edits.size === 0) onDone();
    },
    onError: (cause, { pending }) => {
      putFaults(place, faultsOf(cause, pending));
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
