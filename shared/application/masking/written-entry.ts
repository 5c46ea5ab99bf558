import * as z from 'zod';
import type { Body } from '../../domain/masking/mask-entry.ts';
import { maskingOf, type WrittenEntry } from '../../domain/masking/change-entry.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { SealedOriginals } from '../ports/masked-texts.ts';
import type { RichText } from '../ports/rich-text.ts';
import type { Vault, VaultContext } from '../ports/vault.ts';

export type WrittenEntryDeps = { readonly originals: SealedOriginals; readonly vault: Vault; readonly richText: RichText };
export type EntryPlace = { readonly serviceId: string; readonly number: number; readonly entryId: string };

const bodySchema = z.object({ html: z.string(), text: z.string() });
const contextOf = ({ serviceId, number, entryId }: EntryPlace): VaultContext => ({ serviceId, number, of: `mask/${entryId}` });

/** What an entry says as it was written: of a masked one by opening its sealed original. Throws when that is not there. */
export const openWritten = ({ originals, vault, richText }: WrittenEntryDeps) => async (place: EntryPlace, entry: Entry): Promise<WrittenEntry> => {
  const plain = (html: string) => richText.sanitize(html).text;
  if (maskingOf(entry).masks.length === 0) return { entry, written: { html: entry.html, text: entry.text }, plain };
  const sealed = await originals.find(place.serviceId, place.number, place.entryId);
  if (sealed === undefined) throw new Error(`Entry ${place.entryId} of ticket ${place.number} is masked, but its original is not there`);
  return { entry, written: bodySchema.parse(JSON.parse(await vault.open(contextOf(place), sealed))), plain };
};

export const sealWritten = ({ vault }: Pick<WrittenEntryDeps, 'vault'>, place: EntryPlace, { html, text }: Body): Promise<string> => vault.seal(contextOf(place), JSON.stringify({ html, text }));
