import { maskEntry as decideMask, maskingOf } from '../../domain/masking/change-entry.ts';
import type { Span } from '../../domain/masking/span.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { RichText } from '../ports/writing.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from '../tickets/change-ticket.ts';
import { maskDrafts, settleWhole, writeWhole, type MaskCopiesDeps } from './mask-copies.ts';
import { readMaskable, sealWritten } from './written-entry.ts';

export type MaskingDeps = CommandDeps & MaskCopiesDeps & { readonly richText: RichText };
export type MaskEntryInput = CommandInput & {
  readonly entryId: string;
  /** Revision of the masks that the caller saw; 0 before the first. */
  readonly revision: number;
  /** In offsets of the entry's text content as shown. */
  readonly selections: readonly Span[];
};

/**
 * Masks selections of an entry in everything stored of it. Copies are masked first: if a later step fails, no copy
 * shows the text while the entry counts as masked. Also runs for text that is masked already, so that repeating it
 * after a fault completes it.
 */
export const maskEntry = (deps: MaskingDeps) => {
  const change = changeTicket(deps);
  return async (input: MaskEntryInput): Promise<Result<Entry, CommandRefusal>> => {
    const { serviceId, number, agent, entryId, revision, selections } = input;
    const place = { serviceId, number, entryId };
    let shown: Entry | undefined;
    const changed = await change(input, async (ticket, context) => {
      const read = await readMaskable(deps)(place);
      if (!read.ok) return read;
      const opened = read.value;
      const { entry } = opened;
      shown = entry;
      const decided = decideMask(ticket, opened, { agent, selections, revision }, context);
      if (!decided.ok) return decided;
      const { masks } = decided.value?.masking ?? maskingOf(entry);
      await maskDrafts(deps)(place, opened.written, masks);
      await writeWhole(deps)(place, entry, opened.written, masks);
      if (decided.value === undefined) return undefined;
      const { masking: _masking, ...decision } = decided.value;
      shown = decision.entry;
      return ok(
        maskingOf(entry).masks.length > 0
          ? decision
          : { ...decision, original: { entryId, sealed: await sealWritten(deps, place, opened.written) } },
      );
    });
    // Also after a refusal: the whole text may have been masked already.
    if (shown?.wholeKey !== undefined) await settleWhole(deps)(place);
    return changed.ok ? ok(shown!) : changed;
  };
};
