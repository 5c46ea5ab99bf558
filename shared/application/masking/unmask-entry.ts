import { unmaskEntry as decideUnmask } from '../../domain/masking/change-entry.ts';
import type { Body, Mask } from '../../domain/masking/mask-entry.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { changeTicket, type CommandInput, type CommandRefusal } from '../tickets/change-ticket.ts';
import { writeWhole } from './mask-copies.ts';
import type { MaskingDeps } from './mask-entry.ts';
import { openWritten } from './written-entry.ts';

export type UnmaskEntryInput = CommandInput & { readonly entryId: string; readonly maskId: string };

/** Takes a mask away: the entry says again what it hid. The whole of a long text follows after, so that it never says more than the entry. */
export const unmaskEntry = (deps: MaskingDeps) => {
  const change = changeTicket(deps);
  return async (input: UnmaskEntryInput): Promise<Result<Entry, CommandRefusal>> => {
    const { serviceId, number, agent, entryId, maskId } = input;
    const place = { serviceId, number, entryId };
    let after: { readonly entry: Entry; readonly written: Body; readonly masks: readonly Mask[] } | undefined;
    const changed = await change(input, async (ticket, moment) => {
      const entry = await deps.tickets.findEntry(serviceId, number, entryId);
      if (entry === undefined) return err({ code: 'entry_not_found', entryId });
      const opened = await openWritten(deps)(place, entry);
      const decided = decideUnmask(ticket, opened, { agent, maskId }, moment);
      if (!decided.ok) return decided;
      const { masking: { masks }, ...decision } = decided.value;
      after = { entry: decision.entry, written: opened.written, masks };
      return ok(masks.length > 0 ? decision : { ...decision, original: { entryId, sealed: null } });
    });
    if (!changed.ok) return changed;
    const { entry, written, masks } = after!;
    await writeWhole(deps)(place, entry, written, masks);
    return ok(entry);
  };
};
