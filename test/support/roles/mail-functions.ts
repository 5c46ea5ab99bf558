/** The functions that mail goes through. */
export const MAIL_FUNCTIONS = ['receive-mail', 'send-mail', 'settle-mail', 'watch-mails'] as const;
export type MailFunction = (typeof MAIL_FUNCTIONS)[number];
