import { addressParser, type Mailbox as PostalMailbox } from 'postal-mime';
import type { Mailbox } from '../../domain/mail/parsed-mail.ts';
import { decodeHeader, setAsideEncodedWords } from './encoded-words.ts';

/** A list longer than this is an attack or a mistake; the rest is not looked at. */
const LIST_LIMIT = 200_000;
const ADDRESS = /[^\s<>"',;:()[\]\\]+@[^\s<>"',;:()[\]\\]+/;

const clean = (text: string) => text.replace(/\s+/g, ' ').trim();
const unquote = (text: string) => clean(text).replace(/^[<>\s]+|[<>\s]+$/g, '').replace(/^(["'])(.*)\1$/, '$2').trim();

/** The mailboxes of address fields, groups flattened, names decoded. An entry without an address keeps its name, so that the caller can look further. */
export const parseAddresses = (values: readonly string[], hint?: string): readonly Mailbox[] =>
  values.flatMap((value) => {
    const { value: marked, restore } = setAsideEncodedWords(value.slice(0, LIST_LIMIT), hint);
    return (addressParser(marked, { flatten: true }) as PostalMailbox[]).map(({ name, address }) => {
      const shown = { name: unquote(restore(name)), address: clean(restore(address)) };
      return { ...shown, ...salvage(shown) };
    });
  }).filter(({ name, address }) => name !== '' || address !== '');

/** An address that the parser left in the name, or with words around it. */
const salvage = ({ name, address }: Mailbox): Partial<Mailbox> => {
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(address)) return {};
  const found = ADDRESS.exec(address)?.[0] ?? (address === '' ? ADDRESS.exec(name)?.[0] : undefined);
  if (found !== undefined) return { address: found, ...(address === '' ? { name: unquote(name.replace(found, '').replace(/[<>]/g, '')) } : {}) };
  // `Mail Delivery System <MAILER-DAEMON>`: no address, but all that names the sender.
  return {};
};

/** The author: of the first From that has an address, else of what else tells (Sender, Reply-To, Return-Path), else a name alone. */
export const findAuthor = (headers: readonly { readonly name: string; readonly value: string }[], hint?: string): Mailbox => {
  const read = (name: string) => parseAddresses(headers.filter((header) => header.name === name).map((header) => header.value), hint);
  const from = read('from');
  const named = from.find(hasAddress);
  if (named) return named;
  for (const other of ['sender', 'x-sender', 'x-original-from', 'reply-to', 'return-path', 'resent-from']) {
    const found = read(other).find(hasAddress);
    if (found) return { name: from[0]?.name ?? found.name, address: found.address };
  }
  const raw = headers.find((header) => header.name === 'from')?.value;
  const loose = raw === undefined ? undefined : ADDRESS.exec(decodeHeader(raw, hint))?.[0];
  if (loose !== undefined) return { name: '', address: loose };
  return { name: from[0] ? from[0].name || from[0].address : clean(decodeHeader(raw ?? '', hint)), address: '' };
};

const hasAddress = ({ address }: Mailbox) => address.includes('@');
