import type { Service } from '../../domain/desk/service.ts';
import { ANSWER_LAYOUTS, languageOf, layOutAnswer, layOutNotice } from '../../domain/mail/answer-layout.ts';
import type { Layout, LayoutKind } from '../../domain/mail/mail-layout.ts';
import { layoutKindOf, type OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { type Language, type Ticket, ticketLabel } from '../../domain/ticket/ticket.ts';
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

export type OutgoingLayoutDeps = LayoutDeps & {
  /** The console's address, without a slash at its end. Only mails of triggers to others than the customer need it. */
  readonly consoleUrl?: string;
};

/**
 * The same of a stored mail. One of a trigger keeps the trigger's subject; those that don't go to the customer have a
 * link to the ticket instead of a layout.
 */
export const layOutOutgoing =
  (deps: OutgoingLayoutDeps) =>
  async (
    mail: OutgoingMail,
    written: MailedEntry,
    body: { readonly html: string; readonly text: string },
  ): Promise<{ readonly subject: string; readonly html: string; readonly text: string }> => {
    const kind = layoutKindOf(mail);
    if (kind !== undefined) {
      const laidOut = await layOutMail(deps)({ ...mail, kind }, written, body);
      return mail.kind === 'automatic' ? { ...laidOut, subject: mail.subject } : laidOut;
    }
    const { serviceId, number, language, subject } = mail;
    if (deps.consoleUrl === undefined) throw new Error(`Mail ${mail.id} has a link to its ticket, and no console`);
    const link = `${deps.consoleUrl}/s/${encodeURIComponent(serviceId)}/all/${String(number)}`;
    return { subject, ...layOutNotice(languageOf(language), body, { link, label: ticketLabel(number) }) };
  };

/** The subject that the layout gives the mail of an answer. */
export const subjectOf =
  (deps: LayoutDeps) =>
  async (mail: OutgoingMail, written: MailedEntry): Promise<string> => {
    const kind = layoutKindOf(mail);
    if (kind === undefined) return mail.subject;
    return (await layOutMail(deps)({ ...mail, kind }, written, { html: '', text: '' })).subject;
  };
