import { useMutation, useQueryClient } from '@tanstack/react-query';
import { maskEntry, removeAttachment, revealMask, unmaskEntry } from '../../../../shared/contracts/http/masking.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import type { EntryPages, TicketView } from '../../desk/api/ticket-queries.ts';
import { useConsole } from '../../desk/console-context.ts';
import type { SelectedText } from './selected-text.ts';

type EntryState = OutputOf<typeof maskEntry>;
type Found = Pick<SelectedText, 'entryId' | 'spans'>;

const withState = (pages: EntryPages, state: EntryState): EntryPages => {
  const removed = new Set(state.removedAttachments.map(({ id }) => id));
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      entries: page.entries.map((entry) =>
        entry.id === state.id
          ? { ...entry, ...state, attachments: entry.attachments.filter(({ id }) => !removed.has(id)) }
          : entry,
      ),
    })),
  };
};

/** Shows the new state of an entry at once; what else changed of the ticket is read again. */
const useSettleEntry = ({ serviceId, number }: TicketView): ((state: EntryState) => void) => {
  const cache = useQueryClient();
  return (state) => {
    cache.setQueryData<EntryPages>(queryKeys.entries(serviceId, number), (pages) => pages && withState(pages, state));
    void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
  };
};

/** Masks selected text of one or several entries, one after the other. */
export const useMask = (ticket: TicketView) => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const settle = useSettleEntry(ticket);
  const { serviceId, number } = ticket;
  const queryKey = queryKeys.entries(serviceId, number);
  const revisionOf = (entryId: string): number =>
    cache
      .getQueryData<EntryPages>(queryKey)
      ?.pages.flatMap(({ entries }) => entries)
      .find(({ id }) => id === entryId)?.maskRevision ?? 0;
  return useMutation({
    mutationFn: async (found: readonly Found[]) => {
      for (const { entryId, spans } of found)
        settle(
          await call(maskEntry, {
            params: { serviceId, number, entryId },
            body: { revision: revisionOf(entryId), selections: spans.map(({ start, end }) => ({ start, end })) },
          }),
        );
    },
    onError: () => cache.invalidateQueries({ queryKey }),
  });
};

/** Shows what a mask hides; it is kept nowhere else. */
export const useRevealMask = ({ serviceId, number }: TicketView, entryId: string, maskId: string) => {
  const { call } = useConsole();
  return useMutation({
    mutationFn: () => call(revealMask, { params: { serviceId, number, entryId, maskId }, body: {} }),
    gcTime: 0,
  });
};

export const useUnmask = (ticket: TicketView, entryId: string, maskId: string) => {
  const { call } = useConsole();
  const { serviceId, number } = ticket;
  return useMutation({
    mutationFn: () => call(unmaskEntry, { params: { serviceId, number, entryId, maskId } }),
    onSuccess: useSettleEntry(ticket),
  });
};

export const useRemoveFile = (ticket: TicketView, entryId: string, attachmentId: string) => {
  const { call } = useConsole();
  const { serviceId, number } = ticket;
  return useMutation({
    mutationFn: () => call(removeAttachment, { params: { serviceId, number, entryId, attachmentId } }),
    onSuccess: useSettleEntry(ticket),
  });
};
