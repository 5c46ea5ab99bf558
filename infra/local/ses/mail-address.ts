import { addressParser, decodeWords, type Mailbox } from 'postal-mime';

/** The mailboxes of an address header, groups flattened; what has no @ is left out. */
export const parseAddresses = (value: string | undefined): readonly Mailbox[] =>
  value === undefined
    ? []
    : (addressParser(value, { flatten: true }) as Mailbox[]).filter((box) => box.address.includes('@'));

/** `Name <local@domain>` with the name decoded, as SES's commonHeaders show it. */
export const showAddresses = (value: string | undefined): readonly string[] =>
  parseAddresses(value).map((box) =>
    box.name === ''
      ? box.address
      : `${/[",<>@]/.test(box.name) ? JSON.stringify(box.name) : box.name} <${box.address}>`,
  );

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** The local part without its label: `bounce` of bounce+x@example.com. */
export const localPartOf = (address: string): string =>
  address.slice(0, address.lastIndexOf('@')).split('+')[0]!.toLowerCase();

/** Encoded words (RFC 2047) decoded. */
export const decodeHeader = (value: string): string => decodeWords(value);
