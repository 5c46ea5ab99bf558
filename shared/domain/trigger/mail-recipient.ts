/** Who gets a mail of a trigger. */
export const MAIL_RECIPIENTS = ['customer', 'assignee', 'group', 'address'] as const;
export type MailRecipientKind = (typeof MAIL_RECIPIENTS)[number];
