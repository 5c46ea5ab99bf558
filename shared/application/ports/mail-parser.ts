import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';

/** Reads raw mail. Never throws for what a sender wrote: broken mail is read as far as it can be. */
export type MailParser = { parse(raw: Uint8Array): Promise<ParsedMail> };
