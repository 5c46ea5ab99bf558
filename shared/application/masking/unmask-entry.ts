import { unmaskEntry as decideUnmask } from '../../domain/masking/change-entry.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { changeTicket, type CommandInput, type CommandRefusal } from '../tickets/change-ticket.ts';
import { settleWhole } from './mask-copies.ts';
import type { MaskingDeps } from './mask-entry.ts';
import { readMaskable } from './written-entry.ts';

export type UnmaskEntryInput = CommandInput & { readonly entryId: string; readonly maskId: string };

/**
 * Removes a mask, so that the entry shows the text again. The whole of a long text is updated afterwards, so that it
 * never shows more than the entry.
 */
export const unmaskEntry = (deps: MaskingDeps) => {
  const change = changeTicket(deps);
  return async (input: UnmaskEntryInput): Promise<Result<Entry, CommandRefusal>> => {
    const { serviceId, number, agent, entryId, maskId } = input;
    const place = { serviceId, number, entryId };
    let after: Entry | undefined;
    const changed = await change(input, async (ticket, context) => {
      const read = await readMaskable(deps)(place);
      if (!read.ok) return read;
      const decided = decideUnmask(ticket, read.value, { agent, maskId }, context);
      if (!decided.ok) return decided;
      const {
        masking: { masks },
        ...decision
      } = decided.value;
      after = decision.entry;
      return ok(masks.length > 0 ? decision : { ...decision, original: { entryId, sealed: null } });
    });
    if (!changed.ok) return changed;
    await settleWhole(deps)(place);
    return ok(after!);
  };
};
