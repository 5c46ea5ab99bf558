import { removeAttachment as decideRemoval } from '../../domain/masking/change-entry.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { FileRemains } from '../ports/tickets.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from '../tickets/change-ticket.ts';

export type RemoveAttachmentInput = CommandInput & { readonly entryId: string; readonly attachmentId: string };

/** Removes a file from the history for good. Repeating it after a fault deletes what remains. */
export const removeAttachment = (deps: CommandDeps & { readonly fileRemains: FileRemains }) => {
  const change = changeTicket(deps);
  return async (input: RemoveAttachmentInput): Promise<Result<Entry, CommandRefusal>> => {
    const { serviceId, number, agent, entryId, attachmentId } = input;
    let after: Entry | undefined;
    const changed = await change(input, async (ticket, context) => {
      const entry = await deps.tickets.findEntry(serviceId, number, entryId);
      if (entry === undefined) return err({ code: 'entry_not_found', entryId });
      const decided = decideRemoval(ticket, entry, { agent, attachmentId }, context);
      if (!decided.ok) return decided;
      after = decided.value?.entry ?? entry;
      return decided.value && ok(decided.value);
    });
    if (!changed.ok) return changed;
    await deps.fileRemains.removeBelow(`${serviceId}/${number}/${attachmentId}/`);
    return ok(after!);
  };
};
