import { maskingOf } from '../../domain/masking/change-entry.ts';
import { type Body, type Mask, maskWhole, wordsOf } from '../../domain/masking/mask-entry.ts';
import { maskPlainWords, maskWords } from '../../domain/masking/mask-html.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { AttachmentStore } from '../ports/mails.ts';
import type { DraftTexts } from '../ports/confidential.ts';
import type { FileRemains } from '../ports/tickets.ts';
import type { UploadBucket } from '../ports/writing.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';
import { type EntryRef, readWritten, type WrittenEntryDeps } from './written-entry.ts';

export type MaskCopiesDeps = WrittenEntryDeps & {
  readonly files: Pick<AttachmentStore, 'read' | 'put'> & Pick<UploadBucket, 'sizeOf'>;
  readonly fileRemains: FileRemains;
  readonly draftTexts: DraftTexts;
};

const HTML = 'text/html; charset=utf-8';
/** How often the whole of a text is written again because others changed the masks in between. */
const WRITES = 50;
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);

const isGone = async ({ tickets }: MaskCopiesDeps, { serviceId, number }: EntryRef): Promise<boolean> =>
  (await tickets.find(serviceId, number)) === undefined;

/**
 * The whole of a long text as it was written. Before the first masking an encrypted copy is stored beside it, which is
 * read from then on. The text is read before the copy is looked up: if there is no copy then, the text was not masked.
 * Undefined: the ticket and its files were deleted.
 */
const openWhole = async (deps: MaskCopiesDeps, place: EntryRef, wholeKey: string): Promise<string | undefined> => {
  const { vault, files } = deps;
  const { serviceId, number, entryId } = place;
  const sealedKey = `${serviceId}/${number}/${entryId}/whole.sealed`;
  const context = { serviceId, number, of: `whole/${entryId}` };
  try {
    const whole = decode(await files.read(wholeKey));
    if ((await files.sizeOf(sealedKey)) !== undefined)
      return await vault.open(context, decode(await files.read(sealedKey)));
    await files.put(sealedKey, encode(await vault.seal(context, whole)), 'text/plain; charset=utf-8');
    return whole;
  } catch (fault) {
    if (await isGone(deps, place)) return undefined;
    throw fault;
  }
};

/**
 * Writes the whole of a long text with these masks; does nothing for a text that fits in its row. Can be repeated. If
 * the ticket was deleted at the same time, its files are removed again.
 */
export const writeWhole =
  (deps: MaskCopiesDeps) =>
  async (
    place: EntryRef,
    { wholeKey }: Pick<Entry, 'wholeKey'>,
    written: Body,
    masks: readonly Mask[],
  ): Promise<void> => {
    if (wholeKey === undefined) return;
    const whole = await openWhole(deps, place, wholeKey);
    if (whole !== undefined) await deps.files.put(wholeKey, encode(maskWhole(whole, written.html, masks)), HTML);
    if (await isGone(deps, place)) await deps.fileRemains.removeBelow(`${place.serviceId}/${place.number}/`);
  };

/**
 * Writes the whole of a long text with its entry's masks, and repeats that until the masks did not change meanwhile.
 * Every change of masks ends with this call, so that the text finally matches the entry, also after refused changes.
 */
export const settleWhole =
  (deps: MaskCopiesDeps) =>
  async (place: EntryRef): Promise<void> => {
    const write = async (): Promise<'written' | 'conflict'> => {
      const read = await readWritten(deps)(place);
      if (!read.ok || read.value.entry.wholeKey === undefined) return 'written';
      const { entry, written } = read.value;
      const { masks, revision } = maskingOf(entry);
      await writeWhole(deps)(place, entry, written, masks);
      const after = await deps.tickets.findEntry(place.serviceId, place.number, place.entryId);
      return after === undefined || maskingOf(after).revision === revision ? 'written' : 'conflict';
    };
    const what = `the masks of entry ${place.entryId} of ticket ${place.number}`;
    await retryOnConflict(withoutWaiting, write, { attempts: WRITES, what });
  };

/**
 * Masks the hidden words in all drafts of the ticket and their earlier versions. Unmasking the entry later does not
 * restore them there.
 */
export const maskDrafts =
  ({ draftTexts }: MaskCopiesDeps) =>
  async ({ serviceId, number }: EntryRef, written: Body, masks: readonly Mask[]): Promise<void> => {
    const words = wordsOf(written.html, masks);
    await draftTexts.rewrite(serviceId, number, ({ html, text }) => ({
      html: maskWords(html, words),
      text: maskPlainWords(text, words),
    }));
  };
