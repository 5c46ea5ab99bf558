import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { isLate } from '../../domain/mail/watch-mail.ts';
import type { Attachment, Entry } from '../../domain/ticket/entry.ts';
import type { AttachmentStore, MailRepository } from '../ports/mails.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from './get-ticket.ts';

/** An entry as it is shown: with the state of its mail and addresses to download its files from. */
export type ShownEntry = {
  readonly entry: Entry;
  readonly mail?: OutgoingMail;
  /** SES hasn't taken the mail for longer than `lateSeconds`. */
  readonly isLate?: true;
  readonly attachments: readonly (Attachment & { readonly url: string })[];
  readonly wholeUrl?: string;
};

export type ListEntriesDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'listEntries'>;
  readonly mails: Pick<MailRepository, 'findMany'>;
  readonly attachments: Pick<AttachmentStore, 'downloadUrl'>;
  readonly now: () => Date;
  /** How long a mail may wait before it is shown as late. */
  readonly lateSeconds: number;
};

/** A page of the consultation processing history. */
export const listEntries = ({ tickets, mails, attachments, now, lateSeconds }: ListEntriesDeps) => {
  const show = async (entry: Entry, mail: OutgoingMail | undefined): Promise<ShownEntry> => {
    const files = await Promise.all(
      entry.attachments.map(async (file) => ({ ...file, url: await attachments.downloadUrl(file) })),
    );
    const wholeUrl =
      entry.wholeKey === undefined
        ? undefined
        : await attachments.downloadUrl({ key: entry.wholeKey, name: `${entry.id}.html`, type: 'text/html' });
    return {
      entry,
      attachments: files,
      ...(mail === undefined ? {} : { mail }),
      ...(mail !== undefined && isLate(mail, now(), lateSeconds) ? { isLate: true } : {}),
      ...(wholeUrl === undefined ? {} : { wholeUrl }),
    };
  };
  return async ({
    serviceId,
    number,
    page,
  }: {
    readonly serviceId: string;
    readonly number: number;
    readonly page: PageRequest;
  }): Promise<Result<Page<ShownEntry>, TicketNotFound>> => {
    const [ticket, { items, ...rest }] = await Promise.all([
      tickets.find(serviceId, number),
      tickets.listEntries(serviceId, number, page),
    ]);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    const states = await mails.findMany(
      serviceId,
      number,
      items.flatMap(({ mailId }) => mailId ?? []),
    );
    const stateOf = new Map(states.map((mail) => [mail.id, mail]));
    return ok({
      items: await Promise.all(
        items.map((entry) => show(entry, entry.mailId === undefined ? undefined : stateOf.get(entry.mailId))),
      ),
      ...rest,
    });
  };
};
