import * as z from 'zod';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Body } from '../../domain/masking/mask-entry.ts';
import { type MaskableEntry, maskingOf, type WrittenEntry } from '../../domain/masking/change-entry.ts';
import type { SealedOriginals, Vault, VaultContext } from '../ports/confidential.ts';
import type { RichText } from '../ports/writing.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import type { EntryNotFound } from './find-personal-data.ts';

export type WrittenEntryDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'findEntry'>;
  readonly originals: SealedOriginals;
  readonly vault: Vault;
};
export type EntryRef = { readonly serviceId: string; readonly number: number; readonly entryId: string };

const bodySchema = z.object({ html: z.string(), text: z.string() });
const contextOf = ({ serviceId, number, entryId }: EntryRef): VaultContext => ({
  serviceId,
  number,
  of: `mask/${entryId}`,
});

/**
 * An entry with its original text; for a masked one it is decrypted. Entry and original are read one after the other:
 * if the last mask or the ticket was removed in between, both are read again. Throws when an original is missing for
 * another reason.
 */
export const readWritten =
  ({ tickets, originals, vault }: WrittenEntryDeps) =>
  async (place: EntryRef): Promise<Result<WrittenEntry, TicketNotFound | EntryNotFound>> => {
    const { serviceId, number, entryId } = place;
    let missingAt: number | undefined;
    const readBoth = async (): Promise<Result<WrittenEntry, TicketNotFound | EntryNotFound> | 'conflict'> => {
      const entry = await tickets.findEntry(serviceId, number, entryId);
      const { masks, revision } = entry === undefined ? { masks: [], revision: undefined } : maskingOf(entry);
      if (entry !== undefined && masks.length === 0)
        return ok({ entry, written: { html: entry.html, text: entry.text } });
      const sealed = entry && (await originals.find(serviceId, number, entryId));
      if (entry !== undefined && sealed !== undefined)
        return ok({ entry, written: bodySchema.parse(JSON.parse(await vault.open(contextOf(place), sealed))) });
      if ((await tickets.find(serviceId, number)) === undefined) return err({ code: 'ticket_not_found', number });
      if (entry === undefined) return err({ code: 'entry_not_found', entryId });
      if (revision === missingAt)
        throw new Error(`Entry ${entryId} of ticket ${number} is masked, but its original is not there`);
      missingAt = revision;
      return 'conflict';
    };
    return retryOnConflict(withoutWaiting, readBoth, { what: `the masks of entry ${entryId} of ticket ${number}` });
  };

/** The same, to change its masks. */
export const readMaskable =
  (deps: WrittenEntryDeps & { readonly richText: RichText }) =>
  async (place: EntryRef): Promise<Result<MaskableEntry, TicketNotFound | EntryNotFound>> => {
    const [sanitize, read] = await Promise.all([deps.richText.sanitizer(), readWritten(deps)(place)]);
    return read.ok ? ok({ ...read.value, plain: (html) => sanitize(html).text }) : read;
  };

export const sealWritten = (
  { vault }: Pick<WrittenEntryDeps, 'vault'>,
  place: EntryRef,
  { html, text }: Body,
): Promise<string> => vault.seal(contextOf(place), JSON.stringify({ html, text }));
