import * as z from 'zod';
import { MAIL_OUTCOMES, MAIL_STATUSES, MAIL_WAITS } from '../../domain/mail/outgoing-mail.ts';
import { ENTRY_COMMANDS, ENTRY_KINDS } from '../../domain/ticket/entry.ts';
import { FACT_TYPES, TRACKED_FIELDS } from '../../domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { orNull, pageQuery } from './plain-values.ts';
import { ticketParams, wholeTicketDto } from './ticket-shapes.ts';

const problems = [...serviceProblems, 'ticket_not_found'] as const;

export const attachmentDto = once(() =>
  z
    .object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.int(),
      contentId: orNull(z.string()),
      /** A presigned address, valid for 15 minutes, that downloads the file. */
      url: z.string(),
    })
    .meta({ id: 'Attachment' }),
);

/** The masks of an entry, and the files that were removed from it. */
const masked = once(() => ({
  /** Grows by one with each change of the masks. A request to mask must name it. */
  maskRevision: z.int(),
  /** UTF-16 offsets in the text content of `html`, without the character at `end`. */
  masks: z.array(z.object({ id: z.string(), start: z.int(), end: z.int(), by: z.string(), at: z.string() })),
  removedAttachments: z.array(
    z.object({ id: z.string(), type: z.string(), size: z.int(), by: z.string(), at: z.string() }),
  ),
}));
/** The members of an entry that masking changes. */
export const entryStateDto = once(() =>
  z.object({ id: z.string(), html: z.string(), text: z.string(), ...masked() }).meta({ id: 'EntryState' }),
);

/** The mail that carries an answer to the customer. */
export const mailDto = once(() =>
  z
    .object({
      id: z.string(),
      status: z.enum(MAIL_STATUSES),
      to: z.string(),
      sentAt: orNull(z.string()),
      outcome: orNull(z.enum(MAIL_OUTCOMES)),
      /**
       * Until then its agent can take the answer back, and it does not leave. Null once its sending has begun, and when
       * it leaves at once.
       */
      leavesAt: orNull(z.string()),
      /** Why it failed or came back: the message of SES, or `not_sent_in_time`. */
      failure: orNull(z.string()),
      /** Whether it has waited for more than a minute to be sent. */
      late: z.boolean(),
      /**
       * What it waits for, though nothing is wrong with it: the rate or the daily quota of sending, sending that is
       * paused, or an earlier answer on the same ticket. It leaves by itself.
       */
      waitsFor: orNull(z.enum(MAIL_WAITS)),
      /** 1, and one more each time it was sent again. */
      round: z.int(),
    })
    .meta({ id: 'Mail' }),
);

export const entryDto = once(() =>
  z
    .object({
      id: z.string(),
      kind: z.enum(ENTRY_KINDS),
      at: z.string(),
      /** When a customer's mail was written, by its own date, where that can be true; `at` is its receipt. */
      writtenAt: orNull(z.string()),
      author: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('customer'), name: z.string().exactOptional(), email: z.string().exactOptional() }),
        z.object({ kind: z.literal('agent'), agentId: z.string() }),
        z.object({ kind: z.literal('system') }),
      ]),
      /** Sanitized. An image with a `cid:` address is the attachment with that `contentId`. */
      html: z.string(),
      text: z.string(),
      /** A presigned address of the whole text, when it is too long for `html`. */
      wholeUrl: orNull(z.string()),
      attachments: z.array(attachmentDto()),
      ...masked(),
      /** The triggers that wrote it, in their order, by their names then. Null for what people wrote. */
      automatedBy: orNull(z.array(z.object({ triggerId: z.string(), name: z.string() }))),
      command: orNull(z.enum(ENTRY_COMMANDS)),
      mail: orNull(mailDto()),
    })
    .meta({ id: 'Entry' }),
);
export const entryPageDto = once(() =>
  z.object({ entries: z.array(entryDto()), nextCursor: orNull(z.string()) }).meta({ id: 'EntryPage' }),
);

const changeDto = once(() => z.object({ before: orNull(z.string()), after: orNull(z.string()) }));
export const eventDto = once(() =>
  z
    .object({
      id: z.string(),
      type: z.enum(FACT_TYPES),
      at: z.string(),
      version: z.int(),
      status: z.enum(TICKET_STATUSES),
      actor: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('agent'), id: z.string() }),
        z.object({ kind: z.literal('customer') }),
        z.object({ kind: z.literal('system') }),
      ]),
      /** The fields that changed, with their values before and after. */
      changes: z.partialRecord(z.enum(TRACKED_FIELDS), changeDto()),
      /**
       * The service's own fields that changed and that the caller may see, by code; of an encrypted field without its
       * values.
       */
      fieldChanges: z.record(z.string(), changeDto().extend({ encrypted: z.boolean() })),
      /** The encrypted field that was looked at. */
      fieldCode: orNull(z.string()),
      entryId: orNull(z.string()),
      mailId: orNull(z.string()),
      callId: orNull(z.string()),
      reason: orNull(z.string()),
      /** Of what triggers did: which, by their names then, and in which chain (see `listTriggerRuns`). */
      automation: orNull(
        z.object({
          chainId: z.string(),
          depth: z.int(),
          triggers: z.array(z.object({ triggerId: z.string(), name: z.string() })),
        }),
      ),
    })
    .meta({ id: 'TicketEvent' }),
);
export const eventPageDto = once(() =>
  z.object({ events: z.array(eventDto()), nextCursor: orNull(z.string()) }).meta({ id: 'EventPage' }),
);

export const listEntries = defineOperation({
  operationId: 'listEntries',
  summary: 'The consultation processing history, oldest first',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/entries',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: () => z.strictObject({ ...pageQuery, order: z.enum(['newest', 'oldest']).default('oldest') }),
  body: null,
  response: { status: 200, schema: entryPageDto },
  headers: noHeaders,
  problems,
});

export const listEvents = defineOperation({
  operationId: 'listEvents',
  summary: 'The ticket’s event log, newest first',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/events',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: () => z.strictObject({ ...pageQuery }),
  body: null,
  response: { status: 200, schema: eventPageDto },
  headers: noHeaders,
  problems,
});

export const getTicketWithHistory = defineOperation({
  operationId: 'getTicketWithHistory',
  summary: 'A ticket as it is opened: with the newest entries of its history and the newest lines of its log',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/with-history',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: () => z.strictObject({ limit: pageQuery.limit }),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({ ticket: wholeTicketDto(), entries: entryPageDto(), events: eventPageDto() })
        .meta({ id: 'TicketWithHistory' }),
  },
  headers: noHeaders,
  problems,
});

export const historyOperations = {
  listEntries,
  listEvents,
  getTicketWithHistory,
} as const;
