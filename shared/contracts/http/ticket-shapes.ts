import * as z from 'zod';
import { FIELD_TYPES } from '../../domain/desk/field.ts';
import { FILES_LIMIT } from '../../domain/ticket/attachment-rules.ts';
import { INTERNAL_REASONS } from '../../domain/ticket/internal-reason.ts';
import { AGENT_COMMANDS, type TicketCommand } from '../../domain/ticket/lifecycle.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { CHANNELS, PRIORITIES, TICKET_LANGUAGES, TRANSFER_KINDS } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { serviceParams } from './desk.ts';
import { distinct, id, orNull } from './plain-values.ts';

export const ticketNumber = once(() => z.int().positive().max(999_999_999));
export const ticketParams = once(() => serviceParams().extend({ number: ticketNumber() }));

/** Uploads that are attached to a text, in their order. */
export const uploadIds = once(() => z.array(id).max(FILES_LIMIT).refine(distinct, 'An upload is named twice'));

export const customerDto = once(() =>
  z
    .object({ name: z.string().exactOptional(), email: z.string().exactOptional(), phone: z.string().exactOptional() })
    .meta({ id: 'TicketCustomer' }),
);

const commandEnum = once(() => z.enum(AGENT_COMMANDS as [TicketCommand, ...TicketCommand[]]));

export const ticketDto = once(() =>
  z
    .object({
      serviceId: z.string(),
      number: z.int(),
      version: z.int(),
      title: z.string(),
      status: z.enum(TICKET_STATUSES),
      channel: z.enum(CHANNELS),
      priority: z.enum(PRIORITIES),
      language: z.enum(TICKET_LANGUAGES),
      customer: customerDto(),
      customerId: orNull(z.string()),
      assigneeId: orNull(z.string()),
      groupId: orNull(z.string()),
      inquiryTypeId: orNull(z.string()),
      processingTypeId: orNull(z.string()),
      tags: z.array(z.string()),
      createdBy: orNull(z.string()),
      createdAt: z.string(),
      activityAt: z.string(),
      resolvedAt: orNull(z.string()),
      completedAt: orNull(z.string()),
      internalReason: orNull(z.enum(INTERNAL_REASONS)),
      duplicateOf: orNull(z.int()),
      transfer: orNull(z.enum(TRANSFER_KINDS)),
      /** An escalation was ordered and is not done yet. */
      transferring: z.boolean(),
      /** Of an issue ticket: where it came from; `withdrawnAt`: since when nobody waits for it there. */
      origin: orNull(z.object({ serviceId: z.string(), number: z.int(), withdrawnAt: orNull(z.string()) })),
      /** Ends when its assignee has read it (`markRead`), or by any answer. */
      unreadReply: z.boolean(),
      /** When the customer wrote first what nobody answered since; null when they wait for no answer. */
      waitingSince: orNull(z.string()),
      /** The beginning of the newest entry, masked as the entry is; null when it says nothing, or is not known. */
      snippet: orNull(z.string()),
      lastEntryId: orNull(z.string()),
      followsNumber: orNull(z.int()),
      /** The commands that the caller may give now, by the lifecycle table. */
      allowed: z.array(commandEnum()),
    })
    .meta({ id: 'Ticket' }),
);

/** The value of a field, except files. */
export const fieldValueDto = once(() =>
  z.union([z.string(), z.boolean(), z.array(z.string()), z.object({ from: z.string(), to: z.string() })]),
);
const fieldFileDto = once(() =>
  z.object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.int(),
    /** A presigned address, valid for 15 minutes. */
    url: z.string(),
  }),
);
export const ticketFieldDto = once(() =>
  z
    .object({
      /** `type` is the type that the field had when the value was written. */
      code: z.string(),
      type: z.enum(FIELD_TYPES),
      /** Only `revealField` shows the value of an encrypted field. */
      encrypted: z.boolean(),
      value: orNull(z.union([fieldValueDto(), z.array(fieldFileDto())])),
      /** Set when the field has got another type, or was deleted. */
      stale: orNull(z.enum(['type_changed', 'field_deleted'])),
    })
    .meta({ id: 'TicketField' }),
);
export const wholeTicketDto = once(() =>
  ticketDto()
    .extend({ fields: z.array(ticketFieldDto()) })
    .meta({ id: 'WholeTicket' }),
);

/** A ticket as a line of a list shows it. */
export const ticketRowDto = once(() =>
  ticketDto()
    .pick({
      number: true,
      version: true,
      title: true,
      status: true,
      channel: true,
      priority: true,
      assigneeId: true,
      groupId: true,
      customer: true,
      unreadReply: true,
      activityAt: true,
      transfer: true,
      internalReason: true,
      waitingSince: true,
      snippet: true,
    })
    .extend({
      /** Whether the caller marked it as important. */
      important: z.boolean(),
    })
    .meta({ id: 'TicketRow' }),
);

export const ticketPageDto = once(() =>
  z.object({ rows: z.array(ticketRowDto()), nextCursor: orNull(z.string()) }).meta({ id: 'TicketPage' }),
);
