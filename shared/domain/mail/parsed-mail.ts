/** A person in a header. `name` is empty when none is given, `address` when the mail names no usable one. */
export type Mailbox = { readonly name: string; readonly address: string };

export type MailFile = {
  readonly name: string;
  /** Lower case, e.g. `image/png`. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Without angle brackets. */
  readonly contentId?: string;
};

/** A mail as its reader would see it. Nothing in it is trusted: the HTML isn't sanitized. */
export type ParsedMail = {
  readonly from: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Decoded, one line; empty when there is none. */
  readonly subject: string;
  /** Ids stand without angle brackets. */
  readonly messageId?: string;
  readonly inReplyTo: readonly string[];
  /** Oldest first, as written. */
  readonly references: readonly string[];
  /** ISO 8601; absent when the mail has no readable date. */
  readonly date?: string;
  /** Every header, names in lower case, values decoded, in their order. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** The body as HTML; of a mail in plain text made from it. */
  readonly html: string;
  /** What the mail itself offers as plain text; empty when it has HTML only. */
  readonly text: string;
  /** False for a mail in plain text alone. */
  readonly isHtml: boolean;
  readonly files: readonly MailFile[];
  /** The media type of the whole mail, lower case, and its `report-type`. */
  readonly contentType: string;
  readonly reportType?: string;
  /** SHA-256 of sender, subject and text, hexadecimal: tells two mails with one Message-ID apart. */
  readonly digest: string;
  /** SHA-256 of the raw mail, hexadecimal. */
  readonly rawDigest: string;
  /** The body made safe to show, and the same as plain text, where whoever read the mail has done that too. */
  readonly safe?: { readonly html: string; readonly text: string };
  /** It couldn't be read whole: what is here is its beginning. */
  readonly isCut?: true;
};

/** The first header of that name (lower case). */
export const headerOf = (mail: Pick<ParsedMail, 'headers'>, name: string): string | undefined =>
  mail.headers.find((header) => header.name === name)?.value;
