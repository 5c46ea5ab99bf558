import { maskWhole, wordsOf, type Body, type Mask } from '../../domain/masking/mask-entry.ts';
import { maskPlainWords, maskWords } from '../../domain/masking/mask-html.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { AttachmentStore } from '../ports/mail-gateways.ts';
import type { DraftTexts } from '../ports/masked-texts.ts';
import type { UploadBucket } from '../ports/upload-store.ts';
import type { Vault } from '../ports/vault.ts';
import type { EntryPlace } from './written-entry.ts';

export type MaskCopiesDeps = {
  readonly vault: Vault;
  readonly files: Pick<AttachmentStore, 'read' | 'put'> & Pick<UploadBucket, 'sizeOf'>;
  readonly draftTexts: DraftTexts;
};

const HTML = 'text/html; charset=utf-8';
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);

/** The whole of a long text as it was written: sealed beside it before it is masked for the first time, and read from there ever after. */
const openWhole = async ({ vault, files }: MaskCopiesDeps, { serviceId, number, entryId }: EntryPlace, wholeKey: string): Promise<string> => {
  const sealedKey = `${serviceId}/${number}/${entryId}/whole.sealed`;
  const context = { serviceId, number, of: `whole/${entryId}` };
  if (await files.sizeOf(sealedKey) !== undefined) return vault.open(context, decode(await files.read(sealedKey)));
  const whole = decode(await files.read(wholeKey));
  await files.put(sealedKey, encode(await vault.seal(context, whole)), 'text/plain; charset=utf-8');
  return whole;
};

/** Writes the whole of a long text with these masks; a text that stands in its row has none. May be done again and again. */
export const writeWhole = (deps: MaskCopiesDeps) => async (place: EntryPlace, { wholeKey }: Pick<Entry, 'wholeKey'>, written: Body, masks: readonly Mask[]): Promise<void> => {
  if (wholeKey === undefined) return;
  await deps.files.put(wholeKey, encode(maskWhole(await openWhole(deps, place, wholeKey), written.html, masks)), HTML);
};

/** Masks what masks hide wherever drafts of the ticket, and what was put aside of them, say it too. What is unmasked later stays masked there. */
export const maskDrafts = ({ draftTexts }: MaskCopiesDeps) => async ({ serviceId, number }: EntryPlace, written: Body, masks: readonly Mask[]): Promise<void> => {
  const words = wordsOf(written.html, masks);
  await draftTexts.rewrite(serviceId, number, ({ html, text }) => ({ html: maskWords(html, words), text: maskPlainWords(text, words) }));
};
