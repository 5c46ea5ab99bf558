import type { AnswerMail } from '../../domain/mail/answer-mail.ts';
import { layOutAnswer } from '../../domain/mail/answer-layout.ts';
import { markerOf } from '../../domain/mail/mail-marker.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { replyAddress } from '../../domain/mail/reply-address.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { ticketLabel } from '../../domain/ticket/ticket.ts';
import type { DeskDirectory } from '../ports/desk-directory.ts';
import type { AttachmentStore, ReplyReference } from '../ports/mail-gateways.ts';
import { findThread } from './find-thread.ts';

type Deps = Parameters<typeof findThread>[0] & {
  readonly directory: DeskDirectory;
  readonly attachments: AttachmentStore;
  readonly replyReference: ReplyReference;
};

/** Of a text too long for its row the HTML leaves whole; its plain form, which few see, is what the row has of it. */
const bodyOf = async ({ attachments }: Deps, entry: Entry) =>
  entry.wholeKey === undefined ? { html: entry.html, text: entry.text } : { html: new TextDecoder().decode(await attachments.read(entry.wholeKey)), text: `${entry.text}\n[…]` };

/** A mail's text, thread and addresses, read from what is stored: the same each time it is tried. Throws when its entry isn't there. */
export const composeAnswer = (deps: Deps) => async (mail: OutgoingMail): Promise<AnswerMail> => {
  const { serviceId, number } = mail;
  const entry = await deps.tickets.findEntry(serviceId, number, mail.entryId);
  if (!entry) throw new Error(`Mail ${mail.id} has no entry ${mail.entryId}`);
  const service = await deps.directory.findService(serviceId);
  const body = await bodyOf(deps, entry);
  return {
    from: { name: mail.fromName, address: mail.from },
    to: { ...(mail.toName === undefined ? {} : { name: mail.toName }), address: mail.to },
    replyTo: replyAddress(mail.from, number, await deps.replyReference.sign(serviceId, number)),
    subject: mail.subject,
    ...(await findThread(deps)(mail)),
    ...layOutAnswer(mail.language, { ...body, ticket: ticketLabel(number), service: service?.name ?? mail.fromName }),
    files: await Promise.all(entry.attachments.map(async ({ key, name, type, contentId }) => ({ name, type, bytes: await deps.attachments.read(key), ...(contentId === undefined ? {} : { contentId }) }))),
    marker: markerOf({ serviceId, number, mailId: mail.id }),
  };
};
