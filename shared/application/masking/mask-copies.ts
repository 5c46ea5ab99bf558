import { maskingOf } from '../../domain/masking/change-entry.ts';
import { type Body, type Mask, maskWhole, wordsOf } from '../../domain/masking/mask-entry.ts';
import { maskPlainWords, maskWords } from '../../domain/masking/mask-html.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { AttachmentStore } from '../ports/mails.ts';
import type { DraftTexts } from '../ports/confidential.ts';
import type { FileRemains } from '../ports/tickets.ts';
import type { UploadBucket } from '../ports/writing.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';
import { type EntryPlace, readWritten, type WrittenEntryDeps } from './written-entry.ts';

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

const isGone = async ({ tickets }: MaskCopiesDeps, { serviceId, number }: EntryPlace): Promise<boolean> =>
  (await tickets.find(serviceId, number)) === undefined;

/**
 * The whole of a long text as it was written: sealed beside it before it is masked for the first time, and read from
 * there ever after. It is read before the sealed one is looked for: what nobody has sealed yet, nobody has masked.
 * Undefined: the ticket was deleted, with its files.
 */
const openWhole = async (deps: MaskCopiesDeps, place: EntryPlace, wholeKey: string): Promise<string | undefined> => {
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
 * Writes the whole of a long text with these masks; a text that stands in its row has none. May be done again and
 * again. What is written of a ticket that was deleted meanwhile goes again.
 */
export const writeWhole =
  (deps: MaskCopiesDeps) =>
  async (
    place: EntryPlace,
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
 * Writes the whole of a long text as its entry is masked now, until nobody changed the masks while it was written. All
 * that change masks end with it, so that the last to write leaves what the entry says, whoever was overtaken, and
 * whatever was written for masks that were refused then.
 */
export const settleWhole =
  (deps: MaskCopiesDeps) =>
  async (place: EntryPlace): Promise<void> => {
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
 * Masks what masks hide wherever drafts of the ticket, and what was put aside of them, say it too. What is unmasked
 * later stays masked there.
 */
export const maskDrafts =
  ({ draftTexts }: MaskCopiesDeps) =>
  async ({ serviceId, number }: EntryPlace, written: Body, masks: readonly Mask[]): Promise<void> => {
    const words = wordsOf(written.html, masks);
    await draftTexts.rewrite(serviceId, number, ({ html, text }) => ({
      html: maskWords(html, words),
      text: maskPlainWords(text, words),
    }));
  };
