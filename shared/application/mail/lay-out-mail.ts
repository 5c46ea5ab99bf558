import type { Service } from '../../domain/desk/service.ts';
import { ANSWER_LAYOUTS, languageOf, layOutAnswer } from '../../domain/mail/answer-layout.ts';
import type { Layout, LayoutKind } from '../../domain/mail/mail-layout.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { Language, Ticket } from '../../domain/ticket/ticket.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { MailLayoutRepository } from '../ports/mails.ts';

export type LayoutDeps = {
  readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent'>;
  readonly layouts: Pick<MailLayoutRepository, 'find'>;
};
/** The entry that a mail carries, and its ticket. */
export type MailedEntry = { readonly ticket: Ticket; readonly entry: Entry };
/** What a layout is chosen and filled by. */
export type MailToLayOut = Pick<OutgoingMail, 'serviceId' | 'language' | 'fromName' | 'subject' | 'createdAt'> & {
  readonly kind: LayoutKind;
};

/**
 * The layout of a mail, and the language that it is in: the service's layout in the mail's language (`own`), else its
 * layout in the service's language, else the built-in one.
 */
const layoutOf = async (
  { layouts }: LayoutDeps,
  { serviceId, kind, language }: MailToLayOut,
  own: Layout | undefined,
  service: Pick<Service, 'language'> | undefined,
): Promise<{ readonly layout: Layout; readonly language: Language }> => {
  const wanted = languageOf(language);
  if (own !== undefined) return { layout: own, language: wanted };
  const usual = service?.language ?? wanted;
  const layout = usual === wanted ? undefined : await layouts.find(serviceId, kind, usual);
  return layout === undefined ? { layout: ANSWER_LAYOUTS[wanted], language: wanted } : { layout, language: usual };
};

/** A mail's subject and text: the entry put into the layout as it is now. */
export const layOutMail =
  (deps: LayoutDeps) =>
  async (
    mail: MailToLayOut,
    { ticket, entry: { author } }: Pick<MailedEntry, 'ticket'> & { readonly entry: Pick<Entry, 'author'> },
    body: { readonly html: string; readonly text: string },
  ): Promise<{ readonly subject: string; readonly html: string; readonly text: string }> => {
    const [service, agent, own] = await Promise.all([
      deps.directory.findService(mail.serviceId),
      author.kind === 'agent' ? deps.directory.findAgent(mail.serviceId, author.agentId) : undefined,
      deps.layouts.find(mail.serviceId, mail.kind, languageOf(mail.language)),
    ]);
    const named = service ?? { name: mail.fromName, senderName: mail.fromName, timeZone: 'UTC' };
    const { layout, language } = await layoutOf(deps, mail, own, service);
    const { html, text, subject } = layOutAnswer(layout, body, {
      ticket,
      service: named,
      agent,
      at: mail.createdAt,
      language,
    });
    return { subject: subject ?? mail.subject, html, text };
  };

/** The subject that the layout gives a mail. */
export const subjectOf =
  (deps: LayoutDeps) =>
  async (mail: OutgoingMail, written: MailedEntry): Promise<string> =>
    (await layOutMail(deps)(mail, written, { html: '', text: '' })).subject;
