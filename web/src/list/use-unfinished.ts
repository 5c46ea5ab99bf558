import { useState } from 'react';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { EMPTY_FORM, type BatchForm } from './batch-form.ts';
import type { Batch } from './use-batch.ts';

/** A batch that was sent and whose outcome is not known, with all tickets that were selected for it. */
type Sent = { readonly batch: Batch; readonly tickets: readonly TicketRowView[] };
type Unfinished = { readonly form: BatchForm; readonly sent: Sent | null };

const NOTHING: Unfinished = { form: EMPTY_FORM, sent: null };
const unfinished = new Map<string, Unfinished>();

const isOf = ({ tickets }: Sent, selected: ReadonlySet<number>): boolean =>
  tickets.length === selected.size && tickets.every(({ number }) => selected.has(number));

/**
 * What was typed for a command, or sent, and is not done: it is there again when the dialog opens next; what was sent
 * only if the same tickets are selected then. `place` says whose it is, and of which command.
 */
export const useUnfinished = (
  place: string,
  selected: ReadonlySet<number>,
): Unfinished & { readonly keep: (next: Unfinished) => void; readonly forget: () => void } => {
  const [kept, setKept] = useState((): Unfinished => {
    const before = unfinished.get(place) ?? NOTHING;
    return before.sent === null || isOf(before.sent, selected) ? before : { ...before, sent: null };
  });
  return {
    ...kept,
    keep: (next) => {
      unfinished.set(place, next);
      setKept(next);
    },
    forget: () => {
      unfinished.delete(place);
    },
  };
};
