import * as z from 'zod';
import { PRIORITIES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { distinct, id, richText } from './plain-values.ts';
import { ticketDto, ticketNumber } from './ticket-shapes.ts';
import {
  internalResolution,
  keepTicket,
  namesRecipient,
  namesWhatItRepeats,
  noRecipient,
  notADuplicate,
  recipient,
} from './tickets.ts';

/** The most tickets of one batch. */
export const BATCH_LIMIT = 100;

/** What a batch does to each of its tickets. */
export const batchCommand = once(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('comment'), html: richText }),
    z.strictObject({ kind: z.literal('resolve'), html: richText }),
    z.strictObject({ kind: z.literal('pend'), html: richText }),
    z
      .strictObject({ kind: z.literal('resolve_internally'), ...internalResolution() })
      .refine(namesWhatItRepeats, notADuplicate),
    /** Undoes answers of the caller's: of each ticket the entry, in the order of `numbers`. */
    z.strictObject({ kind: z.literal('undo'), entryIds: z.array(id).min(1).max(BATCH_LIMIT) }),
    z.strictObject({ kind: z.literal('keep'), ...keepTicket.body.shape }),
    z.strictObject({ kind: z.literal('forward'), ...recipient() }).refine(namesRecipient, noRecipient),
    z.strictObject({ kind: z.literal('set_priority'), priority: z.enum(PRIORITIES) }),
    z.strictObject({ kind: z.literal('mark_important'), important: z.boolean() }),
  ]),
);
export const batchTickets = defineOperation({
  operationId: 'batchTickets',
  summary:
    'One command on up to 100 tickets, with an answer for each; repeated with the same key it does nothing twice',
  method: 'POST',
  path: '/services/{serviceId}/tickets/batch',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z
      .strictObject({
        numbers: z.array(ticketNumber()).min(1).max(BATCH_LIMIT).refine(distinct, 'A ticket is named twice'),
        command: batchCommand(),
      })
      .refine(({ numbers, command }) => command.kind !== 'undo' || command.entryIds.length === numbers.length, {
        message: 'Name one entry of each ticket',
        path: ['command', 'entryIds'],
      }),
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          results: z.array(
            z.discriminatedUnion('ok', [
              z.object({
                ok: z.literal(true),
                ...ticketDto().pick({ number: true, version: true, status: true, lastEntryId: true }).shape,
              }),
              /** The problem that the command on this ticket alone would answer with. */
              z.object({
                ok: z.literal(false),
                number: z.int(),
                problem: z.looseObject({ code: z.string(), title: z.string(), status: z.int() }),
              }),
            ]),
          ),
        })
        .meta({ id: 'BatchResults' }),
  },
  headers: { ifMatch: false, idempotencyKey: 'required', etag: false },
  problems: [...serviceProblems, 'idempotency_key_required', 'idempotency_key_reused', 'too_large'],
});

export const batchOperations = {
  batchTickets,
} as const;
