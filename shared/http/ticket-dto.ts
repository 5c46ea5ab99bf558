import type * as z from 'zod';
import type { entryDto, eventDto } from '../contracts/http/history.ts';
import type { ticketDto, ticketRowDto } from '../contracts/http/tickets.ts';
import type { ShownEntry } from '../application/tickets/list-entries.ts';
import type { TicketRow } from '../application/ports/ticket-repository.ts';
import { allowedFor, type Acting } from '../domain/ticket/allowed.ts';
import type { Change, Fact } from '../domain/ticket/facts.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';

/** A ticket as the API shows it, with what this caller may do with it now. */
export const toTicketDto = (ticket: Ticket, caller: Acting): z.input<typeof ticketDto> => ({
  serviceId: ticket.serviceId, number: ticket.number, version: ticket.version, title: ticket.title, status: ticket.status, channel: ticket.channel,
  priority: ticket.priority, language: ticket.language, customer: { ...ticket.customer }, customerId: ticket.customerId ?? null,
  assigneeId: ticket.assigneeId ?? null, groupId: ticket.groupId ?? null, inquiryTypeId: ticket.inquiryTypeId ?? null, processingTypeId: ticket.processingTypeId ?? null, tags: [...ticket.tags],
  createdBy: ticket.createdBy ?? null, createdAt: ticket.createdAt, activityAt: ticket.activityAt, resolvedAt: ticket.resolvedAt ?? null, completedAt: ticket.completedAt ?? null,
  internalReason: ticket.internalReason ?? null, duplicateOf: ticket.duplicateOf ?? null, transfer: ticket.transfer ?? null, origin: ticket.origin ?? null,
  unreadReply: ticket.unreadReply, lastEntryId: ticket.lastEntry?.id ?? null, followsNumber: ticket.followsNumber ?? null,
  allowed: [...allowedFor(ticket, caller)],
});

/** `important`: has the caller marked it? */
export const toTicketRowDto = (row: TicketRow, important: boolean): z.input<typeof ticketRowDto> => ({
  number: row.number, version: row.version, title: row.title, status: row.status, channel: row.channel, priority: row.priority,
  assigneeId: row.assigneeId ?? null, groupId: row.groupId ?? null, customer: { ...row.customer }, unreadReply: row.unreadReply, activityAt: row.activityAt,
  transfer: row.transfer ?? null, internalReason: row.internalReason ?? null, important,
});

export const toEntryDto = ({ entry, mail, attachments, wholeUrl }: ShownEntry): z.input<typeof entryDto> => ({
  id: entry.id, kind: entry.kind, at: entry.at, author: entry.author, html: entry.html, text: entry.text, wholeUrl: wholeUrl ?? null,
  attachments: attachments.map(({ id, name, type, size, contentId, url }) => ({ id, name, type, size, contentId: contentId ?? null, url })),
  command: entry.command ?? null,
  mail: mail === undefined ? null : { id: mail.id, status: mail.status, to: mail.to, sentAt: mail.sentAt ?? null, outcome: mail.outcome ?? null, failure: mail.failure ?? null },
});

const toChangeDto = ({ before, after }: Change) => ({ before: before ?? null, after: after ?? null });

export const toEventDto = (fact: Fact): z.input<typeof eventDto> => ({
  id: fact.id, type: fact.type, at: fact.at, version: fact.version, status: fact.status, actor: fact.actor,
  changes: Object.fromEntries(Object.entries(fact.changes).map(([field, change]) => [field, toChangeDto(change)])),
  entryId: fact.entryId ?? null, mailId: fact.mailId ?? null, callId: fact.callId ?? null, reason: fact.reason ?? null,
});
