import * as z from 'zod';
import { PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { FACT_TYPES } from '../../domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { figuresDto, presentDto } from '../http/live.ts';
import { listCountsDto } from '../http/ticket-queries.ts';
import { ticketNumber } from '../http/ticket-shapes.ts';

/**
 * Figures of the service after a change; `mine` only when the receiving agent's own changed. Ignore a revision older
 * than the one shown.
 */
export const figuresMessage = z.object({
  type: z.literal('figures'),
  serviceId: z.string(),
  day: z.string(),
  revision: z.int(),
  all: figuresDto.shape.all,
  mine: figuresDto.shape.mine.optional(),
  /** How many tickets the menu lists hold; `mine` as above. Counts of groups are read by HTTP. */
  lists: listCountsDto.shape.lists,
  myLists: listCountsDto.shape.mine.omit({ important: true }).optional(),
});

/** A ticket changed: what it is about, never what was said. The console reads the rest by HTTP. */
export const ticketChangedMessage = z.object({
  type: z.literal('ticket_changed'),
  serviceId: z.string(),
  number: z.int(),
  version: z.int(),
  fact: z.enum(FACT_TYPES),
  status: z.enum(TICKET_STATUSES),
  assigneeId: z.string().nullable(),
  /** It stands in the Spam list, and in no other. */ spam: z.boolean(),
  actorId: z.string().nullable(),
  at: z.string(),
});

/**
 * Who has a ticket open, each agent once; sent to everybody on it when it changes, and to each console as the answer to
 * its own sign of life.
 */
export const presenceMessage = z.object({
  type: z.literal('presence'),
  serviceId: z.string(),
  number: z.int(),
  present: z.array(presentDto),
});

/** A reserved call of the receiving agent is due. */
export const callDueMessage = z.object({
  type: z.literal('call_due'),
  serviceId: z.string(),
  number: z.int(),
  callId: z.string(),
  at: z.string(),
});

/** To administrators: an agent left with open tickets, and what became of them can be read by HTTP. */
export const departureMessage = z.object({
  type: z.literal('departure'),
  serviceId: z.string(),
  departureId: z.string(),
});

export const pongMessage = z.object({ type: z.literal('pong') });

/**
 * `unknown_message`: the desk doesn't know what was sent. `too_many_messages`: more than any console has to say; the
 * connection is closed, and it is time to wait before the next.
 */
export const errorMessage = z.object({
  type: z.literal('error'),
  code: z.enum(['unknown_message', 'too_many_messages']),
});

/** Everything that the server sends over the WebSocket. */
export const serverMessage = z.discriminatedUnion('type', [
  figuresMessage,
  ticketChangedMessage,
  presenceMessage,
  callDueMessage,
  departureMessage,
  pongMessage,
  errorMessage,
]);
export type ServerMessage = z.infer<typeof serverMessage>;

/**
 * Everything that a console may send: a ping at least every 5 minutes keeps the connection (API Gateway closes after 10
 * idle minutes).
 */
export const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ping') }),
  /**
   * A sign of life on a ticket, every 8 seconds while it is open and at once when the state changes; without one for 20
   * seconds nobody is there any more. `number` null: nothing is open.
   */
  z.strictObject({
    type: z.literal('presence'),
    number: ticketNumber.nullable(),
    state: z.enum(PRESENCE_STATES).default('viewing'),
  }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;
