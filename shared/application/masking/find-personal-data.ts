import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { detectInHtml } from '../../domain/masking/detect/detect-in-html.ts';
import type { PersonalSpan } from '../../domain/masking/detect/personal-span.ts';
import { UNMASKED, type MaskRefusal } from '../../domain/masking/mask-entry.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';

export type EntryNotFound = Extract<MaskRefusal, { code: 'entry_not_found' }>;

/**
 * `revision`: of the entry's masks; the offsets are valid for it. `beginningOnly`: the text is too long for a row, and
 * only the beginning in the row was searched.
 */
export type PersonalDataFound = {
  readonly revision: number;
  readonly spans: readonly PersonalSpan[];
  readonly beginningOnly: boolean;
};

export type FindPersonalDataDeps = { readonly tickets: Pick<TicketRepository, 'find' | 'findEntry'> };

/** Finds what in an entry could be masked, as a proposal for the agent. Changes and logs nothing. */
export const findPersonalData =
  ({ tickets }: FindPersonalDataDeps) =>
  async ({
    serviceId,
    number,
    entryId,
  }: {
    readonly serviceId: string;
    readonly number: number;
    readonly entryId: string;
  }): Promise<Result<PersonalDataFound, TicketNotFound | EntryNotFound>> => {
    const [ticket, entry] = await Promise.all([
      tickets.find(serviceId, number),
      tickets.findEntry(serviceId, number, entryId),
    ]);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    if (entry === undefined) return err({ code: 'entry_not_found', entryId });
    return ok({
      revision: entry.masking?.revision ?? UNMASKED.revision,
      spans: detectInHtml(entry.html),
      beginningOnly: entry.wholeKey !== undefined,
    });
  };
