import type { MailCase } from './build-mail.ts';
import { CHARSET_MAILS } from './charset-mails.ts';
import { HEADER_MAILS } from './header-mails.ts';
import { MACHINE_MAILS } from './machine-mails.ts';
import { STRUCTURE_MAILS } from './structure-mails.ts';

/** Mails of the project's own: each fault and habit of mail programs once, with what reading it must give. */
export const OWN_MAILS: readonly MailCase[] = [...CHARSET_MAILS, ...HEADER_MAILS, ...STRUCTURE_MAILS, ...MACHINE_MAILS];
