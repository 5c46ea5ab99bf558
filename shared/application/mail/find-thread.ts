import { boundReferences, REFERENCES_LIMIT } from '../../domain/mail/answer-mail.ts';
import { sesMessageIdHeader } from '../../domain/mail/message-id.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { MailRepository } from '../ports/mails.ts';
import type { TicketRepository } from '../ports/tickets.ts';

type Deps = { readonly tickets: TicketRepository; readonly mails: MailRepository; readonly region: string };

/**
 * The thread that an answer belongs to: In-Reply-To is the customer's last mail before it, References are the thread's
 * mails (the customer's and ours), oldest first. What triggers mailed to others is no part of it.
 */
export const findThread =
  ({ tickets, mails, region }: Deps) =>
  async (mail: OutgoingMail): Promise<{ readonly inReplyTo?: string; readonly references: readonly string[] }> => {
    const { serviceId, number, entryId } = mail;
    const newest = await tickets.listEntries(serviceId, number, { limit: REFERENCES_LIMIT * 2, order: 'newest' });
    const first =
      newest.cursor === undefined
        ? []
        : (await tickets.listEntries(serviceId, number, { limit: 1, order: 'oldest' })).items;
    const all = [...first, ...newest.items.toReversed()];
    const before = all.filter(
      (entry, index) =>
        entry.id < entryId &&
        (entry.mailedTo === undefined || entry.mailedTo.kind === 'customer') &&
        all.findIndex(({ id }) => id === entry.id) === index,
    );
    const ours = await mails.findMany(
      serviceId,
      number,
      before.flatMap(({ mailId }) => mailId ?? []),
    );
    const idOf = ({ messageId, mailId }: Entry): readonly string[] => {
      if (messageId !== undefined) return [messageId];
      const sesMessageId = mailId === undefined ? undefined : ours.find(({ id }) => id === mailId)?.sesMessageId;
      return sesMessageId === undefined ? [] : [sesMessageIdHeader(sesMessageId, region)];
    };
    const inReplyTo = before.findLast(
      ({ kind, messageId }) => kind === 'customer_message' && messageId !== undefined,
    )?.messageId;
    return { ...(inReplyTo === undefined ? {} : { inReplyTo }), references: boundReferences(before.flatMap(idOf)) };
  };
