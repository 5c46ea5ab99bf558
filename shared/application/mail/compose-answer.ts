import { type AnswerMail, markerOf } from '../../domain/mail/answer-mail.ts';
import { goesToCustomer, type OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { replyAddress } from '../../domain/mail/reply-address.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { AttachmentStore, ReplyReference } from '../ports/mails.ts';
import { findThread } from './find-thread.ts';
import { layOutOutgoing, type MailedEntry, type OutgoingLayoutDeps } from './lay-out-mail.ts';

export type ComposeDeps = Parameters<typeof findThread>[0] &
  OutgoingLayoutDeps & {
    readonly attachments: Pick<AttachmentStore, 'read'>;
    readonly replyReference: Pick<ReplyReference, 'sign'>;
  };

/**
 * The whole HTML of a text that was too long for its row; its plain text, which few see, stays the row's beginning of
 * it.
 */
const bodyOf = async ({ attachments }: ComposeDeps, entry: Entry) =>
  entry.wholeKey === undefined
    ? { html: entry.html, text: entry.text }
    : { html: new TextDecoder().decode(await attachments.read(entry.wholeKey)), text: `${entry.text}\n[…]` };

/**
 * Composes a mail from a ticket and an entry. Everything comes from what is stored, so that each try gives the same
 * mail.
 */
export const composeEntry =
  (deps: ComposeDeps) =>
  async (mail: OutgoingMail, { ticket, entry }: MailedEntry): Promise<AnswerMail> => {
    const { serviceId, number } = mail;
    const laidOut = async () => layOutOutgoing(deps)(mail, { ticket, entry }, await bodyOf(deps, entry));
    const isToCustomer = goesToCustomer(mail);
    const [{ subject, html, text }, thread, replyTo] = await Promise.all([
      laidOut(),
      isToCustomer ? findThread(deps)(mail) : { references: [] },
      isToCustomer
        ? deps.replyReference.sign(serviceId, number).then((mac) => replyAddress(mail.from, number, mac))
        : mail.from,
    ]);
    return {
      from: { name: mail.fromName, address: mail.from },
      ...(mail.also === undefined ? {} : { also: mail.also }),
      ...(mail.kind === 'automatic' ? { isAutomatic: true as const } : {}),
      to: { ...(mail.toName === undefined ? {} : { name: mail.toName }), address: mail.to },
      replyTo,
      subject,
      ...thread,
      html,
      text,
      files: await Promise.all(
        entry.attachments.map(async ({ key, name, type, contentId }) => ({
          name,
          type,
          bytes: await deps.attachments.read(key),
          ...(contentId === undefined ? {} : { contentId }),
        })),
      ),
      marker: markerOf({ serviceId, number, mailId: mail.id }),
    };
  };

/** Composes a stored mail of a ticket. Throws when its entry isn't there. */
export const composeAnswer =
  (deps: ComposeDeps) =>
  async (mail: OutgoingMail, ticket: Ticket): Promise<AnswerMail> => {
    const { serviceId, number, entryId, id } = mail;
    const entry = await deps.tickets.findEntry(serviceId, number, entryId);
    if (!entry) throw new Error(`Mail ${id} has no entry ${entryId}`);
    return composeEntry(deps)(mail, { ticket, entry });
  };
