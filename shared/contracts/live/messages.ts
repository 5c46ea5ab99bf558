import * as z from 'zod';
import { PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { once } from '../../domain/kernel/once.ts';
import { FACT_TYPES } from '../../domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { figuresDto, presentDto } from '../http/live.ts';
import { listCountsDto } from '../http/ticket-queries.ts';
import { ticketNumber } from '../http/ticket-shapes.ts';

/**
 * The figures of the service after a change. `mine` is there only when figures of the receiving agent changed. Ignore a
 * revision that is older than the one shown.
 */
export const figuresMessage = once(() =>
  z.object({
    type: z.literal('figures'),
    serviceId: z.string(),
    day: z.string(),
    revision: z.int(),
    all: figuresDto().shape.all,
    mine: figuresDto().shape.mine.optional(),
    /** The number of tickets in the menu lists. The numbers of groups are read by HTTP. */
    lists: listCountsDto().shape.lists,
    myLists: listCountsDto().shape.mine.omit({ important: true }).optional(),
  }),
);

/** A ticket changed. The message has no text of the ticket; the console reads that by HTTP. */
export const ticketChangedMessage = once(() =>
  z.object({
    type: z.literal('ticket_changed'),
    serviceId: z.string(),
    number: z.int(),
    version: z.int(),
    fact: z.enum(FACT_TYPES),
    status: z.enum(TICKET_STATUSES),
    assigneeId: z.string().nullable(),
    /** Whether it is in the Spam list, and so in no other. */
    spam: z.boolean(),
    actorId: z.string().nullable(),
    at: z.string(),
  }),
);

/**
 * The agents who have a ticket open, each of them once. It is sent to all of them when it changes, and to a console as
 * the answer to its heartbeat.
 */
export const presenceMessage = once(() =>
  z.object({
    type: z.literal('presence'),
    serviceId: z.string(),
    number: z.int(),
    present: z.array(presentDto()),
  }),
);

/** A reserved call of the receiving agent is due. */
export const callDueMessage = once(() =>
  z.object({
    type: z.literal('call_due'),
    serviceId: z.string(),
    number: z.int(),
    callId: z.string(),
    at: z.string(),
  }),
);

/** An agent left with open tickets. It is sent to administrators, who read by HTTP what became of the tickets. */
export const departureMessage = once(() =>
  z.object({
    type: z.literal('departure'),
    serviceId: z.string(),
    departureId: z.string(),
  }),
);

export const pongMessage = once(() => z.object({ type: z.literal('pong') }));

/**
 * `unknown_message` answers a message that the desk does not know. `too_many_messages` says that the console sent more
 * than it may. The connection is then closed, and the console must wait before it connects again.
 */
export const errorMessage = once(() =>
  z.object({
    type: z.literal('error'),
    code: z.enum(['unknown_message', 'too_many_messages']),
  }),
);

/** All messages that the desk sends over the WebSocket. */
export const serverMessage = once(() =>
  z.discriminatedUnion('type', [
    figuresMessage(),
    ticketChangedMessage(),
    presenceMessage(),
    callDueMessage(),
    departureMessage(),
    pongMessage(),
    errorMessage(),
  ]),
);
export type ServerMessage = z.infer<ReturnType<typeof serverMessage>>;

/**
 * All messages that a console may send. A ping after 4 minutes of silence keeps the connection open, which API Gateway
 * closes after 10 idle minutes.
 */
export const clientMessage = once(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('ping') }),
    /**
     * The heartbeat of an open ticket: every 8 seconds, and at once when the state changes. After 20 seconds without
     * one the agent counts as gone. `number` is null when no ticket is open.
     */
    z.strictObject({
      type: z.literal('presence'),
      number: ticketNumber().nullable(),
      state: z.enum(PRESENCE_STATES).default('viewing'),
    }),
  ]),
);
export type ClientMessage = z.infer<ReturnType<typeof clientMessage>>;
