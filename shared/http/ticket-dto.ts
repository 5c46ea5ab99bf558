import type * as z from 'zod';
import type { entryDto, entryStateDto, eventDto, mailDto } from '../contracts/http/history.ts';
import type { ticketDto, ticketFieldDto, ticketRowDto } from '../contracts/http/tickets.ts';
import type { ShownEntry } from '../application/tickets/list-entries.ts';
import type { ShownField, ShownFile } from '../application/tickets/show-fields.ts';
import type { TicketRow } from '../application/ports/tickets.ts';
import { allowedFor, type ActingAgent } from '../domain/ticket/allowed.ts';
import { roundOf, type OutgoingMail } from '../domain/mail/outgoing-mail.ts';
import { maskingOf } from '../domain/masking/change-entry.ts';
import { shownSpans } from '../domain/masking/mask-entry.ts';
import type { Entry } from '../domain/ticket/entry.ts';
import type { Change } from '../domain/ticket/facts.ts';
import type { VisibleFact } from '../domain/ticket/visible-fact.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';

/** A ticket as the API shows it, with what this caller may do with it now. */
export const toTicketDto = (ticket: Ticket, caller: ActingAgent): z.input<typeof ticketDto> => ({
  serviceId: ticket.serviceId,
  number: ticket.number,
  version: ticket.version,
  title: ticket.title,
  status: ticket.status,
  channel: ticket.channel,
  priority: ticket.priority,
  language: ticket.language,
  customer: { ...ticket.customer },
  customerId: ticket.customerId ?? null,
  assigneeId: ticket.assigneeId ?? null,
  groupId: ticket.groupId ?? null,
  inquiryTypeId: ticket.inquiryTypeId ?? null,
  processingTypeId: ticket.processingTypeId ?? null,
  tags: [...ticket.tags],
  createdBy: ticket.createdBy ?? null,
  createdAt: ticket.createdAt,
  activityAt: ticket.activityAt,
  resolvedAt: ticket.resolvedAt ?? null,
  completedAt: ticket.completedAt ?? null,
  internalReason: ticket.internalReason ?? null,
  duplicateOf: ticket.duplicateOf ?? null,
  transfer: ticket.transfer ?? null,
  origin: ticket.origin ?? null,
  unreadReply: ticket.unreadReply,
  lastEntryId: ticket.lastEntry?.id ?? null,
  followsNumber: ticket.followsNumber ?? null,
  allowed: [...allowedFor(ticket, caller)],
});

const isFiles = (value: ShownField['value']): value is readonly ShownFile[] =>
  Array.isArray(value) && typeof value[0] === 'object';
const shownValue = (value: ShownField['value']): z.input<typeof ticketFieldDto>['value'] => {
  if (value === undefined) return null;
  if (isFiles(value)) return value.map(({ id, name, type, size, url }) => ({ id, name, type, size, url }));
  return Array.isArray(value) ? ([...value] as string[]) : (value as string | boolean | { from: string; to: string });
};
/** A value of one of the service's own fields. */
export const toFieldDto = ({ code, type, encrypted, value, stale }: ShownField): z.input<typeof ticketFieldDto> => ({
  code,
  type,
  encrypted,
  value: shownValue(value),
  stale: stale ?? null,
});

/** `important`: has the caller marked it? */
export const toTicketRowDto = (row: TicketRow, important: boolean): z.input<typeof ticketRowDto> => ({
  number: row.number,
  version: row.version,
  title: row.title,
  status: row.status,
  channel: row.channel,
  priority: row.priority,
  assigneeId: row.assigneeId ?? null,
  groupId: row.groupId ?? null,
  customer: { ...row.customer },
  unreadReply: row.unreadReply,
  activityAt: row.activityAt,
  transfer: row.transfer ?? null,
  internalReason: row.internalReason ?? null,
  important,
});

const toMaskedDto = (entry: Entry) => {
  const { revision, masks } = maskingOf(entry);
  const shown = shownSpans(masks);
  return {
    maskRevision: revision,
    masks: masks.map(({ id, by, at }, index) => ({ id, start: shown[index]!.start, end: shown[index]!.end, by, at })),
    removedAttachments: (entry.removed ?? []).map(({ id, type, size, by, at }) => ({ id, type, size, by, at })),
  };
};

/** What masking changes of an entry. */
export const toEntryStateDto = (entry: Entry): z.input<typeof entryStateDto> => ({
  id: entry.id,
  html: entry.html,
  text: entry.text,
  ...toMaskedDto(entry),
});

/** `late`: it has waited too long to be taken by SES. */
export const toMailDto = (mail: OutgoingMail, late: boolean): z.input<typeof mailDto> => ({
  id: mail.id,
  status: mail.status,
  to: mail.to,
  sentAt: mail.sentAt ?? null,
  outcome: mail.outcome ?? null,
  failure: mail.failure ?? null,
  late,
  round: roundOf(mail),
});

export const toEntryDto = ({ entry, mail, isLate, attachments, wholeUrl }: ShownEntry): z.input<typeof entryDto> => ({
  id: entry.id,
  kind: entry.kind,
  at: entry.at,
  author: entry.author,
  html: entry.html,
  text: entry.text,
  wholeUrl: wholeUrl ?? null,
  attachments: attachments.map(({ id, name, type, size, contentId, url }) => ({
    id,
    name,
    type,
    size,
    contentId: contentId ?? null,
    url,
  })),
  ...toMaskedDto(entry),
  command: entry.command ?? null,
  mail: mail === undefined ? null : toMailDto(mail, isLate === true),
});

const toChangeDto = ({ before, after }: Change) => ({ before: before ?? null, after: after ?? null });

export const toEventDto = (fact: VisibleFact): z.input<typeof eventDto> => ({
  id: fact.id,
  type: fact.type,
  at: fact.at,
  version: fact.version,
  status: fact.status,
  actor: fact.actor,
  changes: Object.fromEntries(Object.entries(fact.changes).map(([field, change]) => [field, toChangeDto(change)])),
  fieldChanges: Object.fromEntries(
    Object.entries(fact.fieldChanges ?? {}).map(([code, change]) => [
      code,
      { ...toChangeDto(change), encrypted: change.encrypted === true },
    ]),
  ),
  fieldCode: fact.fieldCode ?? null,
  entryId: fact.entryId ?? null,
  mailId: fact.mailId ?? null,
  callId: fact.callId ?? null,
  reason: fact.reason ?? null,
});
