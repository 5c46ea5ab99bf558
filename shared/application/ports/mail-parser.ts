import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';

export type MailParser = {
  /**
   * Reads raw mail: broken mail as far as it can be. Rejects when reading takes longer than its limit, or comes to an
   * end that nobody foresaw.
   */
  parse(raw: Uint8Array): Promise<ParsedMail>;
  /**
   * The beginning of a mail that couldn't be read: its header, and of the text what stands there plainly. Looks at a
   * bounded part of it and never throws.
   */
  parseHead(raw: Uint8Array): ParsedMail;
};
