/** Who gets a mail of a trigger. */
export const MAIL_RECIPIENTS = ['customer', 'assignee', 'group', 'address'] as const;
export type MailRecipientKind = (typeof MAIL_RECIPIENTS)[number];

/** Why somebody does not get a mail of a trigger. */
export const MAIL_LEFT_OUT = [
  /** No address, no assignee, no active agent in the group. */
  'no_recipient',
  'invalid_address',
  /** It is named twice, or another trigger sends them the same at once. */
  'duplicate',
  /** The desk's own: it would become a ticket. */
  'own_address',
  /** A machine or a list wrote the customer's newest message, or their address is one that nobody reads. */
  'automatic_sender',
  'spam',
  /** It was transferred from another service, which answers its customer. */
  'transferred_ticket',
  /** MAIL_CAPS of mail-rules.ts. */
  'too_often',
  'too_many_recipients',
] as const;
export type MailLeftOut = (typeof MAIL_LEFT_OUT)[number];
