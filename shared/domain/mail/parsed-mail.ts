/** A person in a header. `name` is empty when absent, `address` when the mail has no usable one. */
export type Mailbox = { readonly name: string; readonly address: string };

export type MailFile = {
  readonly name: string;
  /** Lower case, e.g. `image/png`. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Without angle brackets. */
  readonly contentId?: string;
};

/** A mail as its reader would see it. Not trusted: the HTML isn't sanitized. */
export type ParsedMail = {
  readonly from: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Decoded, one line; empty when absent. */
  readonly subject: string;
  /** Without angle brackets. */
  readonly messageId?: string;
  readonly inReplyTo: readonly string[];
  /** Oldest first, as written. */
  readonly references: readonly string[];
  /** ISO 8601; absent when the mail has no readable date. */
  readonly date?: string;
  /** Every header in order, names in lower case, values decoded. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** The body as HTML; for a plain text mail made from its text. */
  readonly html: string;
  /** The mail's own plain text part; empty when it has only HTML. */
  readonly text: string;
  /** False for a mail with plain text only. */
  readonly isHtml: boolean;
  readonly files: readonly MailFile[];
  /** The media type of the whole mail in lower case, and its `report-type`. */
  readonly contentType: string;
  readonly reportType?: string;
  /** SHA-256 of sender, subject and text, hexadecimal: distinguishes two mails with the same Message-ID. */
  readonly digest: string;
  /** SHA-256 of the raw mail, hexadecimal. */
  readonly rawDigest: string;
  /** The sanitized body as HTML and plain text, when the parser has sanitized it already. */
  readonly safe?: { readonly html: string; readonly text: string };
  /** The mail couldn't be read completely: this is its beginning. */
  readonly isCut?: true;
};

/** The first header with this name (lower case). */
export const headerOf = (mail: Pick<ParsedMail, 'headers'>, name: string): string | undefined =>
  mail.headers.find((header) => header.name === name)?.value;
