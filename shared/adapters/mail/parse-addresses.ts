import { addressParser, type Mailbox as PostalMailbox } from 'postal-mime';
import { trimEnds } from '../../domain/kernel/plain-text.ts';
import type { Mailbox } from '../../domain/mail/parsed-mail.ts';
import { decodeHeader, setAsideEncodedWords } from './encoded-words.ts';

/** Longer lists are cut: they are an attack or a mistake. */
const LIST_LIMIT = 100_000;
/** Longer texts are no mailbox (RFC 5321 allows 320 characters for an address). */
const BOX_LIMIT = 2_000;
const NOT_IN_ADDRESS = /[\s<>"',;:()[\]\\]/;

const clean = (text: string) => text.replace(/\s+/g, ' ').trim();
const withoutQuotes = (text: string) => {
  const quote = text[0];
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
};
const unquote = (text: string) => withoutQuotes(trimEnds(clean(text), '<> ')).trim();

/** The first text that looks like an address: the characters around an `@` that an address may contain. */
const findAddress = (text: string): string | undefined => {
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > from && !NOT_IN_ADDRESS.test(text[start - 1]!)) start -= 1;
    let end = at + 1;
    while (end < text.length && !NOT_IN_ADDRESS.test(text[end]!)) end += 1;
    if (start < at && end > at + 1) return text.slice(start, end);
    from = end;
    at = Math.max(at, end - 1);
  }
  return undefined;
};

/**
 * The mailboxes of address fields: groups flattened, names decoded. An entry without an address keeps its name, so that
 * the caller can search it.
 */
export const parseAddresses = (values: readonly string[], hint?: string): readonly Mailbox[] => {
  let left = LIST_LIMIT;
  return values
    .flatMap((value) => {
      const looked = value.slice(0, left);
      left -= looked.length;
      const { value: marked, restore } = setAsideEncodedWords(looked, hint);
      return (addressParser(marked, { flatten: true }) as PostalMailbox[]).map(({ name, address }) => {
        const shown = {
          name: unquote(restore(name.slice(0, BOX_LIMIT))),
          address: clean(restore(address.slice(0, BOX_LIMIT))),
        };
        return { ...shown, ...salvage(shown) };
      });
    })
    .filter(({ name, address }) => name !== '' || address !== '');
};

/** Finds an address that the parser left in the name, or that has words around it. */
const salvage = ({ name, address }: Mailbox): Partial<Mailbox> => {
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(address)) return {};
  const found = findAddress(address) ?? (address === '' ? findAddress(name) : undefined);
  if (found !== undefined)
    return {
      address: found,
      ...(address === '' ? { name: unquote(name.replace(found, '').replace(/[<>]/g, '')) } : {}),
    };
  // `Mail Delivery System <MAILER-DAEMON>`: no address, but it names the sender.
  return {};
};

/** The author of a mail: the first From with an address, else Sender, Reply-To or Return-Path, else a name alone. */
export const findAuthor = (
  headers: readonly { readonly name: string; readonly value: string }[],
  hint?: string,
): Mailbox => {
  const read = (name: string) =>
    parseAddresses(
      headers.filter((header) => header.name === name).map((header) => header.value),
      hint,
    );
  const from = read('from');
  const named = from.find(hasAddress);
  if (named) return named;
  for (const other of ['sender', 'x-sender', 'x-original-from', 'reply-to', 'return-path', 'resent-from']) {
    const found = read(other).find(hasAddress);
    if (found) return { name: from[0]?.name ?? found.name, address: found.address };
  }
  const raw = headers.find((header) => header.name === 'from')?.value.slice(0, BOX_LIMIT);
  const loose = raw === undefined ? undefined : findAddress(decodeHeader(raw, hint));
  if (loose !== undefined) return { name: '', address: loose };
  return { name: from[0] ? from[0].name || from[0].address : clean(decodeHeader(raw ?? '', hint)), address: '' };
};

const hasAddress = ({ address }: Mailbox) => address.includes('@');
