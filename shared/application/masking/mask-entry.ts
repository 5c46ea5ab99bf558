import { maskEntry as decideMask, maskingOf } from '../../domain/masking/change-entry.ts';
import type { Span } from '../../domain/masking/span.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from '../tickets/change-ticket.ts';
import { maskDrafts, writeWhole, type MaskCopiesDeps } from './mask-copies.ts';
import { openWritten, sealWritten, type WrittenEntryDeps } from './written-entry.ts';

export type MaskingDeps = CommandDeps & WrittenEntryDeps & MaskCopiesDeps;
export type MaskEntryInput = CommandInput & {
  readonly entryId: string;
  /** Of the masks that the caller saw: 0 before the first. */
  readonly revision: number;
  /** In the text content of the entry as it is shown. */
  readonly selections: readonly Span[];
};

/**
 * Masks selections of an entry in all that is stored of it. Copies go first: whatever fails then, what was to be hidden shows nowhere that says it is.
 * Also for what is masked already: who repeats it after a fault finishes it.
 */
export const maskEntry = (deps: MaskingDeps) => {
  const change = changeTicket(deps);
  return async (input: MaskEntryInput): Promise<Result<Entry, CommandRefusal>> => {
    const { serviceId, number, agent, entryId, revision, selections } = input;
    const place = { serviceId, number, entryId };
    let shown: Entry | undefined;
    const changed = await change(input, async (ticket, moment) => {
      const entry = await deps.tickets.findEntry(serviceId, number, entryId);
      if (entry === undefined) return err({ code: 'entry_not_found', entryId });
      shown = entry;
      const opened = await openWritten(deps)(place, entry);
      const decided = decideMask(ticket, opened, { agent, selections, revision }, moment);
      if (!decided.ok) return decided;
      const { masks } = decided.value?.masking ?? maskingOf(entry);
      await maskDrafts(deps)(place, opened.written, masks);
      await writeWhole(deps)(place, entry, opened.written, masks);
      if (decided.value === undefined) return undefined;
      const { masking: _masking, ...decision } = decided.value;
      shown = decision.entry;
      return ok(maskingOf(entry).masks.length > 0 ? decision : { ...decision, original: { entryId, sealed: await sealWritten(deps, place, opened.written) } });
    });
    return changed.ok ? ok(shown!) : changed;
  };
};
